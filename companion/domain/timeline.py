"""Which sessions come next, and which have been."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from companion.domain.sessions import PlannedSession

NO_END = timedelta(hours=2)  # how long a session counts as running where nobody said


def in_order(sessions: Iterable[PlannedSession]) -> list[PlannedSession]:
    """The earliest first. On one day, those of the whole day come first."""
    return sorted(sessions, key=_place)


def _place(session: PlannedSession) -> tuple[int, float, str, str]:
    starts = session.starts
    moment = starts.timestamp() if isinstance(starts, datetime) else 0.0
    return starts.toordinal(), moment, session.title, session.id


def is_over(session: PlannedSession, now: datetime) -> bool:
    """Whether a session has ended. One of a whole day ends with the day."""
    end = session.ends or session.starts
    if not isinstance(end, datetime):
        return end < now.date()
    if session.ends is None:
        end += NO_END
    return end <= now


def to_come(sessions: Sequence[PlannedSession], now: datetime) -> list[PlannedSession]:
    """Those that are running or to come, the earliest first, as they are given."""
    return [session for session in sessions if not is_over(session, now)]


def been(sessions: Sequence[PlannedSession], now: datetime) -> list[PlannedSession]:
    """Those that have been, the latest first."""
    return [session for session in sessions if is_over(session, now)][::-1]


def next_of(sessions: Sequence[PlannedSession], now: datetime) -> PlannedSession | None:
    """The next session that will happen, or None."""
    planned = (s for s in to_come(sessions, now) if s.status != "cancelled")
    return next(planned, None)
