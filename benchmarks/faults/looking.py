"""Opens a home as a new run of the program would, and looks whether it keeps all promises."""

import shutil
import tempfile
import traceback
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from benchmarks.faults.promises import (
    ANSWERS,
    CANARY,
    LOCK,
    SESSIONS,
    Key,
    Promises,
    parcel_value,
    sessions_value,
    value_of,
)
from companion.domain.files import SharedFile
from companion.problems import Problem
from companion.store.home import Home
from companion.store.opening import Store, open_store

# What a failing disk may be called. A lost key, or a lock that nobody lets go, is our fault.
TOLD = {"home_not_writable", "disk_full", "not_saved"}
FOLLOWS = {
    "no_such_note",
    "no_such_entry",
    "no_such_session",
    "no_such_share",
}  # where a save failed before

T = TypeVar("T")


def broken(home: Path, promises: Promises, *, power: bool = False) -> list[str]:
    """What is not as promised, in sentences without the member's words.

    After a `power` cut the last drafts may be older, torn or gone.
    """
    try:
        with _opened_by_card(home, promises) as (place, lost):
            look = _Look(place, promises, power=power)
            look.at_things(lock=not lost)
            look.at_files(home)
    except Exception as error:
        return ["a home does not open", *wrong_with(error)]
    return look.complaints


@contextmanager
def _opened_by_card(home: Path, promises: Promises) -> Iterator[tuple[Path, bool]]:
    """The home, or where its key is lost a copy that the recovery card has opened."""
    if not promises.card or any(home.glob("*.key")):
        if promises.card:
            with _recovered(home, promises.card):
                pass
        yield home, False
    else:
        with _recovered(home, promises.card) as copy:
            yield copy, True


@contextmanager
def _recovered(home: Path, words: str) -> Iterator[Path]:
    """A copy of a home that has lost its key, after its card was used."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(home, Path(folder, "copy")))
        for key in copy.glob("*.key"):
            key.unlink()
        if not open_store(Home(copy)).recovery.recover(words):
            raise ValueError("the card does not open the home")
        yield copy


class _Look:
    def __init__(self, home: Path, promises: Promises, *, power: bool) -> None:
        self.complaints: list[str] = []
        self._promises = promises
        self._power = power
        self._store = open_store(Home(home), lambda: promises.now)

    def at_things(self, *, lock: bool) -> None:
        """Each thing has a value that is allowed, and nothing is there that nobody made."""
        answer = self._unlock()
        if lock and answer not in self._promises.allowed.get(LOCK, {""}):
            self.complaints.append("the lock is another, or gone")
        found = self._things(self._store)
        drafts = self._drafts()
        for key, allowed in self._promises.allowed.items():
            kind = key[0]
            if kind in ("lock", "card"):
                continue
            if kind == "draft":
                self._at_draft(drafts.pop(key, set()), allowed)
            elif (value := found.pop(key, None)) not in allowed:
                self.complaints.append(f"a {kind} is {'gone' if value is None else 'another'}")
        rest = {*found.values(), *(text for texts in drafts.values() for text in texts)}
        if rest - self._promises.tried:
            self.complaints.append("something is there that nobody made")
        self._at_damage()

    def at_files(self, home: Path) -> None:
        """No file shows the member's words; what was damaged is still somewhere."""
        files = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
        for path, data in files.items():
            if any(word in data or word in path.name.encode() for word in _disguises()):
                self.complaints.append(f"words can be read in {path.name}")
        for part in self._promises.aside:
            if not any(part in data for data in files.values()):
                self.complaints.append("damaged bytes were not kept")

    def _unlock(self) -> str:
        """Open the lock with one of the answers it ever had; that answer, or "" without a lock."""
        lock = self._store.lock
        if not lock.kind:
            return ""
        return next(filter(lock.unlock, ANSWERS), "none")

    def _things(self, store: Store) -> dict[Key, object]:
        found: dict[Key, object] = {("note", n.id): value_of(n) for n in store.notes.all()}
        found |= {("entry", e.id): value_of(e) for e in store.journal.all()}
        found |= {("share", s.id): value_of(s) for s in store.shares.all()}
        found |= {("parcel", p.id): parcel_value(p) for p in store.outbox.parcels()}
        for share in store.shares.all():
            self._at_files_of(share.files, lambda file: store.attachments.data(file.id))
        for parcel in store.outbox.parcels():
            if parcel.state == "waiting":
                self._at_files_of(parcel.files, store.outbox.file)
        names = [name for kind, name in self._promises.allowed if kind == "setting"]
        if names:
            self._told(lambda: store.settings.get(names[0]))
        found |= {("setting", name): store.settings.get(name) for name in names}
        if SESSIONS in self._promises.allowed:
            found[SESSIONS] = sessions_value(self._told(store.sessions.all))
        return found

    def _at_files_of(
        self, files: tuple[SharedFile, ...], data: Callable[[SharedFile], bytes]
    ) -> None:
        """What is named is there, whole."""
        for file in files:
            try:
                right = sha256(data(file)).hexdigest() == file.sha256
            except Problem:
                right = False
            if not right:
                self.complaints.append("a picture is gone, or another")

    def _drafts(self) -> dict[Key, set[object]]:
        drafts: dict[Key, set[object]] = {}
        for draft in self._store.drafts.left_over():
            drafts.setdefault(("draft", draft.id), set()).add(draft.text)
        return drafts

    def _told(self, read: Callable[[], T]) -> T:
        """What a plain file says. Damage that was made on purpose may be told, but only once."""
        try:
            return read()
        except Problem as problem:
            if problem.code not in self._promises.may_tell:
                self.complaints.append(f"reading tells of {problem.code}")
            return read()

    def _at_draft(self, texts: set[object], allowed: set[object]) -> None:
        if texts - self._promises.tried:
            self.complaints.append("a draft is there that nobody typed")
        if not self._power and not (texts or {None}) & allowed:
            self.complaints.append("a draft is older, or gone")

    def _at_damage(self) -> None:
        more = self._store.damaged - self._promises.damaged
        if more < 0 or (more and not self._power):
            self.complaints.append("the number of damaged parts is wrong")
        if self._store.other_open:
            self.complaints.append("a companion that has ended is shown as open")


def wrong_with(error: BaseException, may_tell: Collection[str] = ()) -> list[str]:
    """What is wrong with an error that a member would be told of."""
    if not isinstance(error, Problem):
        return [f"{type(error).__name__} is raised and not a Problem"]
    said = [error.say, error.next, str(error.facts), *traceback.format_exception(error)]
    wrong = []
    if any(CANARY in text for text in said):
        wrong.append("a message shows the member's words")
    if error.code not in {*TOLD, *FOLLOWS, *may_tell}:
        wrong.append(f"a failing disk is told as {error.code}")
    return wrong


@cache
def _disguises() -> list[bytes]:
    """The canary as it may lie in a file: as it is, or in base64 at any of three places."""
    coded = [b64encode(b"\0" * n + CANARY.encode()) for n in range(3)]
    return [CANARY.encode(), CANARY.encode("utf-16-le"), *(text[4:-4] for text in coded)]
