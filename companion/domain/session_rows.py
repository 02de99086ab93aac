"""Sessions as JSON: how they lie in a file, and how they pass between two programs."""

from datetime import date, datetime

from msgspec import Struct

from companion.domain.arrivals import in_words
from companion.domain.sessions import Change, Kind, PlannedSession, Status, Step


class Row(Struct, omit_defaults=True):
    """One session. Times are text, since a time in JSON cannot be either a day or a moment."""

    id: str
    title: str
    starts: str
    ends: str = ""
    kind: Kind = "session"
    where: str = ""
    join: tuple[tuple[str, str], ...] = ()
    free: bool | None = None
    who: str = ""
    steps: tuple[Step, ...] = ()
    like: tuple[tuple[str, str], ...] = ()
    about: str = ""
    status: Status = "planned"
    changed: tuple[Change, ...] = ()
    example: bool = False
    uid: str = ""
    calendar: str = ""
    occurrence: str = ""


def row_of(session: PlannedSession) -> Row:
    """The session as it is written."""
    fields = {name: getattr(session, name) for name in session.__struct_fields__}
    return Row(**{**fields, "starts": in_words(session.starts), "ends": in_words(session.ends)})


def session_of(row: Row) -> PlannedSession:
    """The session that was written. Raises ValueError where a time is none."""
    fields = {name: getattr(row, name) for name in row.__struct_fields__}
    ends = _moment(row.ends) if row.ends else None
    return PlannedSession(**{**fields, "starts": _moment(row.starts), "ends": ends})


def _moment(text: str) -> datetime | date:
    if len(text) == len("2026-06-26"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its offset")
    return moment
