"""Writes sessions as a calendar (.ics, RFC 5545) that other calendar programs take in."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from companion.calendars.description import write_description
from companion.domain.reminding import BEFORE, MORNING
from companion.domain.sessions import Kind, PlannedSession

PRODUCT = "-//Companion//Community of Practice//EN"
CATEGORIES: dict[Kind, str] = {
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


def write_calendar(sessions: Iterable[PlannedSession], now: datetime, remind: str = "off") -> str:
    """The sessions as the text of an .ics file. Write it as UTF-8, line ends as they are.

    Reading it gives the same sessions, but for what had changed and their calendar's name.
    A program that has them from an earlier time takes the newer words. `remind` is a value of
    that setting: so long before, the other program reminds of each.
    """
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    rows += ["METHOD:PUBLISH", *_LONDON.split("\n")]
    for session in sessions:
        alarm = _alarm(session, remind)
        rows += ["BEGIN:VEVENT", *_event(session, now), *alarm, "END:VEVENT"]
    rows.append("END:VCALENDAR")
    return "".join(f"{folded(row)}\r\n" for row in rows)


def folded(row: str) -> str:
    """The line in pieces of at most 75 octets, as calendars have it. No letter is cut."""
    pieces, piece, size = [], "", 0
    for letter in row:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece])


def _event(session: PlannedSession, now: datetime) -> Iterator[str]:
    yield f"UID:{_escaped(session.uid or f'{session.id}@companion')}"
    yield f"DTSTAMP:{_utc(now)}"
    # It only has to rise: nobody counts how often a session was changed.
    yield f"SEQUENCE:{max(0, (now - _FIRST_MINUTE) // timedelta(minutes=1))}"
    if session.occurrence:
        yield f"RECURRENCE-ID{_plain(_moment(session.occurrence))}"
    yield f"DTSTART{_time(session.starts)}"
    if session.ends is not None or not isinstance(session.starts, datetime):
        yield f"DTEND{_end(session)}"
    yield f"SUMMARY:{_escaped(session.title)}"
    yield f"STATUS:{'CANCELLED' if session.status == 'cancelled' else 'CONFIRMED'}"
    if session.where:
        yield f"LOCATION:{_escaped(session.where)}"
    link = next((words for name, words in session.join if name == "link"), "")
    if link:
        yield f"URL:{link}"
    yield f"DESCRIPTION:{_escaped(write_description(session))}"
    yield f"CATEGORIES:{CATEGORIES[session.kind]}"
    if session.example:
        yield "X-COMPANION-EXAMPLE:TRUE"


def _alarm(session: PlannedSession, remind: str) -> list[str]:
    """A reminder, where it is asked for and the session will happen."""
    if remind not in BEFORE or session.status == "cancelled":
        return []
    minutes = int(BEFORE[remind].total_seconds()) // 60
    if session.all_day:  # in a calendar such a day begins at midnight
        minutes -= MORNING.hour * 60
    trigger = f"-PT{minutes}M" if minutes >= 0 else f"PT{-minutes}M"
    summary = f"DESCRIPTION:{_escaped(session.title)}"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", summary, f"TRIGGER:{trigger}", "END:VALARM"]


def _end(session: PlannedSession) -> str:
    """Where it ends. Whole days end, in a calendar, on the day after the last."""
    ends = session.ends or session.starts
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


def _moment(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r", "").replace("\n", r"\n")
