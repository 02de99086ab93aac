"""The keys of a home's vaults, wrapped: sealed with the one key that lies in the key's place.

So that one can change, or lie elsewhere, and no word is written anew. While the journal has a
lock, its key is not among those that the home's key opens: the lock hands it over for a run.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from companion.problems import Problem
from companion.store.boxes import close_key, from_text, in_text, letter_half, open_key, public_half
from companion.store.home import Home
from companion.store.key_record import FILES, FORMAT, Wrapped, read_record, write_record
from companion.store.keys import KEY_BYTES, KeyFile, KeyPlace

if TYPE_CHECKING:
    from companion.store.key_store import KeyStore


class WrappedKeys:
    """The keys of all vaults of a home.

    `system` gives the computer's own key store, or None where there is none that can be used.
    It is asked only when the first key of a home is made, and where its key lies there.
    """

    def __init__(self, home: Home, file: KeyFile, system: "Callable[[], KeyStore | None]") -> None:
        self._home = home
        self._file = file
        self._system = system
        self._store: KeyStore | None = None
        self._opened: dict[str, bytes] = {}  # keys behind the lock, while it is open
        self._published: dict[str, bytes] = {}  # keys whose public half stands in the file
        self._stamp: tuple[int, int, int] | None = None
        self._locked = ""

    def read(self, vault: str) -> bytes:
        """The 32 bytes. Raises Problem("key_..."), ("journal_locked") or ("newer_home")."""
        known = self.record()
        if known is None or not known.knows(vault):
            # Homes of the first version: the key in the place is the vault's own.
            return self._file.read(_home_of(vault))
        return self._open(vault, known)

    def make(self, vault: str) -> bytes:
        """The 32 bytes, made now when there is no key. The home's lock is held.

        The wrapped key is safe on disk when this returns, and what opens it before that.
        """
        home_id = _home_of(vault)
        known = self.record()
        if known is not None and known.knows(vault):
            return self._open(vault, known)
        place = self.place(known.place) if known else self._first_place(home_id)
        key = os.urandom(KEY_BYTES)
        before = known or Wrapped(FORMAT, 0, place.name, {})
        sealed = close_key(place.make(home_id), key, vault)
        public = in_text(public_half(letter_half(key, vault)))
        self.write(
            replace(
                before,
                vaults={**before.vaults, vault: sealed},
                public={**before.public, vault: public},
            )
        )
        self._published[vault] = key
        return key

    def publish(self, vault: str, key: bytes) -> None:
        """Have the public half of a key that is at hand in the file. The home's lock is held."""
        if self._published.get(vault) == key:
            return
        known = self.record() or Wrapped(FORMAT, 0, self._file.name, {})
        public = in_text(public_half(letter_half(key, vault)))
        if known.public.get(vault) != public:
            self.write(replace(known, public={**known.public, vault: public}))
        self._published[vault] = key

    def public(self, vault: str) -> bytes | None:
        """The public half for letters to a vault; None where nobody has written it down."""
        known = self._record_or_none()
        with suppress(ValueError):
            return from_text(known.public[vault]) if known and vault in known.public else None
        return None

    def vaults(self) -> list[str]:
        """The names of the vaults to which letters can be written."""
        known = self._record_or_none()
        return list(known.public) if known else []

    def vault_of(self, log: str) -> str:
        """The name of a log's vault. A home whose own name is damaged has it here too."""
        if home_id := self._home.id():
            return f"{home_id}.{log}"
        known = self._record_or_none()
        names = (name for name in (known.public if known else ()) if name.endswith(f".{log}"))
        return next(names, f".{log}")

    def guard(self, vault: str) -> None:
        """Raises Problem("journal_locked") while a vault is locked, also by another companion.

        Every look at words asks this, so it reads the file only when it is another one.
        """
        stamp = _stamp(self._home)
        if stamp != self._stamp:
            known = self._record_or_none()
            self._stamp, self._locked = stamp, known.locked if known else ""
        if vault == self._locked and vault not in self._opened:
            raise Problem("journal_locked")

    def around(self) -> bytes:
        """The home's key, which is around those of the vaults. Raises Problem("key_...")."""
        known = self.record()
        home_id = self._home.id()
        return (self.place(known.place) if known else self._file).read(home_id)

    def put_back(self, key: bytes) -> str:
        """Put the home's key where it is looked for; the name of that place.

        That is a file where the key store it lay in cannot be reached: it may be on another
        computer. The home's lock is held.
        """
        known, home_id = self.record(), self._home.id()
        place: KeyPlace = self._file
        if known is not None and known.place != self._file.name:
            place = self.key_store() or self._file
        place.put(home_id, key)
        return place.name

    def hand_over(self, vault: str, key: bytes) -> None:
        """The lock is open: a key for this run."""
        self._opened[vault] = key

    def take_back(self, vault: str) -> None:
        """The lock is closed again."""
        self._opened.pop(vault, None)
        self._published.pop(vault, None)

    def handed_over(self, vault: str) -> bool:
        """Whether the lock has been opened in this run."""
        return vault in self._opened

    def wrong(self, vault: str) -> Problem:
        """The problem to raise when the key does not fit."""
        known = self._record_or_none()
        return self.place(known.place if known else self._file.name).wrong(_home_of(vault))

    def shown(self, home_id: str) -> str:
        """The path of the file that holds the home's key, or will; "" where it is in none."""
        known = self._record_or_none()
        place = self.place(known.place) if known else self._first_place(home_id)
        return place.shown(home_id)

    def leave_store(self, home_id: str) -> None:
        """Take the home's key out of the computer's key store, for ever, if it lies there."""
        known = self.record()
        if known is not None and known.place != self._file.name and (store := self.key_store()):
            store.remove(home_id)

    def record(self) -> Wrapped | None:
        """What the file `keys` says; None where there is none. Raises like `read_record`."""
        return read_record(self._home.path)

    def write(self, record: Wrapped) -> None:
        """Write the file `keys` anew. The home's lock is held."""
        write_record(self._home.path, record)

    def place(self, name: str) -> KeyPlace:
        """The place of the home's key. Raises Problem("key_not_reached")."""
        if name == self._file.name:
            return self._file
        store = self.key_store()
        if store is None:
            raise Problem("key_not_reached")
        return store

    def key_store(self) -> "KeyStore | None":
        """The computer's key store. One that was locked is asked again: it may be open now."""
        self._store = self._store or self._system()
        return self._store

    def _open(self, vault: str, known: Wrapped) -> bytes:
        if vault == known.locked:
            if vault not in self._opened:
                raise Problem("journal_locked")
            return self._opened[vault]
        place, home_id = self.place(known.place), _home_of(vault)
        key = open_key(place.read(home_id), known.vaults[vault], vault)
        if key is None:
            raise place.wrong(home_id)
        return key

    def _first_place(self, home_id: str) -> KeyPlace:
        """Where a home's first key goes: a file that is named or there already comes first."""
        if self._file.named or self._file.place(home_id).exists():
            return self._file
        return self.key_store() or self._file

    def _record_or_none(self) -> Wrapped | None:
        """The same, where a copy that cannot be read is told elsewhere."""
        with suppress(Problem):
            return self.record()
        return None


def _home_of(vault: str) -> str:
    return vault.partition(".")[0]


def _stamp(home: Home) -> tuple[int, int, int] | None:
    """What changes about the file `keys` whenever it is another one."""
    with suppress(OSError):
        found = (home.path / FILES[0]).stat()
        return found.st_ino, found.st_size, found.st_mtime_ns
    return None
