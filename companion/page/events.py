"""What happened: a person did something, or something arrived. Past tense."""

from msgspec import Struct

from companion.domain.notes import Note


class Chose(Struct, frozen=True):
    """An answer of a Choice was chosen."""

    key: str
    value: str


class Typed(Struct, frozen=True):
    """A field now holds this text."""

    key: str
    text: str


class Pressed(Struct, frozen=True):
    """An action was chosen."""

    action: str
    arg: str = ""


class Left(Struct, frozen=True):
    """The person is leaving the page, by whatever way."""


class NoteSaved(Struct, frozen=True):
    """The text of a draft was stored; `note` is how it is stored now."""

    draft_id: str
    note: Note


class NoteDeleted(Struct, frozen=True):
    """A note was hidden."""

    note_id: str


class NoteBack(Struct, frozen=True):
    """A note that was hidden is back."""

    note_id: str


Event = Chose | Typed | Pressed | Left | NoteSaved | NoteDeleted | NoteBack
