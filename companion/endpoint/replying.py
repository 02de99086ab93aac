"""Answers to a contribution, and help with the words of one."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, true, update

from companion.easyread.checker import Finding
from companion.endpoint.days import Clock, today
from companion.endpoint.drafts import Draft, Saved, save_draft
from companion.endpoint.easy import hard_places, require_easy
from companion.endpoint.publishing import publish
from companion.endpoint.tables import contributions, replies
from companion.endpoint.worries import require_open
from companion.plainwords.messages import N_, _
from companion.problems import Problem
from companion.wire.contributions import from_bytes
from companion.wire.sealed import seal

_OPENERS = (
    N_("Thank you for telling us."),
    N_("Thank you. We heard you."),
    N_("What would have helped?"),
    N_("What one thing could be different?"),
    N_("Can you tell us more about it?"),
)
_HURTS = ("but", "unfortunately", "however", "sadly", "regrettably", "we regret", "as you know")


class Help(NamedTuple):
    """What to think of before a reply is published: what is hard in it, and how it begins."""

    hard: list[Finding]
    opening: str


def openers() -> list[str]:
    """Sentences that a reply may begin with: thanks, or a question."""
    return [_(words) for words in _OPENERS]


def reply_help(words: str) -> Help:
    """What is hard to read in a reply, and a sentence about its opening; "" where it is well."""
    return Help(hard_places(words), _opening(words))


def _opening(words: str) -> str:
    first = words.strip().casefold()
    if any(first.startswith((f"{hurt} ", f"{hurt},")) for hurt in _HURTS):
        return _("The first word says no. Begin with thanks, or with a question.")
    sentence = first.split("\n")[0].partition(".")[0]
    if first and not (first.startswith(("thank", "we heard")) or "?" in sentence):
        return _("You can begin with thanks, or with a question.")
    return ""


def save_reply(
    connection: Connection, draft: Draft, words: str, clock: Clock, *, for_all: bool
) -> Saved:
    """Keep the draft of a reply (companion.endpoint.drafts.save_draft).

    Raises Problem("endpoint_no_contribution").
    """
    says: dict[str, Any] = {"words": words, "for_all": for_all}
    return save_draft(connection, draft._replace(kind="reply", says=says), clock)


def reply(
    connection: Connection,
    number: int,
    words: str,
    clock: Clock,
    *,
    for_all: bool,
    draft: Draft | None = None,
) -> None:
    """Answer: for everyone, or sealed: of those who get the published files only who sent it can
    read it. Organisers can read all answers. `draft` is the one that becomes the answer, whose
    organiser it is.

    Raises Problem("endpoint_no_contribution"), ("endpoint_closed"), and for everyone
    ("endpoint_hard").
    """
    trail, reply_to = _place_of(connection, number)
    require_open(connection, number)
    if for_all:
        require_easy(words)
        told = {"words": words, "box": "", "said": ""}
    else:
        told = {"words": "", "box": seal(words, reply_to), "said": words}
    connection.execute(
        insert(replies).values(
            contribution=number, day=today(clock), organiser=draft.organiser if draft else 0, **told
        )
    )
    where = contributions.c.number == number
    connection.execute(update(contributions).where(where).values(owed=False))
    publish(connection, clock(), [trail])


def _place_of(connection: Connection, number: int) -> tuple[str, str]:
    """The trail of a contribution, and the key to seal for its sender."""
    columns = contributions.c.trail, contributions.c.body
    where = contributions.c.number == number, contributions.c.whole == true()
    found = connection.execute(select(*columns).where(*where)).first()
    if found is None:
        raise Problem("endpoint_no_contribution", number=number)
    return found.trail, from_bytes(bytes(found.body)).reply_to
