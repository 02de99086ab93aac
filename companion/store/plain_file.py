"""A JSON file that is not private: whole at any instant, and never a reason not to start."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import time_ns
from typing import Generic, TypeVar

from companion.problems import Problem
from companion.store.files import make_folder, move_aside, saving, write_whole
from companion.store.home import Home

Kept = TypeVar("Kept")
# Bad UTF-8 and bad JSON are ValueErrors.
_MOMENT = 3_000_000_000  # ns; a memory stick (FAT) knows the time to 2 seconds
DAMAGE = (OSError, ValueError, KeyError, TypeError, RecursionError)


class PlainFile(Generic[Kept]):
    """NAME.json in the home, which a supporter can read and mend. Reading needs no home.

    `parse` makes of bytes what is kept, or raises ValueError or Problem("newer_home").
    `empty` is what is kept where there is no file.
    """

    def __init__(
        self, home: Home, name: str, parse: Callable[[bytes], Kept], empty: Callable[[], Kept]
    ) -> None:
        self._home = home
        self._name = name
        self._path = home.path / f"{name}.json"
        self._make, self._empty = parse, empty
        self._read: tuple[tuple[int, int, int], Kept] | None = None  # how it looked, and said
        self.sure = True  # whether the last write reached the disk
        self._told = False
        self._in_the_way = False  # a damaged file, which could not be moved

    def read(self) -> Kept:
        """What the file says, which the caller must not change.

        Raises Problem("newer_home"), and for a damaged file Problem("settings_damaged") or
        ("sessions_damaged"), by its name.

        Damage is told only once: the file is moved to damaged/, and is empty from then on.
        """
        try:
            found = self._parse()
        except DAMAGE:
            return self._mend()
        self._in_the_way = False
        return found

    def write(self, data: bytes) -> None:
        """Put `data` in the place of the file. The caller holds the home's lock.

        OSError: it failed, or a damaged file could still not be moved, and is left alone.
        """
        self.sure = False
        if self._in_the_way:
            self._move()
        write_whole(self._path, data)
        self.sure = True

    def _parse(self) -> Kept:
        # Pages ask a hundred times for each key, and a look is a tenth of the work of reading.
        try:
            found = self._path.stat()
            looks = found.st_ino, found.st_size, found.st_mtime_ns
            if self._read and self._read[0] == looks:
                return self._read[1]
            data = self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return self._empty()
        said = self._make(data)
        # A second change in the same moment would look the same.
        self._read = (looks, said) if time_ns() - found.st_mtime_ns > _MOMENT else None
        return said

    def _mend(self) -> Kept:
        """Move a damaged file to damaged/ and tell it, once."""
        place: Path = self._path
        self._in_the_way = False
        with suppress(Problem), self._home.writing(), saving(self._home.path):
            try:
                return self._parse()  # another companion has mended it meanwhile
            except DAMAGE:
                self._in_the_way = True
                place = self._move()
        if place == self._path and self._told:
            return self._empty()
        self._told = True
        raise Problem(f"{self._name}_damaged", path=place)

    def _move(self) -> Path:
        aside = self._home.path / "damaged" / f"{self._name}-{os.urandom(4).hex()}.json"
        make_folder(aside.parent)
        move_aside(self._path, aside)
        self._in_the_way = False
        return aside
