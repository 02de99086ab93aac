"""A file of the member's that they may choose to share."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

KindOfFile = Literal["drawing", "photo", "voice"]  # the ways to share that have a file


class FoundFile(Struct, frozen=True):
    """One file in one of the usual folders. `path` is whole; `size` is in bytes."""

    path: str
    size: int
    changed: datetime


def seconds_of(sound: bytes) -> float:
    """How long a sound is that we made, as its last page says; 0 where it has none."""
    at = sound.rfind(b"OggS")
    return int.from_bytes(sound[at + 6 : at + 14], "little") / 48_000 if at >= 0 else 0.0
