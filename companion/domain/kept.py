"""What the private things that are kept have in common, and unfinished text of them.

Each has an `id`; `created` and `changed`, with a zone (UTC); and `version`, which counts
the saves from 1 (0: not saved yet). Who saves says which version they started from, so
that two windows never overwrite each other.
"""

from datetime import UTC, datetime

from msgspec import Struct

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class About(Struct, frozen=True):
    """Where unfinished text belongs. `route` is the page that carries on with it.

    `thing` is the id of the note or entry it changes, or "". `session` and `part` are what
    a new one is for: a session's id, and a prompt or a question.
    """

    route: str = "note"
    thing: str = ""
    session: str = ""
    part: str = ""

    @property
    def of_journal(self) -> bool:
        """Whether it lies with the journal, behind its lock."""
        return self.route in ("question", "share_words", "share_name")


class Draft(Struct, frozen=True):
    """Text as it was last typed, not yet kept."""

    id: str
    about: About
    text: str
    changed: datetime
