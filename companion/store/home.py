"""The folder that holds everything of a member's: its rights, its name, who is in it now."""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from companion.problems import Problem
from companion.store.files import (
    make_folder,
    open_private,
    saving,
    sync_folder,
    write_new,
    write_whole,
)
from companion.store.locks import try_lock, wait_lock

FORMAT = 3  # 1 had no wrapped keys, 2 had the journal among the notes
LOGS = ("words.log", "journal.log", "outbox.log")
LOCK_SECONDS = 5.0
FORGOTTEN = "forgotten"  # the folder for what a member forgot (companion.store.forgetting)
_ID = "[0-9a-f]{32}"
_ID_LINE = rb"companion-home ([0-9]{1,9}) ([0-9a-f]{32})\n"


class Presence:
    """The sign that a companion is open. `held` is false where no sign could be made."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        self._path = path
        self._descriptor = descriptor

    @property
    def held(self) -> bool:
        """Whether others can see this companion."""
        return self._descriptor is not None

    def close(self) -> None:
        """Take the sign down. The system does the same when the program is killed."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    def __enter__(self) -> "Presence":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Home:
    """One member's folder. Nothing is made in it before the first write.

    `run` names this run of the program, so that a later run can tell whose a draft is. A
    `brief` home is gone when the program ends, so nothing of it may stay elsewhere.
    """

    def __init__(self, path: Path, *, brief: bool = False) -> None:
        self.path = path.expanduser().absolute()
        self.brief = brief
        self.run = os.urandom(8).hex()
        self._turn = threading.RLock()
        self._lock: int | None = None
        self._looked = False
        self._known = ""  # the home's id when this program first wrote in it

    def id(self) -> str:
        """The home's own random name, 32 hex digits, or "" when it has none yet.

        Raises Problem("newer_home").
        """
        return self._said()[1]

    def format(self) -> int:
        """Which version of the program this home is for; 0 where it has no name yet.

        Raises Problem("newer_home").
        """
        return self._said()[0]

    def make_id(self) -> str:
        """The home's own random name, made now when there is none. Raises like `writing`."""
        with self.writing(), saving(self.path):
            known = self.id()
            if not known:
                # A damaged name is put right: each vault's first line repeats it.
                known = self._id_in_logs() or os.urandom(16).hex()
                self._write_id(known)
                self._known = known
            return known

    def upgrade(self) -> None:
        """Say that this home is for this version of the program. Raises like `writing`."""
        with self.writing(), saving(self.path):
            if self.format() < FORMAT:
                self._write_id(self.make_id())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock that every write in this home needs. May be held twice over.

        Raises Problem("home_not_writable"), Problem("home_busy") when another companion
        does not let go, Problem("words_forgotten") when another one has forgotten the words
        that this program has in memory, or Problem("disk_full").
        """
        with self._turn:
            if self._lock is not None:
                yield
                return
            self._lock = self._take_lock()
            try:
                yield
            finally:
                os.close(self._lock)
                self._lock = None

    def presence(self) -> Presence:
        """Show others that a companion is open, until `close` or the end of the program.

        Never raises: a home that cannot be written is still good for reading.
        """
        sign = self.path / "running" / self.run
        try:
            with self.writing(), saving(self.path):
                make_folder(sign.parent)
                self._clear_signs()
                descriptor = open_private(sign, os.O_RDWR | os.O_CREAT)
                if wait_lock(descriptor, LOCK_SECONDS):
                    return Presence(sign, descriptor)
                os.close(descriptor)
        except Problem:
            pass
        return Presence(sign, None)

    def running(self) -> set[str]:
        """The `run` of every other companion that is open on this home now."""
        return {sign.name for sign in self._signs() if _is_held(sign)}

    def set_aside(self, name: str, data: bytes, *, last: bool = False) -> None:
        """Keep a copy of bytes that could not be read, once, as damaged/`name`.

        `last`: the bytes are about to go from where they were, so the copy is safe on disk.
        Raises Problem("home_not_writable"), Problem("disk_full") or Problem("not_saved").
        """
        place = self.path / "damaged" / name
        with saving(self.path):
            if not place.exists():
                make_folder(place.parent)
                with suppress(FileExistsError):
                    write_new(place, data)
            if last:  # an earlier run may have made the names, and was killed
                sync_folder(place.parent)
                sync_folder(self.path)

    def damaged_letters(self) -> int:
        """How many letters (companion.store.letters) were set aside: nobody can open them."""
        with suppress(OSError):
            names = os.listdir(self.path / "damaged")  # noqa: PTH208 - names alone
            return sum(name.startswith("letter-") for name in names)
        return 0

    def _said(self) -> tuple[int, str]:
        """What the file with the home's name says: its version and the name."""
        try:
            found = re.fullmatch(_ID_LINE, (self.path / "home-id").read_bytes())
        except OSError:
            return 0, ""
        if found and int(found[1]) > FORMAT:
            raise Problem("newer_home", path=self.path)
        return (int(found[1]), found[2].decode()) if found else (0, "")

    def _write_id(self, home_id: str) -> None:
        write_whole(self.path / "home-id", f"companion-home {FORMAT} {home_id}\n".encode())

    def _id_in_logs(self) -> str:
        """The home's name as the first line of a log has it, or ""."""
        from companion.store.lines import read_header  # noqa: PLC0415 - needed by few homes

        for name in LOGS:
            with suppress(OSError), (self.path / name).open("rb") as file:
                if (header := read_header(file.readline())) and re.fullmatch(_ID, header.home):
                    return header.home
        return ""

    def _signs(self) -> list[Path]:
        try:
            return [s for s in (self.path / "running").iterdir() if s.name != self.run]
        except OSError:
            return []

    def _clear_signs(self) -> None:
        """Remove the signs of runs that were killed. The write lock is held."""
        for sign in self._signs():
            if not _is_held(sign):
                sign.unlink(missing_ok=True)

    def _take_lock(self) -> int:
        lock = self.path / "lock"
        with saving(self.path):
            try:
                descriptor = open_private(lock, os.O_RDWR)
            except FileNotFoundError:
                self._make_folders()
                descriptor = open_private(lock, os.O_RDWR | os.O_CREAT)
            try:
                if not wait_lock(descriptor, LOCK_SECONDS):
                    raise Problem("home_busy", path=self.path)
                self._look_once()
                self._look_whether_forgotten()
            except BaseException:
                os.close(descriptor)
                raise
        return descriptor

    def _make_folders(self) -> None:
        """Make the home and what is above it, safe on disk before there is a lock in it.

        A run that failed or was killed here may have made the folders just before.
        """
        make_folder(self.path)
        for above in self.path.parents:
            with suppress(OSError):  # not each of them is ours to sync
                sync_folder(above)

    def _look_once(self) -> None:
        """Before the first write: refuse a newer home, and close the folder to others.

        A folder with other things in it may be shared on purpose, so its rights are left
        alone. Our files in it are private all the same.
        """
        if self._looked:
            return
        ours = self.id() != "" or {p.name for p in self.path.iterdir()} == {"lock"}
        if ours and self.path.stat().st_mode & 0o077:
            with suppress(PermissionError):
                self.path.chmod(0o700)
        self._looked = True

    def _look_whether_forgotten(self) -> None:
        """Write nothing where the words of before would come back, from our memory.

        A home's name that is only damaged is no reason: its words are still there.
        """
        known = self.id()
        gone = known or not any((self.path / name).exists() for name in LOGS)
        if self._known and known != self._known and gone and (self.path / FORGOTTEN).exists():
            raise Problem("words_forgotten")
        self._known = self._known or known


def _is_held(sign: Path) -> bool:
    """Whether the companion that made a sign is still open."""
    with suppress(OSError):
        descriptor = os.open(sign, os.O_RDONLY)
        try:
            # Shared, so that two who look at once do not take each other for its owner.
            return not try_lock(descriptor, shared=True)
        finally:
            os.close(descriptor)
    return False
