"""Where the key to a member's words is kept, and a file that only they can read as one place."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from companion.problems import Problem
from companion.store.files import make_folder, move_aside, saving, sync_folder, write_new

KEY_BYTES = 32


class Keys(Protocol):
    """What gives the key of a vault. `vault` is the home's id, a dot and the log's name."""

    def read(self, vault: str) -> bytes:
        """The 32 bytes. Raises Problem: "key_..." or "newer_home"."""

    def make(self, vault: str) -> bytes:
        """The 32 bytes, made now when there is no key. Safe on disk when this returns."""

    def publish(self, vault: str, key: bytes) -> None:
        """Have the public half of a key that is at hand on the disk, for letters."""

    def guard(self, vault: str) -> None:
        """Raises Problem("journal_locked") while the vault is locked."""

    def wrong(self, vault: str) -> Problem:
        """The problem to raise when the key does not fit."""


class KeyPlace(Protocol):
    """A place that keeps one key of a home, with which the keys of its vaults are wrapped."""

    name: str  # as the file `keys` tells it

    def shown(self, home_id: str) -> str:
        """The path of the key's file; "" where it is in none."""

    def read(self, home_id: str) -> bytes:
        """The 32 bytes. Raises Problem, and changes nothing."""

    def make(self, home_id: str) -> bytes:
        """The 32 bytes, made now when there is no key. Safe when this returns."""

    def put(self, home_id: str, key: bytes) -> None:
        """Have this key there, which was lost. Safe when this returns."""

    def wrong(self, home_id: str) -> Problem:
        """The problem to raise when the key does not fit."""


class KeyFile:
    """A key in a file of its own: in the home's folder, or at `named` (COMPANION_KEY_FILE)."""

    name = "file"

    def __init__(self, folder: Path, named: Path | None = None) -> None:
        self._folder = folder
        self.named = named

    def place(self, home_id: str) -> Path:
        """The key's file. Its name carries the home's id, so two homes never mix keys."""
        return self.named or self._folder / f"{home_id or 'companion'}.key"

    def shown(self, home_id: str) -> str:
        """The path of the key's file."""
        return str(self.place(home_id))

    def read(self, home_id: str) -> bytes:
        """The 32 bytes. Raises Problem("key_missing") or Problem("key_wrong")."""
        try:
            key = self.place(home_id).read_bytes()
        except OSError as error:
            raise Problem("key_missing", path=self.place(home_id)) from error
        if len(key) != KEY_BYTES:
            raise self.wrong(home_id)
        return key

    def make(self, home_id: str) -> bytes:
        """The 32 bytes, made now when there is no key. Safe on disk when this returns.

        A key that is there is used: it may be from a run that was killed before it wrote
        the vault. Raises Problem("home_not_writable"), ("disk_full") or ("key_wrong").
        """
        place = self.place(home_id)
        with saving(place.parent):
            make_folder(place.parent)
            with suppress(FileExistsError):
                write_new(place, os.urandom(KEY_BYTES))
            # The run that made it may have been killed before this.
            sync_folder(place.parent)
        return self.read(home_id)

    def put(self, home_id: str, key: bytes) -> None:
        """Have this key there, which was lost. Another one that is there gets another name.

        Raises Problem("home_not_writable") or ("disk_full").
        """
        place = self.place(home_id)
        with saving(place.parent):
            make_folder(place.parent)
            if place.exists() and place.read_bytes() != key:
                move_aside(place, place.with_name(f"{place.name}.{os.urandom(4).hex()}"))
            with suppress(FileExistsError):
                write_new(place, key)
            sync_folder(place.parent)

    def wrong(self, home_id: str) -> Problem:
        """The problem to raise when the key does not fit."""
        return Problem("key_wrong", path=self.place(home_id))


def key_check(key: bytes) -> str:
    """16 hex digits that tell whether a key fits, and nothing else about it."""
    # Not of Python's hashlib: it loads an OpenSSL of its own, beside that of cryptography.
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - slow
    from cryptography.hazmat.primitives.hmac import HMAC  # noqa: PLC0415

    mac = HMAC(key, SHA256())
    mac.update(b"companion key check")
    return mac.finalize().hex()[:16]
