"""A preparation note: for a session, for no session in particular, or a part of the card."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from companion.domain.kept import NEVER

# What a note for a session may be about. The words of each are in pages/session_notes.py.
PROMPTS = ("say", "ask", "need", "not_say", "join")
HELPS = "helps"  # the prompt of a note that is a part of the card "What helps me"
CHECK_AFTER = timedelta(days=365)


class Note(Struct, frozen=True):
    """One private note, as it is stored (see domain.kept for its first and last fields).

    `aloud` is true only when the member marked the note "OK to say aloud". `session` is a
    session's id, or ""; `prompt` one of PROMPTS, HELPS, or "".
    """

    id: str = ""
    text: str = ""
    created: datetime = NEVER
    changed: datetime = NEVER
    version: int = 0
    aloud: bool = False
    session: str = ""
    prompt: str = ""


def card_of(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The parts of the card "What helps me", in the order in which they were written."""
    found = (note for note in notes if note.prompt == HELPS)
    return tuple(sorted(found, key=lambda note: (note.created, note.id)))


def need_of(note: Note) -> tuple[str, str]:
    """What a part of the card says is needed (its first line), and what to do (the rest)."""
    need, _end, to_do = note.text.strip("\n").partition("\n")
    return need, to_do.strip("\n")


def last_checked(card: Iterable[Note]) -> datetime | None:
    """When the member last looked at the part that waits longest; None for an empty card."""
    return min((note.changed for note in card), default=None)


def wants_check(card: Iterable[Note], now: datetime) -> bool:
    """Whether a part was not looked at for a year."""
    checked = last_checked(card)
    return checked is not None and now - checked >= CHECK_AFTER
