"""Sessions as plain data for JSON: in a file, and between two programs.

Checked by hand: the quick commands read sessions, and a library for it loads too slowly.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, get_args

from companion.domain.sessions import Change, Kind, PlannedSession, Status, Step

Row = dict[str, Any]
_TEXTS = ("id", "title", "where", "who", "about", "uid", "calendar", "occurrence")
_KINDS, _STATUSES = get_args(Kind), get_args(Status)


def row_of(session: PlannedSession) -> Row:
    """The session as it is written. What is as usual is left out."""
    usual = PlannedSession._field_defaults
    row = {
        name: value
        for name, value in session._asdict().items()
        if name not in usual or value != usual[name]
    }
    row["starts"] = session.starts.isoformat()
    if session.ends is not None:
        row["ends"] = session.ends.isoformat()
    for name in ("steps", "changed"):
        if name in row:
            row[name] = [part._asdict() for part in row[name]]
    return row


def session_of(row: object) -> PlannedSession:
    """The session that was written, by whomever. Raises ValueError where it is none."""
    if not isinstance(row, dict):
        raise ValueError("not a session")
    fields = {name: row[name] for name in PlannedSession._fields if name in row}
    for name, check in _CHECKS.items():
        if name in fields:
            fields[name] = check(fields[name])
    if not {"id", "title", "starts"} <= fields.keys():
        raise ValueError("a session without its name or time")
    return PlannedSession(**fields)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _of(*values: object) -> Callable[[object], object]:
    def check(value: object) -> object:
        if not any(value is known or (value == known and type(value) is str) for known in values):
            raise ValueError("not a value that we know")
        return value

    return check


def _moment(value: object) -> datetime | date:
    text = _text(value)
    if len(text) == len("2026-06-26"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its offset")
    return moment


def _rows(value: object) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError("not a list")
    return list(value)


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(words)) for name, words in map(_rows, _rows(value)))


def _steps(value: object) -> tuple[Step, ...]:
    return tuple(Step(_text(part["what"]), _minutes(part["minutes"])) for part in _dicts(value))


def _minutes(value: object) -> int | None:
    if value is None or (type(value) is int and 0 <= value <= 10_000):
        return value
    raise ValueError("not a number of minutes")


def _changes(value: object) -> tuple[Change, ...]:
    names = Change._fields
    return tuple(Change(*(_text(part[name]) for name in names)) for part in _dicts(value))


def _dicts(value: object) -> list[dict[str, Any]]:
    found = _rows(value)
    if not all(isinstance(part, dict) for part in found):
        raise ValueError("not the parts of a session")
    return found


_CHECKS: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(_TEXTS, _text),
    "starts": _moment,
    "ends": lambda value: None if value in (None, "") else _moment(value),
    "kind": _of(*_KINDS),
    "status": _of(*_STATUSES),
    "free": _of(None, True, False),
    "example": _of(True, False),
    "join": _pairs,
    "like": _pairs,
    "steps": _steps,
    "changed": _changes,
}
