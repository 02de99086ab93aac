"""A preparation note, and the unfinished text of one."""

from datetime import datetime

from msgspec import Struct


class Note(Struct, frozen=True):
    """One private note, as it is stored.

    `version` counts the saves, from 1. Who saves a note says which version they started
    from, so that two windows never overwrite each other. Times carry a zone (UTC).
    `aloud` is true only when the member marked the note "OK to say aloud".
    """

    id: str
    text: str
    created: datetime
    changed: datetime
    version: int = 1
    aloud: bool = False


class Draft(Struct, frozen=True):
    """Text as it was last typed, not yet kept as a note. `about` is a note's id, or ""."""

    id: str
    about: str
    text: str
    changed: datetime


def first_words(text: str, limit: int = 30) -> str:
    """The first words of a text on one line, at most `limit` characters, whole words."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit + 1].rsplit(" ", 1)[0]
    return cut[:limit].rstrip(" ,.;:!?")
