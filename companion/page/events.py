"""What happened: a person did something, or something arrived. Past tense."""

from dataclasses import dataclass

from companion.domain.notes import Note


@dataclass(frozen=True, slots=True)
class Chose:
    """An answer of a Choice was chosen."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A field now holds this text."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """An action was chosen."""

    action: str
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The person is leaving the page, by whatever way."""


@dataclass(frozen=True, slots=True)
class NoteSaved:
    """The text of a draft was stored; `note` is how it is stored now."""

    draft_id: str
    note: Note


@dataclass(frozen=True, slots=True)
class NoteDeleted:
    """A note was hidden."""

    note_id: str


@dataclass(frozen=True, slots=True)
class NoteBack:
    """A note that was hidden is back."""

    note_id: str


Event = Chose | Typed | Pressed | Left | NoteSaved | NoteDeleted | NoteBack
