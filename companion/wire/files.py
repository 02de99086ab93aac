"""The pictures and sounds that belong to a contribution: what they may be, and how they travel.

A contribution names its files; their bytes follow in pieces. docs/wire.md tells the whole of it.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from companion.wire.digests import digest

Type = Literal["image/png", "image/jpeg", "audio/ogg"]

MOST = 4  # files of one contribution
LARGEST = 8 * 2**20  # bytes of one file
LARGEST_PIECE = 64 * 1024  # bytes of one request

TYPE_OF_KIND: dict[str, Type] = {
    "drawing": "image/png",
    "photo": "image/jpeg",
    "voice": "audio/ogg",
}
ENDINGS: dict[Type, str] = {"image/png": "png", "image/jpeg": "jpg", "audio/ogg": "ogg"}
_BEGINS: dict[str, bytes] = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "audio/ogg": b"OggS\x00",
}


class FileInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file. `size` is in bytes, `sha256` 64 hex digits over all of them."""

    type: Type
    size: int
    sha256: str


def info_of(data: bytes, kind: Type) -> FileInfo:
    """What a contribution says of a file with these bytes."""
    return FileInfo(kind, len(data), digest(data))


def looks_like(kind: str, start: bytes) -> bool:
    """Whether bytes begin as a file of a type does."""
    begins = _BEGINS.get(kind)
    return begins is not None and start.startswith(begins)


def fit(kind: str, files: Sequence[FileInfo]) -> bool:
    """Whether a contribution of a kind may have these files: each way that is no words has one
    of its own type at least, and the others have none."""
    wanted = TYPE_OF_KIND.get(kind)
    if wanted is None:
        return not files
    return (
        1 <= len(files) <= MOST
        and any(file.type == wanted for file in files)
        and all(is_sound(file) for file in files)
    )


def is_sound(file: FileInfo) -> bool:
    """Whether a size and a digest are such as a file may have."""
    return (
        1 <= file.size <= LARGEST
        and len(file.sha256) == 64
        and set(file.sha256) <= set("0123456789abcdef")
    )
