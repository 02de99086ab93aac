"""Chooses the events of a calendar that are worth parsing, by what can be told at a glance."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from msgspec import Struct

from companion.calendars.blocks import Block, unescaped
from companion.domain.ids import id_of
from companion.domain.sessions import PlannedSession
from companion.plainwords.cleaning import LONGEST_UID, line

BACK = timedelta(days=92)  # 3 months
AHEAD = timedelta(days=731)  # 24 months
_ABROAD = timedelta(days=2)  # a day there may be another day here
_MOST_SINGLES = 600
_MOST_SERIES = 200
_LONGEST_NAME = 60

Group = tuple[str, list[Block]]  # what shares a uid


class Found(Struct):
    """What a calendar holds. `left` has why something was left out, with its name."""

    sessions: list[PlannedSession] = []
    left: list[tuple[str, str]] = []
    unread: set[str] = set()

    def leave(self, why: str, uid: str, event: Block) -> None:
        """Remember that an event was left out."""
        self.left.append((why, line(unescaped(event.value("SUMMARY")), _LONGEST_NAME)))
        self.unread.add(uid)


def chosen(events: list[Block], now: datetime, found: Found) -> tuple[list[Group], list[Group]]:
    """Single events and series, by uid. What is far away or cannot be is left out here."""
    groups: dict[str, list[Block]] = defaultdict(list)
    for event in events:
        groups[_uid(event)].append(event)
    singles: list[Group] = []
    series: list[Group] = []
    for uid, group in groups.items():
        if any(event.repeats for event in group):
            if any(_too_often(event) for event in group):
                found.leave("often", uid, group[0])
            elif any(not _over(event, now) for event in group):
                series.append((uid, group))
            continue
        for event in _newest(group):
            if not event.value("DTSTART"):
                found.leave("no_time", uid, event)
            elif not event.day or _near(event, now):  # a day we cannot see is damage: tell it
                singles.append((uid, [event]))
    singles.sort(key=lambda single: _days_off(single[1][0], now))
    for uid, group in (*singles[_MOST_SINGLES:], *series[_MOST_SERIES:]):
        found.leave("many", uid, group[0])
    return singles[:_MOST_SINGLES], series[:_MOST_SERIES]


def _newest(group: list[Block]) -> list[Block]:
    """One event for each uid and recurrence: the one that was changed last.

    Some programs give many events one uid; those on different days all stay.
    """
    newest: dict[tuple[str, str], Block] = {}
    for event in sorted(group, key=_sequence):
        newest[event.value("RECURRENCE-ID"), event.value("DTSTART")] = event
    latest = {event.value("RECURRENCE-ID"): _sequence(event) for event in newest.values()}
    return [e for e in newest.values() if _sequence(e) == latest[e.value("RECURRENCE-ID")]]


def _sequence(event: Block) -> int:
    value = event.value("SEQUENCE")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else 0


def _uid(event: Block) -> str:
    """The event's own name; for one without, a name made of what it says."""
    return line(unescaped(event.value("UID")), LONGEST_UID) or f"no-uid-{id_of(*event.lines)}"


def _too_often(event: Block) -> bool:
    """Whether it repeats many times a day: no session does, and counting would not end."""
    for rule in event.values("RRULE"):
        parts = dict(p.partition("=")[::2] for p in rule.upper().replace(" ", "").split(";"))
        hours = [parts.get(name, "") for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
        often = parts.get("FREQ") in ("SECONDLY", "MINUTELY", "HOURLY")
        if often or any(hour.count(",") > 3 for hour in hours):
            return True
    return False


def _over(event: Block, now: datetime) -> bool:
    """Whether an event is over for good, by what can be told at a glance."""
    first = f"{now - BACK - _ABROAD:%Y%m%d}"
    until = event.value("RRULE").upper().partition("UNTIL=")[2][:8]
    if event.value("RDATE") or (event.value("RRULE") and not until.isdecimal()):
        return False
    return max(until, event.day) < first


def _near(event: Block, now: datetime) -> bool:
    first, last = now - BACK - _ABROAD, now + AHEAD + _ABROAD
    return f"{first:%Y%m%d}" <= event.day <= f"{last:%Y%m%d}"


def _days_off(event: Block, now: datetime) -> tuple[bool, int]:
    try:
        day = date(int(event.day[:4]), int(event.day[4:6]), int(event.day[6:]))
    except ValueError:
        return False, 0
    return day < now.date(), abs((day - now.date()).days)
