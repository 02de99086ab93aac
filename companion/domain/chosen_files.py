"""A file of the member's that they may choose to share."""

from datetime import datetime

from msgspec import Struct


class FoundFile(Struct, frozen=True):
    """One file in one of the usual folders. `path` is whole; `size` is in bytes."""

    path: str
    size: int
    changed: datetime
