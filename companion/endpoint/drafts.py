"""What organisers have written and not published: a reply, what happened, news, a session,
or a text such as the charter.

Two who write at once lose nothing: whoever saves from an old version gets a draft of their own
beside the newer one.
"""

from typing import Any, Literal, NamedTuple, get_args

import msgspec
from sqlalchemy import Connection, delete, insert, select, true, update

from companion.endpoint.days import Clock, today
from companion.endpoint.tables import contributions, drafts
from companion.problems import Problem

DraftKind = Literal["reply", "status", "news", "session", "pack"]
KINDS: tuple[str, ...] = get_args(DraftKind)


class Draft(NamedTuple):
    """One draft. `says` is what its form holds; `version` counts its savings.

    `beside` is the number of the draft that somebody had changed meanwhile, or 0. Of a reply and
    a status, `contribution` is what it is about. `seen` is the newest reply that its writer knew.
    `number` 0: it is not kept yet.
    """

    kind: DraftKind
    says: dict[str, Any]
    organiser: int = 0
    contribution: int = 0
    seen: int = 0
    number: int = 0
    version: int = 0
    beside: int = 0
    day: str = ""


class Saved(NamedTuple):
    """A draft as it is kept now; `newer` is the one that it stands beside, if it does."""

    draft: Draft
    newer: Draft | None = None


def save_draft(connection: Connection, draft: Draft, clock: Clock) -> Saved:
    """Keep a draft: a new one (number 0), or another version of the one with its number.

    `draft.version` is the version that the writer began from. Where somebody has saved another
    one since then, or the draft is there no more, the words become a draft of their own.
    Raises Problem("endpoint_no_contribution"): nothing is kept about what was taken back.
    """
    if draft.contribution:
        _require_there(connection, draft.contribution)
    values = {
        "organiser": draft.organiser,
        "day": today(clock),
        "seen": draft.seen,
        "body": msgspec.json.encode(draft.says).decode(),
    }
    where = drafts.c.number == draft.number, drafts.c.version == draft.version
    saved = update(drafts).where(*where).values(version=draft.version + 1, **values)
    if draft.number and connection.execute(saved).rowcount:
        return Saved(draft_numbered(connection, draft.number))
    newer = _found(connection, draft.number)
    made = connection.execute(
        insert(drafts).values(
            kind=draft.kind,
            contribution=draft.contribution,
            version=1,
            beside=newer.number if newer else 0,
            **values,
        )
    )
    number = int((made.inserted_primary_key or (0,))[0])
    return Saved(draft_numbered(connection, number), newer)


def draft_numbered(connection: Connection, number: int) -> Draft:
    """The draft with a number. Raises Problem("endpoint_no_draft")."""
    found = _found(connection, number)
    if found is None:
        raise Problem("endpoint_no_draft", number=number)
    return found


def all_drafts(connection: Connection) -> list[Draft]:
    """All drafts, the first one first."""
    return [_draft(row) for row in connection.execute(select(drafts).order_by(drafts.c.number))]


def drafts_for(connection: Connection, contribution: int) -> list[Draft]:
    """The drafts about a contribution."""
    return [one for one in all_drafts(connection) if one.contribution == contribution]


def beside(connection: Connection, draft: Draft) -> list[Draft]:
    """The drafts that were written at the same time as this one, by its number or theirs."""
    return [
        one
        for one in all_drafts(connection)
        if one.number != draft.number
        and (one.number == draft.beside or one.beside in (draft.number, draft.beside or -1))
    ]


def remove_draft(connection: Connection, number: int) -> None:
    """Let a draft go. Raises Problem("endpoint_no_draft")."""
    if not connection.execute(delete(drafts).where(drafts.c.number == number)).rowcount:
        raise Problem("endpoint_no_draft", number=number)


def _require_there(connection: Connection, number: int) -> None:
    where = contributions.c.number == number, contributions.c.whole == true()
    if connection.scalar(select(contributions.c.number).where(*where)) is None:
        raise Problem("endpoint_no_contribution", number=number)


def _found(connection: Connection, number: int) -> Draft | None:
    row = connection.execute(select(drafts).where(drafts.c.number == number)).first()
    return _draft(row) if row else None


def _draft(row: Any) -> Draft:
    says = msgspec.json.decode(row.body)
    return Draft(
        row.kind, says, row.organiser, row.contribution, row.seen, row.number, row.version,
        row.beside, row.day,
    )  # fmt: skip
