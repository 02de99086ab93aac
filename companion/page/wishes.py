"""What a page asks the program to do. Imperative; the session grants them in order."""

from msgspec import Struct

from companion.domain.journal import Entry
from companion.domain.kept import About
from companion.domain.notes import Note
from companion.domain.room import RoomLine
from companion.page.blocks import Page


class Go(Struct, frozen=True):
    """Open another page; `back` returns here. Help is given the page it is asked on.

    `after` names a page on the way here: back then returns to that one.
    """

    route: str
    arg: str = ""
    page: Page | None = None
    after: str = ""


class GoBack(Struct, frozen=True):
    """Return to the page before this one."""


class GoHome(Struct, frozen=True):
    """Open home and forget the way here."""


class Stop(Struct, frozen=True):
    """End the program; everything is kept."""


class Tell(Struct, frozen=True):
    """Say one sentence about what was done."""

    text: str


class KeepSettings(Struct, frozen=True):
    """Keep choices that are not private: pairs of a name and a value."""

    choices: tuple[tuple[str, str], ...]


class KeepDraft(Struct, frozen=True):
    """Keep text as it was typed."""

    draft_id: str
    about: About
    text: str


class DropDraft(Struct, frozen=True):
    """Forget a draft."""

    draft_id: str


class Save(Struct, frozen=True):
    """Keep a note or an entry and drop its draft. Version 0 makes a new one."""

    draft_id: str
    thing: Note | Entry


class Delete(Struct, frozen=True):
    """Hide a note or an entry for 30 days, then forget it."""

    thing: Note | Entry


class Undelete(Struct, frozen=True):
    """Bring a deleted one back."""

    thing: Note | Entry


class MarkRead(Struct, frozen=True):
    """The member has read what changed in a session."""

    session_id: str


class ReadAloud(Struct, frozen=True):
    """Read this private page aloud: the member said yes."""


class TryVoice(Struct, frozen=True):
    """Let the member hear how the voice sounds now."""


class SayToRoom(Struct, frozen=True):
    """Say a line to the people in the room."""

    line: RoomLine


class HushRoom(Struct, frozen=True):
    """Stop what is said to the room."""


Speaking = ReadAloud | TryVoice | SayToRoom | HushRoom
Keeping = KeepSettings | KeepDraft | DropDraft | Save | Delete | Undelete | MarkRead
Wish = Go | GoBack | GoHome | Stop | Tell | Keeping | Speaking
