"""Times of a calendar, in London's time. Only the child process loads this module."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.timezone import tzp

from companion.calendars.blocks import Block

LONDON = ZoneInfo("Europe/London")
_MOST_ZONES = 50
_DAMAGE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


class UnknownZone(Exception):
    """A time names a zone that neither we nor its calendar know. Any time would be a guess."""


def learn_zones(blocks: list[Block]) -> None:
    """Let the calendar's own zones count, where their names are not known to everyone.

    A zone whose rule is other than yearly or none is not learned.
    """
    for block in blocks[:_MOST_ZONES]:
        rules = [row.upper() for row in block.lines if row.upper().startswith("RRULE")]
        name = block.value("TZID")
        if not name or is_known_zone(name) or any("FREQ=YEARLY" not in rule for rule in rules):
            continue
        try:
            text = "\r\n".join([*block.lines, "END:VTIMEZONE", ""])
            tzp.cache_timezone_component(Timezone.from_ical(text))
        except _DAMAGE:
            continue


def is_known_zone(name: str) -> bool:
    """Whether a zone's name is one that we know, or that the calendar has told us."""
    try:
        return tzp.timezone(name) is not None
    except (OSError, *_DAMAGE):  # a name such as "../../etc", an endless one, one with a zero
        return False


def moment_of(prop: Any, plus: timedelta = timedelta()) -> datetime | date:
    """A time in London's time with its offset, or a day. A time without a zone is London's.

    An hour that is left out in spring counts as the hour after it; an hour that comes twice
    in autumn is the first (RFC 5545, 3.3.5). Raises ValueError and the like.
    """
    value = prop.dt
    if not isinstance(value, date):
        raise TypeError("neither a day nor a time")
    if not isinstance(value, datetime):
        return value + plus
    if value.tzinfo is None:
        value = value.replace(tzinfo=LONDON)
    there = (value.astimezone(UTC) + plus).astimezone(LONDON)
    return there.replace(microsecond=0, tzinfo=timezone(there.utcoffset() or timedelta()))
