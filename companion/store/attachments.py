"""Pictures and sounds, each in a file of its own, sealed to the public half of a vault.

    companion-file 1
    <the box>

So writing needs no key, and goes on while the journal is locked; reading needs it. The box holds
a line of JSON (the file's id, type and size), the bytes, and zeros that hide their exact number.
A file never changes: it is written whole or not at all, before anything names it.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from companion.domain.files import SharedFile
from companion.problems import Problem
from companion.store import boxes
from companion.store.files import make_folder, saving, sync_folder, write_whole
from companion.store.home import Home
from companion.store.wrapped import WrappedKeys
from companion.wire.files import LARGEST, Type

OWN, LEAVING = "files", "leaving"  # the folders: the member's own, and copies that are to leave
NAME = re.compile(r"([0-9a-f]{32})\.file")
FORMAT = 1
_FIRST = re.compile(rb"companion-file ([0-9]{1,9})\n")
_PAD_TO = 4096  # bytes


class Attachments:
    """The files of one folder (ports.Attachments). `log_name` names the vault that opens them."""

    def __init__(self, home: Home, keys: WrappedKeys, log_name: str, folder: str) -> None:
        self._home, self._keys, self._log_name = home, keys, log_name
        self._folder = home.path / folder
        self._own: dict[str, bytes] = {}  # what this run wrote while the key was away

    def keep(self, data: bytes, kind: Type) -> SharedFile:
        """Keep bytes, as they are. They are safe on disk when this returns.

        ValueError: none, or more than a file may have. Raises like `Home.writing`.
        """
        made = SharedFile(secrets.token_hex(16), kind, len(data), sha256(data).hexdigest())
        self.put(made, data)
        return made

    def put(self, file: SharedFile, data: bytes) -> None:
        """The same, for a file that has an id: it takes the place of what cannot be read."""
        if not 1 <= len(data) <= LARGEST:
            raise ValueError("not the size of a file")
        with self._home.writing(), saving(self._home.path):
            box = boxes.close_to(self._public(), _packed(file, data))
            make_folder(self._folder)
            sync_folder(self._home.path)  # who made the folder may have been killed before this
            write_whole(self._path(file.id), b"companion-file %d\n" % FORMAT + box)
        try:
            self._keys.read(self._vault)
        except Problem:
            self._own[file.id] = data

    def data(self, file_id: str) -> bytes:
        """The bytes of a file.

        Raises Problem("attachment_missing"), ("attachment_damaged"), ("newer_home") or, where
        the key cannot be had, ("journal_locked") and the like.
        """
        if file_id in self._own:
            return self._own[file_id]
        try:
            kept = self._path(file_id).read_bytes()
        except (OSError, ValueError) as error:
            raise Problem("attachment_missing") from error
        first = _FIRST.match(kept)
        if first and int(first[1]) > FORMAT:
            raise Problem("newer_home", path=self._home.path)
        half = boxes.letter_half(self._keys.read(self._vault), self._vault)
        plain = boxes.open_with(half, kept[first.end() :]) if first else None
        found = None if plain is None else _unpacked(file_id, plain)
        if found is None:
            raise Problem("attachment_damaged")
        return found

    def drop(self, file_id: str) -> None:
        """Let go of a file. Unknown ids are fine."""
        self._own.pop(file_id, None)
        with suppress(ValueError):
            self._unlink([self._path(file_id)])

    def tidy(self, named: Callable[[str], bool], before: datetime | None = None) -> None:
        """Let go of files that nothing names: their writer was killed, or what named them went.

        `before`: only those that are older. `named` is asked for each of them.
        """
        self._unlink([path for path in self._there() if _is_older(path, before, named)])

    def forget(self) -> None:
        """Let go of the bytes in memory. The files stay."""
        self._own.clear()

    @property
    def any(self) -> bool:
        """Whether there is a file. Loads nothing."""
        return bool(self._there())

    def _unlink(self, paths: Iterable[Path]) -> None:
        there = [path for path in paths if path.exists()]
        if there:
            with self._home.writing(), saving(self._home.path):
                for path in there:
                    path.unlink(missing_ok=True)
                sync_folder(self._folder)

    def _there(self) -> list[Path]:
        try:
            names = os.listdir(self._folder)  # noqa: PTH208 - names alone
        except OSError:
            return []
        ours = [name for name in names if NAME.fullmatch(name.removesuffix(".new"))]
        return [self._folder / name for name in ours]

    def _public(self) -> bytes:
        """The public half of the vault. The home's lock is held."""
        vault = self._vault
        if (public := self._keys.public(vault)) is not None:
            return public
        vault = f"{self._home.make_id()}.{self._log_name}"
        has_words = (self._home.path / f"{self._log_name}.log").exists()
        key = self._keys.read(vault) if has_words else self._keys.make(vault)
        self._keys.publish(vault, key)
        return boxes.public_half(boxes.letter_half(key, vault))

    @property
    def _vault(self) -> str:
        return self._keys.vault_of(self._log_name)

    def _path(self, file_id: str) -> Path:
        """ValueError: not an id. It may come from a file that was made elsewhere."""
        name = f"{file_id}.file"
        if not NAME.fullmatch(name):
            raise ValueError("not the id of a file")
        return self._folder / name


class _Head(msgspec.Struct):
    """What stands before the bytes: a box opens under its own name alone."""

    id: str
    type: str
    size: int


def _packed(file: SharedFile, data: bytes) -> bytes:
    head = msgspec.json.encode(_Head(file.id, file.type, len(data))) + b"\n"
    whole = len(head) + len(data)
    return b"".join((head, data, bytes(-whole % _PAD_TO)))


def _unpacked(file_id: str, plain: bytes) -> bytes | None:
    line, _end, rest = plain.partition(b"\n")
    try:
        head = msgspec.json.decode(line, type=_Head)
    except msgspec.MsgspecError:
        return None
    return rest[: head.size] if head.id == file_id and head.size <= len(rest) else None


def _is_older(path: Path, before: datetime | None, named: Callable[[str], bool]) -> bool:
    if path.suffix != ".new" and named(path.stem):
        return False
    with suppress(OSError):
        return before is None or path.stat().st_mtime < before.timestamp()
    return False
