"""Opens a member's home: the one place that says which file and which key hold what."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from companion.problems import Problem
from companion.store.home import Home
from companion.store.settings import SettingsFile

if TYPE_CHECKING:
    from companion.store.drafts import DraftTable
    from companion.store.log import Log
    from companion.store.notes import NoteTable
    from companion.store.sessions import SessionFile


class Store:
    """Everything that is kept for a member. Each part is opened when it is first asked for.

    So a command that reads only settings loads neither TinyDB nor cryptography, and reading
    in an empty home makes no file.
    """

    def __init__(self, home: Home, now: Callable[[], datetime] | None = None) -> None:
        self._home = home
        self._clock = (now,) if now else ()

    @cached_property
    def settings(self) -> SettingsFile:
        """Choices that are not private."""
        return SettingsFile(self._home)

    @cached_property
    def notes(self) -> "NoteTable":
        """The notes. Those deleted more than 30 days ago go now, where that can be written."""
        from companion.store.notes import NoteTable  # noqa: PLC0415 - loads TinyDB

        notes = NoteTable(self._words, *self._clock)
        with suppress(Problem):  # whoever reads the notes will hear of it
            notes.purge()
        return notes

    @cached_property
    def drafts(self) -> "DraftTable":
        """Unfinished texts."""
        from companion.store.drafts import DraftTable  # noqa: PLC0415 - loads TinyDB

        return DraftTable(self._words, self._home.run, self._home.running, *self._clock)

    @cached_property
    def sessions(self) -> "SessionFile":
        """The community's sessions."""
        from companion.store.sessions import SessionFile  # noqa: PLC0415 - loads msgspec

        return SessionFile(self._home, *self._clock)

    @property
    def damaged(self) -> int:
        """How many parts of the member's words cannot be read. Raises like `Log`."""
        return self._words.damaged

    @property
    def other_open(self) -> bool:
        """Whether another companion is open on this home now."""
        return bool(self._home.running())

    @cached_property
    def _words(self) -> "Log":
        from companion.store.keys import KeyFile  # noqa: PLC0415 - not needed for settings
        from companion.store.log import Log  # noqa: PLC0415

        named = os.environ.get("COMPANION_KEY_FILE")
        keys = KeyFile(self._home.path, Path(named).expanduser().absolute() if named else None)
        return Log(self._home, "words", keys)


def open_store(home: Home, now: Callable[[], datetime] | None = None) -> Store:
    """The store in a home. Opens, reads and makes nothing yet."""
    return Store(home, now)
