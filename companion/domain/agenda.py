"""Which shaping meeting reads an idea for the agenda."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from companion.domain.sessions import PlannedSession
from companion.domain.timeline import to_come


def meeting_for_ideas(
    sessions: Sequence[PlannedSession], until: Mapping[str, date], now: datetime
) -> PlannedSession | None:
    """The first meeting to come that an idea of today still reaches; None: none is known.

    `until` has the last day for ideas, by a session's uid; without one it is the day before.
    No idea is ever too late: it goes to the next meeting.
    """
    today = now.date()
    for one in to_come(sessions, now):
        if one.kind == "shaping" and one.status != "cancelled":
            starts = one.starts.date() if isinstance(one.starts, datetime) else one.starts
            if today <= until[one.uid] if one.uid in until else today < starts:
                return one
    return None


def too_late_for(
    sessions: Sequence[PlannedSession], reads: PlannedSession | None, now: datetime
) -> PlannedSession | None:
    """The meeting that an idea of today misses: the next one, where another one reads it."""
    coming = (s for s in to_come(sessions, now) if s.kind == "shaping" and s.status != "cancelled")
    following = next(coming, None)
    return following if reads and following and following.id != reads.id else None
