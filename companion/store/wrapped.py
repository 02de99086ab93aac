"""The keys of a home's vaults, wrapped: sealed with the one key that lies in the key's place.

So that one can change, or lie elsewhere, and no word is written anew. The file `keys` holds
them, and `keys-2` is a copy: without it, damage to 1 file would cost every word.
"""

import base64
import binascii
import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from companion.problems import Problem
from companion.store.files import saving, write_whole
from companion.store.home import Home
from companion.store.keys import KEY_BYTES, KeyFile, KeyPlace

if TYPE_CHECKING:
    from companion.store.key_store import KeyStore

FORMAT = 1
FILES = ("keys", "keys-2")
_NONCE_BYTES = 12


class Wrapped(msgspec.Struct, frozen=True):
    """What the file says. `n` grows with each change; `place` is where the home's key lies."""

    version: int
    n: int
    place: str
    vaults: dict[str, str]  # base64 of a nonce and the sealed key, by the vault's name


class _Version(msgspec.Struct):
    """What every version of the file says."""

    version: int


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

    def read(self, vault: str) -> bytes:
        """The 32 bytes. Raises Problem("key_...") or ("newer_home")."""
        home_id = _home_of(vault)
        known = self._known()
        if known is None or vault not in known.vaults:
            # Homes of the first versions: the key in the place is the vault's own.
            return self._file.read(home_id)
        return self._open(vault, known)

    def make(self, vault: str) -> bytes:
        """The 32 bytes, made now when there is no key. The home's lock is held.

        The wrapped key is safe on disk when this returns, and what opens it before that.
        """
        home_id = _home_of(vault)
        known = self._known()
        if known is not None and vault in known.vaults:
            return self._open(vault, known)
        place = self._place(known.place) if known else self._first_place(home_id)
        key = os.urandom(KEY_BYTES)
        sealed = _seal(place.make(home_id), key, vault)
        before = known or Wrapped(FORMAT, 0, place.name, {})
        vaults = {**before.vaults, vault: sealed}
        self._write(Wrapped(FORMAT, before.n + 1, place.name, vaults))
        return key

    def wrong(self, vault: str) -> Problem:
        """The problem to raise when the key does not fit."""
        known = self._known_or_none()
        return self._place(known.place if known else self._file.name).wrong(_home_of(vault))

    def shown(self, home_id: str) -> str:
        """The path of the file that holds the home's key, or will; "" where it is in none."""
        known = self._known_or_none()
        place = self._place(known.place) if known else self._first_place(home_id)
        return place.shown(home_id)

    def leave_store(self, home_id: str) -> None:
        """Take the home's key out of the computer's key store, for ever, if it lies there."""
        known = self._known()
        if known is not None and known.place != self._file.name and (store := self._key_store()):
            store.remove(home_id)

    def _open(self, vault: str, known: Wrapped) -> bytes:
        place, home_id = self._place(known.place), _home_of(vault)
        key = _unseal(place.read(home_id), known.vaults[vault], vault)
        if key is None:
            raise place.wrong(home_id)
        return key

    def _first_place(self, home_id: str) -> KeyPlace:
        """Where a home's first key goes: a file that is named or there already comes first."""
        if self._file.named or self._file.place(home_id).exists():
            return self._file
        return self._key_store() or self._file

    def _place(self, name: str) -> KeyPlace:
        if name == self._file.name:
            return self._file
        store = self._key_store()
        if store is None:
            raise Problem("key_not_reached")
        return store

    def _key_store(self) -> "KeyStore | None":
        """The computer's key store. One that was locked is asked again: it may be open now."""
        self._store = self._store or self._system()
        return self._store

    def _known_or_none(self) -> Wrapped | None:
        """The same, where a copy that cannot be read is told elsewhere."""
        with suppress(Problem):
            return self._known()
        return None

    def _known(self) -> Wrapped | None:
        """What the newest copy says; None where there is no copy."""
        found: list[Wrapped] = []
        damaged = ""
        for name in FILES:
            try:
                found += filter(None, [_read(self._home.path / name)])
            except (ValueError, msgspec.MsgspecError):
                damaged = damaged or name
        if damaged and not found:
            raise Problem("keys_damaged", path=self._home.path / damaged)
        return max(found, default=None, key=lambda one: one.n)

    def _write(self, known: Wrapped) -> None:
        """Both copies, one after the other: a crash leaves one that is whole."""
        with saving(self._home.path):
            for name in FILES:
                write_whole(self._home.path / name, _text(known))


def _home_of(vault: str) -> str:
    return vault.partition(".")[0]


def _text(known: Wrapped) -> bytes:
    said = msgspec.json.encode(known)
    return b"%s\n%08x\n" % (said, zlib.crc32(said))


def _read(path: Path) -> Wrapped | None:
    """What a copy says; None where there is none. ValueError, MsgspecError: it is damaged."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem("not_read", path=path) from error
    said, _end, check = text.partition(b"\n")
    if check != b"%08x\n" % zlib.crc32(said):
        raise ValueError(path)
    if msgspec.json.decode(said, type=_Version).version > FORMAT:
        raise Problem("newer_home", path=path.parent)
    return msgspec.json.decode(said, type=Wrapped)


def _seal(with_key: bytes, key: bytes, vault: str) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(with_key).encrypt(nonce, key, _bound_to(vault))
    return base64.b64encode(nonce + sealed).decode()


def _unseal(with_key: bytes, sealed: str, vault: str) -> bytes | None:
    """The key; None where the other one does not fit."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    with suppress(InvalidTag, ValueError, binascii.Error):
        data = base64.b64decode(sealed, validate=True)
        nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
        return AESGCM(with_key).decrypt(nonce, rest, _bound_to(vault))
    return None


def _bound_to(vault: str) -> bytes:
    """A wrapped key opens for its own vault alone."""
    return b"companion key %d %s" % (FORMAT, vault.encode())
