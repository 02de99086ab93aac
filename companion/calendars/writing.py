"""Writes sessions as a calendar (.ics) that other calendar programs take in."""

from collections.abc import Iterable
from datetime import date, datetime

from companion.domain.reminding import BEFORE, MORNING
from companion.domain.sessions import PlannedSession
from companion.wire.icalendar import CATEGORIES, Event, calendar, escaped
from companion.wire.session_description import write_description


def write_calendar(sessions: Iterable[PlannedSession], now: datetime, remind: str = "off") -> str:
    """The sessions as the text of an .ics file. Write it as UTF-8, line ends as they are.

    Reading it gives the same sessions, but for what had changed and their calendar's name.
    A program that has them from an earlier time takes the newer words. `remind` is a value of
    that setting: so long before, the other program reminds of each.
    """
    return calendar((_event(one, now, remind) for one in sessions), ["METHOD:PUBLISH"])


def _event(session: PlannedSession, now: datetime, remind: str) -> Event:
    example = ("X-COMPANION-EXAMPLE:TRUE",) if session.example else ()
    return Event(
        uid=session.uid or f"{session.id}@companion",
        changed=now,
        title=session.title,
        starts=session.starts,
        ends=session.ends,
        occurrence=_moment(session.occurrence) if session.occurrence else None,
        cancelled=session.status == "cancelled",
        where=session.where,
        link=next((words for name, words in session.join if name == "link"), ""),
        description=write_description(session, session.like, session.join),
        category=CATEGORIES[session.kind],
        more=(*example, *_alarm(session, remind)),
    )


def _alarm(session: PlannedSession, remind: str) -> list[str]:
    """A reminder, where it is asked for and the session will happen."""
    if remind not in BEFORE or session.status == "cancelled":
        return []
    minutes = int(BEFORE[remind].total_seconds()) // 60
    if session.all_day:  # in a calendar such a day begins at midnight
        minutes -= MORNING.hour * 60
    trigger = f"-PT{minutes}M" if minutes >= 0 else f"PT{-minutes}M"
    summary = f"DESCRIPTION:{escaped(session.title)}"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", summary, f"TRIGGER:{trigger}", "END:VALARM"]


def _moment(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
