"""A quick look into the home, for commands that only read what is not private."""

# Without pathlib, which takes longer to load than the rest of such a command.
# ruff: noqa: PTH111, PTH112, PTH118, PTH123

import json
import os
from argparse import Namespace
from datetime import UTC, datetime

from companion.domain.sessions import PlannedSession
from companion.domain.timeline import in_order, next_of
from companion.plainwords.characters import shown_line
from companion.problems import Problem
from companion.store.charters import Charters
from companion.store.default_folder import default_folder
from companion.store.session_reading import glance


def sessions_at(options: Namespace) -> list[PlannedSession]:
    """The sessions that are kept, the earliest first. Raises Problem as the store does."""
    folder = folder_of(options)
    # Where something was forgotten, its 30 days may be over: opening the home looks after that.
    whole = options.demo or os.path.isdir(os.path.join(folder, "forgotten"))
    found = None if whole else glance(folder)
    if found is None:
        from companion.compose import open_home  # noqa: PLC0415 - it can tell what is wrong

        return open_home(options).sessions.all()
    return in_order(found)


def session_at(options: Namespace, session_id: str | None) -> PlannedSession:
    """One session by its id; None is the next one.

    Raises Problem("no_such_session") or ("no_session_known"), and as sessions_at does.
    """
    known = sessions_at(options)
    if session_id is None:
        found, missing = next_of(known, datetime.now(UTC)), Problem("no_session_known")
    else:
        found = next((one for one in known if one.id == session_id), None)
        missing = Problem("no_such_session", id=shown_line(session_id))
    if found is None:
        raise missing
    return found


def charters_at(options: Namespace) -> Charters:
    """The charter that ships, and the versions that the community sent."""
    return Charters("" if options.demo else folder_of(options))


def setting_at(options: Namespace, name: str) -> str:
    """A setting as it is kept; "" where there is none or it cannot be read."""
    try:
        with open(os.path.join(folder_of(options), "settings.json"), "rb") as file:
            value = json.load(file)["choices"][name]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def folder_of(options: Namespace) -> str:
    """The home, as compose.home_of finds it."""
    named = options.home or os.environ.get("COMPANION_HOME")
    return os.path.expanduser(named) if named else default_folder()
