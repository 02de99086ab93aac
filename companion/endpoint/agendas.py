"""Which ideas each shaping meeting reads. None is ever too late: it goes to the next meeting."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from companion.endpoint.answering import Received, received
from companion.endpoint.describing_community import all_sessions
from companion.problems import Problem
from companion.wire.community import SessionInfo


class Agenda(NamedTuple):
    """The ideas of one meeting, by time. `session` None: the meeting that is not planned yet."""

    session: SessionInfo | None
    ideas: list[Received]


def agendas(connection: Connection) -> list[Agenda]:
    """Each shaping meeting that takes place, by time, then what waits for one."""
    meetings = [
        one
        for one in all_sessions(connection)
        if one.kind == "shaping" and one.status != "cancelled"
    ]
    ideas: dict[str, list[Received]] = {one.id: [] for one in meetings}
    waiting: list[Received] = []
    for one in received(connection):
        if one.says and one.says.about.kind == "agenda" and not one.closed:
            reads = _meeting(one, meetings)
            (ideas[reads.id] if reads else waiting).append(one)
    found = [Agenda(one, ideas[one.id]) for one in meetings]
    return [*found, Agenda(None, waiting)] if waiting else found


def agenda_of(connection: Connection, session: str) -> Agenda:
    """The agenda of one shaping meeting. Raises Problem("endpoint_no_meeting")."""
    for one in agendas(connection):
        if one.session and one.session.id == session:
            return one
    raise Problem("endpoint_no_meeting", id=session)


def next_agenda(connection: Connection, day: date) -> Agenda:
    """The agenda of the next shaping meeting. Raises Problem("endpoint_no_meeting_planned")."""
    for one in agendas(connection):
        if one.session and _starts(one.session) >= day:
            return one
    raise Problem("endpoint_no_meeting_planned")


def _meeting(idea: Received, meetings: list[SessionInfo]) -> SessionInfo | None:
    """The one where it was talked about; else the one it was sent for, or the next it reaches."""
    talked = [mark.session for mark in idea.marks if mark.status == "talked"]
    for one in meetings:
        if one.id in talked:
            return one
    day = date.fromisoformat(idea.day)
    meant = idea.says.about.id if idea.says else ""
    first = next((number for number, one in enumerate(meetings) if one.id == meant), 0)
    return next((one for one in meetings[first:] if day <= _last_day(one)), None)


def _last_day(meeting: SessionInfo) -> date:
    """The last day on which an idea reaches a meeting: as told, else the day before."""
    try:
        return date.fromisoformat(meeting.ideas_until)
    except ValueError:
        return _starts(meeting) - timedelta(days=1)


def _starts(meeting: SessionInfo) -> date:
    return datetime.fromisoformat(meeting.starts).date()
