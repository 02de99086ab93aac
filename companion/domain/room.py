"""Words for the room: the only type that can be spoken to other people.

A line gets this type in one of three ways, and in no other: it is a fixed one of the program,
the member marked its note "OK to say aloud", or the member typed it for the room.
"""

from dataclasses import dataclass
from typing import final

from companion.domain.notes import Note

_KEY = object()


@final
@dataclass(frozen=True, slots=True)
class RoomLine:
    """A line that the room may hear. Made by the functions below alone."""

    words: str
    key: object

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise TypeError("words for the room are made by companion.domain.room")


def marked(note: Note) -> RoomLine:
    """The words of a note. Raises ValueError where the member did not mark it."""
    if not note.aloud:
        raise ValueError("this note is only for the member")
    return RoomLine(note.text, _KEY)


def fixed(words: str) -> RoomLine:
    """A line of the program's own."""
    return RoomLine(words, _KEY)


def typed_for_room(words: str) -> RoomLine:
    """Words that the member typed on the page that speaks to the room."""
    return RoomLine(words, _KEY)
