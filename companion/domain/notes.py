"""A preparation note: for a session, or for no session in particular."""

from datetime import datetime

from msgspec import Struct

from companion.domain.kept import NEVER

# What a note for a session may be about. The words of each are in pages/session_notes.py.
PROMPTS = ("say", "ask", "need", "not_say", "join")


class Note(Struct, frozen=True):
    """One private note, as it is stored (see domain.kept for its first and last fields).

    `aloud` is true only when the member marked the note "OK to say aloud". `session` is a
    session's id, or ""; `prompt` one of PROMPTS, or "".
    """

    id: str = ""
    text: str = ""
    created: datetime = NEVER
    changed: datetime = NEVER
    version: int = 0
    aloud: bool = False
    session: str = ""
    prompt: str = ""
