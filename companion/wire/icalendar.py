"""Calendars (iCalendar, RFC 5545) as the companion and the endpoint write them."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

PRODUCT = "-//Companion//Community of Practice//EN"
CATEGORIES = {
    "session": "Session",
    "shaping": "Shaping meeting",
    "subgroup": "Sub-group",
    "in-person": "Face to face",
}
_LONGEST_LINE = 75  # octets, before the line end
_FIRST_MINUTE = datetime(2026, 1, 1, tzinfo=UTC)

# Clocks go forward on the last Sunday of March and back on the last of October.
_LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
X-LIC-LOCATION:Europe/London
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


class Event(NamedTuple):
    """One event. Times carry an offset; a date is a whole day, and `ends` then the last one.

    `changed` is when what it says was last changed. `more` are rows of its own, as they stand in
    the file. All text is clean: no control characters but line ends.
    """

    uid: str
    changed: datetime
    title: str
    starts: datetime | date
    ends: datetime | date | None = None
    occurrence: datetime | date | None = None
    cancelled: bool = False
    where: str = ""
    link: str = ""
    description: str = ""
    category: str = ""
    more: tuple[str, ...] = ()


def calendar(events: Iterable[Event], head: Iterable[str] = ()) -> str:
    """The text of an .ics file. Write it as UTF-8, line ends as they are.

    `head` are rows about the whole calendar, as they stand in the file.
    """
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    rows += [*head, *_LONDON.split("\n")]
    for event in events:
        rows += ["BEGIN:VEVENT", *_stamps(event), *event_rows(event), "END:VEVENT"]
    rows.append("END:VCALENDAR")
    return "".join(f"{folded(row)}\r\n" for row in rows)


def event_rows(event: Event) -> Iterator[str]:
    """The rows of an event, but for when it was changed."""
    yield f"UID:{escaped(event.uid)}"
    if event.occurrence:
        yield f"RECURRENCE-ID{_plain(event.occurrence)}"
    yield f"DTSTART{_time(event.starts)}"
    if event.ends is not None or not isinstance(event.starts, datetime):
        yield f"DTEND{_end(event.ends or event.starts)}"
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    if event.where:
        yield f"LOCATION:{escaped(event.where)}"
    if event.link:
        yield f"URL:{event.link}"
    yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"CATEGORIES:{escaped(event.category)}"
    yield from event.more


def escaped(text: str) -> str:
    """A text as it stands in a row."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r", "").replace("\n", r"\n")


def folded(row: str) -> str:
    """The row in pieces of at most 75 octets, as calendars have it. No letter is cut."""
    pieces, piece, size = [], "", 0
    for letter in row:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece])


def _stamps(event: Event) -> Iterator[str]:
    stamp = _utc(event.changed)
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    # It only has to rise: nobody counts how often a session was changed.
    yield f"SEQUENCE:{max(0, (event.changed - _FIRST_MINUTE) // timedelta(minutes=1))}"


def _end(ends: datetime | date) -> str:
    """Where it ends. Whole days end, in a calendar, on the day after the last."""
    return _time(ends) if isinstance(ends, datetime) else _time(ends + timedelta(days=1))


def _time(value: datetime | date) -> str:
    """A time as London's clocks show it; in an hour that comes twice, as UTC."""
    if isinstance(value, datetime):
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - no quick command needs it

        there = value.astimezone(ZoneInfo("Europe/London"))
        if not there.fold:
            return f";TZID=Europe/London:{there:%Y%m%dT%H%M%S}"
    return _plain(value)


def _plain(value: datetime | date) -> str:
    if isinstance(value, datetime):
        return f":{_utc(value)}"
    return f";VALUE=DATE:{value:%Y%m%d}"


def _utc(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"
