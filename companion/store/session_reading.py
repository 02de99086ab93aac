"""Reads sessions.json. Apart from the store, so that the quick commands load little."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH118, PTH123

import json
import os
from typing import NamedTuple

from companion.domain.session_rows import session_of
from companion.domain.sessions import PlannedSession
from companion.problems import Problem

FORMAT = 1


class Kept(NamedTuple):
    """What the file says. `calendars` has the address of each name, "" for a file."""

    calendars: dict[str, str]
    sessions: list[PlannedSession]


def parse(data: bytes, folder: str) -> Kept:
    """What a file says. Raises ValueError for damage, and Problem("newer_home")."""
    match json.loads(data):
        case {"version": int(version)} if version > FORMAT:
            raise Problem("newer_home", path=folder)
        case {"version": int(), "calendars": dict(calendars), "sessions": list(rows)}:
            if not all(isinstance(address, str) for address in calendars.values()):
                raise ValueError("not the address of a calendar")
            return Kept(calendars, [session_of(row) for row in rows])
    raise ValueError("not the shape of our sessions")


def glance(folder: str) -> list[PlannedSession] | None:
    """The sessions in a home, the earliest first; None where only the store can say more."""
    try:
        with open(os.path.join(folder, "sessions.json"), "rb") as file:
            return parse(file.read(), folder).sessions
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
