"""Reminders: which sessions the member is reminded of now, only if they asked."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from companion.domain.sessions import PlannedSession
from companion.domain.timeline import in_order

# How long before a session, by the values of the setting "remind"; "off" is none of these.
BEFORE = {
    "10": timedelta(minutes=10),
    "30": timedelta(minutes=30),
    "60": timedelta(hours=1),
    "day": timedelta(days=1),
}
MORNING = time(9)  # a session with a day and no time counts as starting then


def due(
    sessions: Iterable[PlannedSession], now: datetime, remind: str
) -> tuple[PlannedSession, ...]:
    """The sessions to remind of: those that start in so long, the earliest first."""
    if remind not in BEFORE:
        return ()
    planned = in_order(one for one in sessions if one.status != "cancelled")
    return tuple(one for one in planned if start_of(one) - BEFORE[remind] <= now < start_of(one))


def start_of(session: PlannedSession) -> datetime:
    """When it starts, with a zone. For one without a time, by this computer's clock."""
    if isinstance(session.starts, datetime):
        return session.starts
    return datetime.combine(session.starts, MORNING).astimezone()


def key_of(session: PlannedSession, remind: str) -> str:
    """What tells a reminder from all others. A session that moves gets another one."""
    return f"{session.id} {session.starts.isoformat()} {remind}"
