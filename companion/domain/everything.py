"""Everything that is kept for a member, as one value: what an export holds and an import brings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from companion.domain.journal import Entry
from companion.domain.kept import Draft
from companion.domain.notes import Note
from companion.domain.sessions import PlannedSession
from companion.domain.shares import Share
from companion.domain.stored import Stored


class Everything(NamedTuple):
    """All of it. `made` is when it was put together, `program` the version of the companion.

    `settings` has every choice by its name. `calendars` has the address of each calendar by
    its name, "" for a file. `damaged` says how many parts of the words could not be read.
    `files` has the bytes of the shares' pictures and sounds, by their ids.
    """

    made: datetime
    program: str
    notes: Sequence[Stored[Note]]
    journal: Sequence[Stored[Entry]]
    drafts: Sequence[Draft]
    settings: dict[str, str]
    calendars: dict[str, str]
    sessions: Sequence[PlannedSession]
    damaged: int = 0
    shares: Sequence[Stored[Share]] = ()
    files: Mapping[str, bytes] = MappingProxyType({})

    @property
    def empty(self) -> bool:
        """Whether nothing at all is in it."""
        own = (self.notes, self.journal, self.shares, self.drafts, self.settings)
        return not any((*own, self.calendars, self.sessions, self.damaged))

    @property
    def deleted(self) -> int:
        """How many of them are deleted, and can still be brought back."""
        kinds = (self.notes, self.journal, self.shares)
        return sum(one.deleted is not None for kind in kinds for one in kind)
