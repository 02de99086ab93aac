"""Calendars and the time, the way the tests here make them."""

from datetime import UTC, datetime
from pathlib import Path

from companion.calendars.reading import Reading, read_calendar

NOW = datetime(2026, 6, 19, 9, tzinfo=UTC)
FILES = Path(__file__).parent / "files"


def calendar(*events: str, head: str = "", zones: str = "") -> bytes:
    """A calendar with these events, each given by its lines."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"]
    rows += [*head.split("\n")] if head else []
    rows += [*zones.split("\n")] if zones else []
    for event in events:
        rows += ["BEGIN:VEVENT", *event.strip().split("\n"), "END:VEVENT"]
    return "".join(f"{row}\r\n" for row in [*rows, "END:VCALENDAR"]).encode()


def event(starts: str = "DTSTART:20260715T090000Z", uid: str = "u", **more: str) -> str:
    """The lines of an event. `more` has names in lower case: summary="Meeting"."""
    rows = [f"UID:{uid}", starts]
    rows += [f"{name.upper().replace('_', '-')}:{words}" for name, words in more.items()]
    return "\n".join(rows)


def read(*events: str, head: str = "", zones: str = "", now: datetime = NOW) -> Reading:
    """What we make of these events."""
    return read_calendar(calendar(*events, head=head, zones=zones), now)


def starts(reading: Reading) -> list[str]:
    """When its sessions start."""
    return [session.starts.isoformat() for session in reading.sessions]


def exported(name: str) -> Reading:
    """A calendar as a real program writes it."""
    data = (FILES / f"{name}.ics").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return read_calendar(data, NOW)
