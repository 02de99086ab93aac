"""What the pages ask of the outside world, as Protocols. Adapters are built in compose.

Every call may raise `Problem` (disk full, key missing, ...); the session shows it.
"""

from datetime import datetime
from typing import Protocol, TypeVar

from msgspec import Struct

from companion.domain.journal import Entry
from companion.domain.kept import About, Draft
from companion.domain.notes import Note
from companion.domain.sessions import PlannedSession
from companion.easyread.pack import Pack

T = TypeVar("T", Note, Entry)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The time now, with a zone."""


class Settings(Protocol):
    """Choices that are not private. Unknown names read as ""."""

    def get(self, name: str) -> str:
        """The value kept under `name`, or ""."""

    def put(self, name: str, value: str) -> None:
        """Keep `value` under `name` at once."""


class Kept(Protocol[T]):
    """Private things of one kind: notes, or entries of the journal."""

    def all(self) -> list[T]:
        """Every one, the one changed last first."""

    def get(self, thing_id: str) -> T:
        """One of them. Raises Problem("no_such_note") or ("no_such_entry")."""

    def save(self, thing: T) -> T:
        """Keep a new one (version 0) or a changed one. `version` is the one that was read.

        Where another window saved the same one since, both stay: this one becomes a new
        one. Returns it as it is stored now, with its id and times.
        """

    def delete(self, thing_id: str) -> None:
        """Hide it. It can be brought back for 30 days, then it is gone."""

    def undelete(self, thing_id: str) -> T:
        """Bring a deleted one back."""


class Drafts(Protocol):
    """Text as it is typed, so that nothing is lost when the program is ended from outside."""

    def keep(self, draft_id: str, about: About, text: str) -> None:
        """Keep the text of a draft in place of what it held before."""

    def drop(self, draft_id: str) -> None:
        """Forget a draft: it is a note now, or was emptied. Unknown ids are fine."""

    def left_over(self) -> list[Draft]:
        """Drafts that an earlier run left behind, the newest first."""


class Sessions(Protocol):
    """The community's sessions. They are not private."""

    def all(self) -> list[PlannedSession]:
        """Every session that is kept, past ones too, the earliest first."""

    def get(self, session_id: str) -> PlannedSession:
        """One session. Raises Problem("no_such_session")."""

    def mark_read(self, session_id: str) -> None:
        """Forget what had changed: the member has read it.

        Raises Problem("no_such_session").
        """


class Content(Protocol):
    """Readable content that is not private."""

    def charter(self, version: str = "") -> Pack:
        """The charter's pack, or an older version of it.

        Raises Problem("pack_broken") or ("no_such_version").
        """


class Condition(Protocol):
    """How what is kept for the member fares."""

    @property
    def damaged(self) -> int:
        """How many parts of the member's words cannot be read."""

    @property
    def folder(self) -> str:
        """Where everything of the member's lies."""

    @property
    def key_place(self) -> str:
        """Where the key to the member's words lies."""


class Ports(Struct, frozen=True):
    """All that a session may ask of the world. `other_open`: another companion runs here."""

    clock: Clock
    settings: Settings
    notes: Kept[Note]
    journal: Kept[Entry]
    drafts: Drafts
    sessions: Sessions
    content: Content
    condition: Condition
    other_open: bool = False
