"""Follows a log as it grows, whoever writes to it, and keeps what it says in memory."""

import os
from contextlib import suppress
from typing import BinaryIO

from companion.problems import Problem
from companion.store.home import Home
from companion.store.keys import Keys
from companion.store.lines import MARK, SEAM_BYTES, read_header, read_lines
from companion.store.mirror import Mirror, Place
from companion.store.vault import Vault, find_vault
from companion.wire.digests import digest

_PIECE = 2**18  # bytes
_HEAD_BYTES = 256  # the header and the start of the first record


class Follower:
    """What is known of the file `name`.log in a home.

    `mirror` is what its lines say, `damaged` where the lines are that cannot be read,
    `read_to` the byte up to which all lines are known. `vault` is None until there is a
    first line. `named` is whether the disk surely has the file under its name; who knows it
    says so. Reading takes no lock, and writes nothing but the copies in damaged/.
    """

    def __init__(self, home: Home, name: str, keys: Keys) -> None:
        self.path = home.path / f"{name}.log"
        self._home = home
        self._name = name
        self._keys = keys
        self.forget()

    def forget(self) -> None:
        """Know nothing, so that the file is read from its first byte."""
        self.mirror = Mirror()
        self.damaged: list[Place] = []
        self.vault: Vault | None = None
        self.named = False
        self.read_to = 0
        self._head = b""
        self._seam: bytes | None = b""
        self._stamp: tuple[int, int, int] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no file, or nothing in it."""
        return self._stamp is None or self._stamp[1] == 0

    def catch_up(self) -> None:
        """Read what was added since the last time, or all of it when the file is another.

        Raises Problem("key_missing"), ("key_wrong"), ("newer_home") or ("not_read"), and
        ("journal_locked"): then nothing of it stays in memory.
        """
        self._ask_lock()
        try:
            if _stamp(self.path.stat()) == self._stamp:
                return
            # A whole log is read in large pieces: 10,000 lines come in a quarter of the time.
            with self.path.open("rb", buffering=-1 if self.vault else _PIECE) as file:
                now = os.fstat(file.fileno())
                if not self._goes_on(file):
                    self.forget()
                self._read(file)
        except (FileNotFoundError, NotADirectoryError):
            self.forget()
        except OSError as error:
            self.forget()  # a part of the lines may be in the mirror
            raise Problem("not_read", path=self.path) from error
        else:
            self._stamp = _stamp(now)

    def set_aside(self, data: bytes, *, last: bool = False) -> None:
        """Copy bytes that cannot be read to damaged/, once, as `Home.set_aside` does."""
        self._home.set_aside(f"{self._name}-{digest(data)[:16]}", data, last=last)

    def _ask_lock(self) -> None:
        try:
            self._keys.guard(self.vault.name if self.vault else f"{self._home.id()}.{self._name}")
        except Problem:
            self.forget()
            raise

    def _goes_on(self, file: BinaryIO) -> bool:
        """Whether the file is the one that was read before, with nothing but more lines.

        Its first and last known bytes tell: each record has random bytes in it. The
        number of the file (inode) does not, since the system gives it out again.
        """
        if self._seam is None:
            return False
        head = file.read(len(self._head))
        file.seek(self.read_to - len(self._seam))
        return head == self._head and file.read(len(self._seam)) == self._seam

    def _read(self, file: BinaryIO) -> None:
        """Take in the lines that are not known yet."""
        self._read_on(file)
        file.seek(0)
        self._head = file.read(min(_HEAD_BYTES, self.read_to))

    def _read_on(self, file: BinaryIO) -> None:
        if self.vault:
            file.seek(self.read_to)
            self._take(file, self.vault)
            return
        file.seek(0)
        first = file.readline()
        if not first.endswith(b"\n"):
            return  # empty, or the very first write was cut short
        header = read_header(first)
        vault = find_vault(self._home, self._name, self._keys, header)
        if header:
            self.read_to, self._seam = len(first), first[-SEAM_BYTES:]
        file.seek(self.read_to)
        self._take(file, vault, sure=header is not None)

    def _take(self, file: BinaryIO, vault: Vault, *, sure: bool = True) -> None:
        """Take in the lines from `read_to` on. Not `sure`: the key may not be the right one."""
        batch = read_lines(file, vault.seal, self.read_to, self._seam, self.mirror.take)
        if not (sure or batch.found) and any(MARK in one.line for one in batch.damaged):
            raise self._keys.wrong(vault.name)
        self.vault, self.read_to, self._seam = vault, batch.end, batch.seam
        for one in batch.damaged:
            self.damaged.append(Place(one.start, len(one.line)))
            with suppress(Problem):  # reading goes on where nothing can be written
                self.set_aside(one.line)


def _stamp(found: os.stat_result) -> tuple[int, int, int]:
    """What changes about a file whenever its bytes do."""
    return found.st_ino, found.st_size, found.st_mtime_ns
