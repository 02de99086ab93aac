"""What a community published, as one file that somebody carries to a member.

It is a zip of the signed files, each under its path (v1/community), as on a web host. What is
read of it is what was asked for by its path, and no more than a signed file may have; nothing
in it becomes the name of a file. The zip itself needs no signature.
"""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from companion.wire.calls import COMMUNITY

LARGEST = 64 * 2**20  # bytes of the zip
LARGEST_FILE = 4 * 2**20  # bytes of a signed file
RECEIPTS = "/v1/receipts"
_MOST_FILES = 70_000  # trails in parts of 4 digits are 65,536
_ENTRY = b"PK\x01\x02"  # begins each line of a zip's contents
_BEGINS = b"PK\x03\x04"
_DAMAGE = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError,
    TypeError, OverflowError, OSError,
)  # fmt: skip


class Damaged(ValueError):
    """It is a zip that cannot be read, or has more in it than it may."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of signed files by their paths; the same files give the same bytes.

    ValueError: more than a zip may have.
    """
    with BytesIO() as file:
        with ZipFile(file, "w") as packing:
            for path, data in files.items():
                entry = ZipInfo(_name(path), (1980, 1, 1, 0, 0, 0))
                entry.compress_type = ZIP_DEFLATED
                packing.writestr(entry, data)
        zipped = file.getvalue()
    if len(zipped) > LARGEST or len(files) > _MOST_FILES:
        raise ValueError("too much for one file")
    return zipped


class Carried:
    """Such a file. `published` is whether it has what a community says of itself: else it is
    another kind of zip. Raises Damaged."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(_BEGINS) or len(data) > LARGEST or data.count(_ENTRY) > _MOST_FILES:
            raise Damaged
        try:
            self._zip = ZipFile(BytesIO(data))
            self._names = frozenset(self._zip.namelist())
        except _DAMAGE as error:
            raise Damaged from error

    @property
    def published(self) -> bool:
        """Whether a community published it."""
        return _name(COMMUNITY) in self._names

    def file(self, path: str) -> bytes | None:
        """The signed file with this path, unchecked; None where there is none.

        Raises Damaged.
        """
        if _name(path) not in self._names:
            return None
        try:
            # Other ways to pack can make a lot of a little before anybody can count it.
            if self._zip.getinfo(_name(path)).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise Damaged
            with self._zip.open(_name(path)) as entry:
                found = entry.read(LARGEST_FILE + 1)  # its own word for its size is not believed
        except _DAMAGE as error:
            raise Damaged from error
        if len(found) > LARGEST_FILE:
            raise Damaged
        return found


def _name(path: str) -> str:
    return path.removeprefix("/")
