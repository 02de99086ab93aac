"""What the pages ask of the outside world, as Protocols. Adapters are built in compose.

Every call may raise `Problem` (disk full, key missing, ...); the session shows it.
"""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from companion.domain.notes import Draft, Note
from companion.domain.sessions import PlannedSession
from companion.easyread.pack import Pack


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


class Notes(Protocol):
    """The member's private notes."""

    def all(self) -> list[Note]:
        """Every note, the one changed last first."""

    def get(self, note_id: str) -> Note:
        """One note. Raises Problem("no_such_note")."""

    def add(self, text: str, *, aloud: bool = False) -> Note:
        """Keep a new note."""

    def save(self, note: Note) -> Note:
        """Keep a changed note. `note.version` is the version that was read.

        Where another window saved the same note since, both texts stay: this one becomes
        a new note. Returns the note as it is stored now.
        """

    def delete(self, note_id: str) -> None:
        """Hide a note. It can be brought back for 30 days, then it is gone."""

    def undelete(self, note_id: str) -> Note:
        """Bring a deleted note back."""


class Drafts(Protocol):
    """Text as it is typed, so that nothing is lost when the program is ended from outside."""

    def keep(self, draft_id: str, about: str, text: str) -> None:
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

    def charter(self) -> Pack:
        """The charter's pack. Raises Problem("pack_broken")."""


class Condition(Protocol):
    """How what is kept for the member fares."""

    @property
    def damaged(self) -> int:
        """How many parts of the member's words cannot be read."""


class Ports(Struct, frozen=True):
    """All that a session may ask of the world. `other_open`: another companion runs here."""

    clock: Clock
    settings: Settings
    notes: Notes
    drafts: Drafts
    sessions: Sessions
    content: Content
    condition: Condition
    other_open: bool = False
