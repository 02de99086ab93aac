"""The file of what was taken back, beside the database: a restored backup is older than it.

One line for each: the trail's name, the hash of the take-back key, the day, the number, why, and
whether somebody had seen it. Lines are only added. None has any content. With a database on a
server there may be none: the table `gone` has all of it (companion.endpoint.copying_marks).
"""

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_LINE = re.compile(
    r"([0-9a-f]{32}) ([0-9a-f]{64}) (\d{4}-\d\d-\d\d) (\d{1,18})"
    r" (taken-back|unknown) (seen|not-seen)"
)


class Gone(NamedTuple):
    """What stays of a contribution that is gone (companion.endpoint.tables.gone)."""

    trail: str
    key_hash: str
    day: str
    number: int
    why: str
    seen: bool

    @property
    def line(self) -> str:
        """It, as it stands in the file."""
        told = "seen" if self.seen else "not-seen"
        return f"{self.trail} {self.key_hash} {self.day} {self.number} {self.why} {told}\n"


class Marks:
    """The file. It is made when the first line is added. `path` None: there is no file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._one_at_a_time = threading.Lock()

    def add(self, gone: Gone) -> None:
        """Add a line, on the disk when this returns. Raises OSError."""
        if self.path is None:
            return
        flags = os.O_CREAT | os.O_APPEND | os.O_RDWR | getattr(os, "O_BINARY", 0)
        with self._one_at_a_time:
            file = os.open(self.path, flags, 0o600)
            try:
                size = os.fstat(file).st_size
                os.lseek(file, max(0, size - 1), os.SEEK_SET)
                # A line that a power cut left unfinished must not swallow this one.
                torn = os.read(file, 1) not in (b"", b"\n")
                os.write(file, (b"\n" if torn else b"") + gone.line.encode())
                os.fsync(file)
            finally:
                os.close(file)

    def all(self) -> Iterator[Gone]:
        """Each mark. What is no whole line is passed over. Raises OSError."""
        if self.path is None:
            return
        try:
            text = self.path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return
        for line in text.split("\n"):
            if found := _LINE.fullmatch(line):
                trail, key_hash, day, number, why, told = found.groups()
                yield Gone(trail, key_hash, day, int(number), why, told == "seen")
