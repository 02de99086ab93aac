"""What a page asks the program to do. Imperative; the session grants them in order."""

from msgspec import Struct

from companion.domain.notes import Note
from companion.page.blocks import Page


class Go(Struct, frozen=True):
    """Open another page; `back` returns here. Help is given the page it is asked on."""

    route: str
    arg: str = ""
    page: Page | None = None


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
    """Keep text as it was typed. `about` is a note's id, or ""."""

    draft_id: str
    about: str
    text: str


class DropDraft(Struct, frozen=True):
    """Forget a draft."""

    draft_id: str


class SaveNote(Struct, frozen=True):
    """Keep a note and drop its draft. `note` is the note as it was read; None makes a new one."""

    draft_id: str
    note: Note | None
    text: str
    aloud: bool = False


class DeleteNote(Struct, frozen=True):
    """Hide a note for 30 days, then forget it."""

    note_id: str


class UndeleteNote(Struct, frozen=True):
    """Bring a deleted note back."""

    note_id: str


Wish = (
    Go
    | GoBack
    | GoHome
    | Stop
    | Tell
    | KeepSettings
    | KeepDraft
    | DropDraft
    | SaveNote
    | DeleteNote
    | UndeleteNote
)
