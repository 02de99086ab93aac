"""What happened: a person did something, or something arrived. Past tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # they load with the pages that need them
    from companion.domain.connections import Arrived, Offer
    from companion.domain.files import SharedFile
    from companion.domain.journal import Entry
    from companion.domain.notes import Note
    from companion.domain.shares import Share

    Thing = Note | Entry | Share


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


class Saved(Struct, frozen=True):
    """The text of a draft was stored; `thing` is how it is stored now."""

    draft_id: str
    thing: Thing


class Deleted(Struct, frozen=True):
    """A note, an entry or a share was hidden."""

    thing_id: str


class Back(Struct, frozen=True):
    """One that was hidden is back."""

    thing_id: str


class TookBack(Struct, frozen=True):
    """A share was taken back. `left` false: it had not left, and never will."""

    share: Share
    left: bool


class Looked(Struct, frozen=True):
    """A community showed what it is."""

    offer: Offer


class Doing(Struct, frozen=True):
    """What is sent or got now, in plain words: "Sending. 1 of 2."; "" when it is done."""

    words: str


class Came(Struct, frozen=True):
    """Something came from the community."""

    arrived: Arrived


class Unlocked(Struct, frozen=True):
    """An answer, or the words of a card, were tried: `right` where they opened."""

    right: bool


class LockSet(Struct, frozen=True):
    """A lock was set, or taken off."""


class CardMade(Struct, frozen=True):
    """There is a recovery card with these words."""

    words: tuple[str, ...]


class FileMade(Struct, frozen=True):
    """A file was made there."""

    place: str


class Recording(Struct, frozen=True):
    """The microphone is on."""


class MakingFile(Struct, frozen=True):
    """A file is being made. Later the page hears `FileKept`, or `NotMade` and the problem is
    told."""


class NotMade(Struct, frozen=True):
    """The file could not be made."""


class FileKept(Struct, frozen=True):
    """A drawing, photo or voice was made, and is kept."""

    file: SharedFile


OfMaking = Recording | MakingFile | NotMade | FileKept
OfLock = Unlocked | LockSet | CardMade | FileMade
OfSharing = TookBack | Looked | Doing | Came
Event = Chose | Typed | Pressed | Left | Saved | Deleted | Back | OfLock | OfSharing | OfMaking
