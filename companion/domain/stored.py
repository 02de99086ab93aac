"""A private thing as it is kept: with when the member deleted it.

A list of notes or entries needs no more than this, so it loads no kind of thing.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from companion.domain.journal import Entry
    from companion.domain.notes import Note
    from companion.domain.shares import Share

T = TypeVar("T", "Note", "Entry", "Share")


class Stored(NamedTuple, Generic[T]):
    """A note, an entry or a share, and when the member deleted it; None: they did not."""

    thing: T
    deleted: datetime | None = None
