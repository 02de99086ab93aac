"""Where a journey plays: does what a member does, and writes down what was promised."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.faults.looking import FOLLOWS, wrong_with
from benchmarks.faults.promises import CANARY, CARD, LOCK, SESSIONS, Key, Promises, Value, value_of
from companion.domain.files import SharedFile
from companion.domain.journal import Answer, Entry
from companion.domain.kept import About
from companion.domain.locking import LockKind
from companion.domain.notes import Note
from companion.domain.shares import Share
from companion.problems import Problem
from companion.store.home import Home
from companion.store.kept import KeptTable
from companion.store.opening import Store, open_store

TRIES = 2.0  # as the program does: a save that failed is tried again

T = TypeVar("T", Note, Entry, Share)
Result = TypeVar("Result")


class Stage:
    """One home, the companions that are open on it, and what they were told."""

    def __init__(self, home: Path, promises: Promises) -> None:
        self.home = home
        self.promises = promises
        self.stores: list[Store] = []
        self.complaints: list[str] = []
        self.failed: list[str] = []  # the codes of problems that a second try did not mend

    def open(self) -> tuple[Home, Store]:
        """One more companion on the home."""
        home = Home(self.home)
        self.stores.append(open_store(home, self.now))
        return home, self.stores[-1]

    def now(self) -> datetime:
        """The time, which stands still."""
        return self.promises.now

    def save(self, table: KeptTable[T], thing: T) -> T:
        """Save a note or an entry; as it is stored, or as it was given where that failed."""
        value = value_of(thing)
        stored = self._do(_key(thing), value, lambda: table.save(thing))
        if stored is None:
            return thing
        # Where the first try was kept although it failed, the second may have another id.
        self.promises.keep(_key(stored), value)
        return stored

    def delete(self, table: KeptTable[T], thing: T) -> None:
        """Delete a note or an entry."""
        self._keep(_key(thing), None, lambda: table.delete(thing.id))

    def bring_back(self, table: KeptTable[T], thing: T) -> None:
        """Bring a deleted note or entry back, with one of the values that it had."""
        for value in (value_of(thing), *self.promises.had.get(_key(thing), ())):
            self.promises.begin(_key(thing), value)
        stored = self._do(_key(thing), value_of(thing), lambda: table.undelete(thing.id))
        if stored:
            self.promises.keep(_key(thing), value_of(stored))

    def draft(self, store: Store, name: str, words: str, about: About | None = None) -> None:
        """Type."""
        text = f"{CANARY} {words}"
        where = about or About()
        self._keep(("draft", name), text, lambda: store.drafts.keep(name, where, text))

    def drop(self, store: Store, name: str) -> None:
        """Let go of a draft."""
        self._keep(("draft", name), None, lambda: store.drafts.drop(name))

    def choose(self, store: Store, name: str, value: str) -> None:
        """Choose a setting."""
        self._keep(("setting", name), value, lambda: store.settings.put(name, value))

    def lock(self, store: Store, kind: LockKind, answer: str) -> None:
        """Set a lock, or another one."""
        self._keep(LOCK, answer, lambda: store.lock.set(kind, answer))

    def take_off(self, store: Store) -> None:
        """Take the lock off."""
        self._keep(LOCK, "", store.lock.remove)

    def make_card(self, store: Store) -> None:
        """Make a recovery card. The one before may work no more."""
        self.promises.card = ""
        words = self._do(CARD, True, store.recovery.make)
        self.promises.card = " ".join(words or ())

    def recover(self, store: Store) -> None:
        """Use the card: the lock is off then."""
        self._keep(LOCK, "", lambda: store.recovery.recover(self.promises.card))

    def attach(self, store: Store, data: bytes) -> tuple[SharedFile, ...]:
        """Keep a drawing. () where that failed."""
        kept = self._do(("file", ""), None, lambda: store.attachments.keep(data, "image/png"))
        return (kept,) if kept else ()

    def parcel(self, one: str, deed: Callable[[], object], after: Value) -> None:
        """Change how a contribution stands in the outbox, so that it is `after`."""
        self._keep(("parcel", one), after, deed)

    def sessions(self, deed: Callable[[], object], after: Value) -> None:
        """Change the sessions, so that they are `after`."""
        self._keep(SESSIONS, after, deed)

    def _keep(self, key: Key, after: Value, deed: Callable[[], object]) -> None:
        def done() -> bool:
            deed()
            return True

        if self._do(key, after, done):
            self.promises.keep(key, after)

    def _do(self, key: Key, after: Value, deed: Callable[[], Result]) -> Result | None:
        self.promises.begin(key, after)
        code, tries = "", 0.0
        while tries < TRIES:
            try:
                return deed()
            except Problem as problem:
                code = problem.code
                self.complaints += wrong_with(problem, self.promises.may_tell)
                # Hearing of damage is no failed try, but it is told twice at most.
                tries += 0.5 if code in self.promises.may_tell else 1
        if code not in FOLLOWS:
            self.failed.append(code)
        return None


def _key(thing: Note | Entry | Share) -> Key:
    return type(thing).__name__.lower(), thing.id


def note(name: str, words: str) -> Note:
    """A new note, with an id that the journey knows."""
    return Note(id=name, text=f"{CANARY} {words}")


def entry(name: str, words: str) -> Entry:
    """A new entry, with an id that the journey knows."""
    return Entry(id=name, helped=Answer(f"{CANARY} {words}", ("quiet",)))
