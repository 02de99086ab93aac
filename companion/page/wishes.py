"""What a page asks the program to do. Imperative; the session grants them in order."""

from dataclasses import dataclass

from companion.domain.notes import Note
from companion.page.blocks import Page


@dataclass(frozen=True, slots=True)
class Go:
    """Open another page; `back` returns here. Help is given the page it is asked on."""

    route: str
    arg: str = ""
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class GoBack:
    """Return to the page before this one."""


@dataclass(frozen=True, slots=True)
class GoHome:
    """Open home and forget the way here."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the program; everything is kept."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Say one sentence about what was done."""

    text: str


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Keep choices that are not private: pairs of a name and a value."""

    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Keep text as it was typed. `about` is a note's id, or ""."""

    draft_id: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Forget a draft."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class SaveNote:
    """Keep a note and drop its draft. `note` is the note as it was read; None makes a new one."""

    draft_id: str
    note: Note | None
    text: str
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class DeleteNote:
    """Hide a note for 30 days, then forget it."""

    note_id: str


@dataclass(frozen=True, slots=True)
class UndeleteNote:
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
