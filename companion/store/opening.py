"""Opens a member's home: the one place that says which file and which key hold what."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from companion.problems import Problem
from companion.store.files import saving
from companion.store.home import Home, Presence

if TYPE_CHECKING:
    from companion.domain.exposure import Exposure
    from companion.store.all_drafts import AllDrafts
    from companion.store.attachments import Attachments
    from companion.store.charters import Charters
    from companion.store.community_files import CommunityFiles
    from companion.store.kept import JournalTable, NoteTable
    from companion.store.letters import Letters
    from companion.store.lock import JournalLock
    from companion.store.log import Log
    from companion.store.outbox import OutboxTable
    from companion.store.recovery import RecoveryCards
    from companion.store.sessions import SessionFile
    from companion.store.settings import SettingsFile
    from companion.store.shares import ShareTable
    from companion.store.wrapped import WrappedKeys

    Table = TypeVar("Table", NoteTable, JournalTable, ShareTable)


class Store:
    """Everything that is kept for a member. Each part is opened when it is first asked for.

    So a command that reads only settings loads neither TinyDB nor cryptography, and reading
    in an empty home makes no file.
    """

    def __init__(self, home: Home, now: Callable[[], datetime] | None = None) -> None:
        self.home = home
        self._clock = (now,) if now else ()

    @cached_property
    def settings(self) -> "SettingsFile":
        """Choices that are not private."""
        from companion.store.settings import SettingsFile  # noqa: PLC0415 - a list needs none

        return SettingsFile(self.home)

    @cached_property
    def notes(self) -> "NoteTable":
        """The notes. Those deleted more than 30 days ago go now, where that can be written."""
        from companion.store.kept import NoteTable  # noqa: PLC0415 - loads msgspec

        return _purged(NoteTable(self._words, self._now, self._letters["words"]))

    @cached_property
    def journal(self) -> "JournalTable":
        """The journal, like the notes."""
        from companion.store.kept import JournalTable  # noqa: PLC0415

        return _purged(JournalTable(self._journal, self._now, self._letters["journal"]))

    @cached_property
    def shares(self) -> "ShareTable":
        """The member's own record of what was shared: a part of the journal."""
        from companion.store.shares import ShareTable  # noqa: PLC0415

        table = ShareTable(self._journal, self._now, self._letters["journal"])
        if not self.attachments.any:
            return _purged(table)
        before = self._names_of_files()
        _purged(table)
        self._tidy_attachments(before)
        return table

    @cached_property
    def attachments(self) -> "Attachments":
        """The pictures and sounds of what is shared: a part of the journal."""
        from companion.store.attachments import OWN, Attachments  # noqa: PLC0415

        return Attachments(self.home, self._keys, "journal", OWN)

    @cached_property
    def outbox(self) -> "OutboxTable":
        """What waits to be sent, and the line to the community."""
        from companion.store.attachments import LEAVING, Attachments  # noqa: PLC0415
        from companion.store.outbox import OutboxTable  # noqa: PLC0415

        copies = Attachments(self.home, self._keys, "outbox", LEAVING)
        return OutboxTable(self.home, self._outbox, copies, self._now)

    @property
    def has_outbox(self) -> bool:
        """Whether there ever was a community. Loads nothing."""
        return (self.home.path / "outbox.log").exists()

    @cached_property
    def community_files(self) -> "CommunityFiles":
        """What the community published."""
        from companion.store.community_files import CommunityFiles  # noqa: PLC0415

        return CommunityFiles(self.home)

    @cached_property
    def charters(self) -> "Charters":
        """The charter that ships, and the versions of it that came."""
        from companion.store.charters import Charters  # noqa: PLC0415

        return Charters(str(self.home.path))

    @cached_property
    def drafts(self) -> "AllDrafts":
        """Unfinished texts."""
        from companion.store.all_drafts import AllDrafts  # noqa: PLC0415 - loads TinyDB
        from companion.store.drafts import DraftTable  # noqa: PLC0415

        words, journal = (
            DraftTable(log, self.home.run, self.home.running, self._now, self._letters[name])
            for name, log in (("words", self._words), ("journal", self._journal))
        )
        return AllDrafts(words, journal)

    @cached_property
    def sessions(self) -> "SessionFile":
        """The community's sessions."""
        from companion.store.sessions import SessionFile  # noqa: PLC0415 - loads msgspec

        return SessionFile(self.home, self._now)

    @cached_property
    def lock(self) -> "JournalLock":
        """The lock of the journal."""
        from companion.store.lock import JournalLock  # noqa: PLC0415 - needed by few commands

        return JournalLock(self.home, self._keys, self._make_ready, self._take_in, self._forget)

    @cached_property
    def recovery(self) -> "RecoveryCards":
        """The recovery card."""
        from companion.store.recovery import RecoveryCards  # noqa: PLC0415 - needed by few

        return RecoveryCards(self.home, self._keys, self._take_in)

    @property
    def damaged(self) -> int:
        """How many parts of the member's words cannot be read. Raises like `Log`.

        Those of a locked journal are not among them.
        """
        found = self._words.damaged + self.home.damaged_letters()
        if self.has_outbox:
            found += self._outbox.damaged
        if self._journal is not self._words:
            try:
                found += self._journal.damaged
            except Problem as problem:
                if problem.code != "journal_locked":
                    raise
        return found

    def exposure(self) -> "Exposure":
        """Who could read the member's words here, as it is now."""
        from companion.store.exposure import exposure  # noqa: PLC0415 - needed by one page

        lock = community = ""
        with suppress(Problem):  # what is damaged is told where it is used
            lock = self.lock.kind
        with suppress(Problem):
            line = self.outbox.line() if self.has_outbox else None
            community = line.name if line else ""
        return exposure(self.home, self._keys.shown(self.home.id()), lock, community)

    def is_quiet(self) -> bool:
        """Whether the first page can be shown before the words are read (store/quiet.py)."""
        from companion.store.quiet import is_quiet  # noqa: PLC0415 - no command needs it

        return is_quiet(self.home, self._now().date())

    def keep_quiet(self, nothing_to_tell: Callable[[], bool]) -> None:
        """Remember for the next start that there is nothing to tell, where that is so."""
        from companion.store.quiet import keep_quiet, looks  # noqa: PLC0415

        looked = looks(self.home, self._now().date())
        with suppress(Problem):
            drafts = looked and self.drafts.everything()
            if looked and not drafts and not self.other_open and nothing_to_tell():
                keep_quiet(self.home, looked)

    def presence(self) -> Presence:
        """Tell other companions that one is open here, until it ends."""
        return self.home.presence()

    @property
    def other_open(self) -> bool:
        """Whether another companion is open on this home now."""
        return bool(self.home.running())

    @cached_property
    def _words(self) -> "Log":
        from companion.store.log import Log  # noqa: PLC0415 - not needed for settings

        return Log(self.home, "words", self._keys)

    @cached_property
    def _outbox(self) -> "Log":
        from companion.store.log import Log  # noqa: PLC0415

        return Log(self.home, "outbox", self._keys)

    @cached_property
    def _journal(self) -> "Log":
        """The journal's own vault; in an older home that cannot be written, that of the notes."""
        from companion.store.log import Log  # noqa: PLC0415 - not needed for settings
        from companion.store.moving import end_copies, settle_journal  # noqa: PLC0415

        journal = Log(self.home, "journal", self._keys)
        with suppress(OSError):  # they go another time
            end_copies(self.home, self._now())
        return (
            journal if settle_journal(self.home, self._words, journal, self._now()) else self._words
        )

    def _make_ready(self) -> None:
        """Have nothing of the journal outside its vault: not in old lines, nor in old copies."""
        from companion.store.moving import end_copies  # noqa: PLC0415

        if self._journal is self._words:
            raise Problem("not_saved")
        self._letters["journal"].take_in()
        self._words.compact()
        with saving(self.home.path):
            end_copies(self.home)

    def _names_of_files(self) -> str:
        """A text in which the id of each file stands that something of the journal names.

        "" where that cannot be known: a part of the journal cannot be read.
        """
        import json  # noqa: PLC0415 - needed by few homes

        with suppress(Problem):
            if not self.damaged and self.lock.open:
                return json.dumps([self._journal.documents(one) for one in ("shares", "drafts")])
        return ""

    def _tidy_attachments(self, before: str) -> None:
        """Let go of files whose share has just gone for ever, and of those that nothing has
        named for 30 days: whoever kept them was killed, or chose another one."""
        now = self._names_of_files()
        if before and now:
            with suppress(Problem):  # another time will do
                self.attachments.tidy(lambda one: one in now or one not in before)
                self.attachments.tidy(now.__contains__, self._now() - timedelta(days=30))

    def _forget(self) -> None:
        self._journal.forget()
        self._letters["journal"].forget()
        self.attachments.forget()

    @cached_property
    def _letters(self) -> "dict[str, Letters]":
        """The letters to each vault. Those of earlier runs are taken in where that can be."""
        from companion.store.letters import Letters  # noqa: PLC0415 - loads what seals

        logs = {"words": self._words, "journal": self._journal}
        made = {name: Letters(self.home, log, name, self._keys) for name, log in logs.items()}
        for letters in made.values():
            letters.take_in()
        return made

    def _take_in(self) -> None:
        for letters in self._letters.values():
            letters.take_in()

    def _now(self) -> datetime:
        return self._clock[0]() if self._clock else datetime.now(UTC)

    @cached_property
    def _keys(self) -> "WrappedKeys":
        from companion.store.key_store import system_store  # noqa: PLC0415
        from companion.store.keys import KeyFile  # noqa: PLC0415
        from companion.store.wrapped import WrappedKeys  # noqa: PLC0415

        named = os.environ.get("COMPANION_KEY_FILE")
        place = Path(named).expanduser().absolute() if named else None
        system = (lambda: None) if self.home.brief else system_store
        return WrappedKeys(self.home, KeyFile(self.home.path, place), system)


def _purged(table: "Table") -> "Table":
    with suppress(Problem):  # whoever reads the table will hear of it
        table.purge()
    return table


def open_store(home: Home, now: Callable[[], datetime] | None = None) -> Store:
    """The store in a home. Opens, reads and makes nothing yet."""
    return Store(home, now)
