"""What organisers do with contributions: see them, say what happened, answer.

All kinds are alike, and nothing says how long one is. Numbers are the organisers' own; members
never see them.
"""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select, true, update

from companion.endpoint.announcing import check_dates
from companion.endpoint.answers import Answer, answers_to
from companion.endpoint.days import Clock, today
from companion.endpoint.drafts import Draft, drafts_for
from companion.endpoint.easy import require_easy
from companion.endpoint.publishing import publish
from companion.endpoint.tables import (
    contributions,
    gone,
    happened,
    passed_on,
    replies,
    sessions,
)
from companion.endpoint.worries import Worry, all_worries, worry_about
from companion.problems import Problem
from companion.wire.contributions import Contribution, from_bytes
from companion.wire.trails import Mark

_FINAL = ("changed", "not-changed")
_SAID = ("read", "talked", *_FINAL)


class Received(NamedTuple):
    """A contribution as organisers see it. `says` is None where it was taken back: then only
    its number stays, and `day` is the day on which it went. `owed`: an answer is owed. `closed`:
    somebody is worried, and takes care of it in another way. `passed_on` is the day on which
    everyone could read it, or ""."""

    number: int
    day: str
    says: Contribution | None
    status: str = ""
    promise: str = ""
    marks: tuple[Mark, ...] = ()
    replies: int = 0
    owed: bool = False
    closed: bool = False
    passed_on: str = ""


class Whole(NamedTuple):
    """All that organisers hold of one contribution."""

    received: Received
    answers: list[Answer]
    drafts: list[Draft]
    worry: Worry | None


def received(connection: Connection) -> list[Received]:
    """All of them by time, those that were taken back too."""
    came = select(contributions).where(contributions.c.whole == true())
    rows = connection.execute(came.order_by(contributions.c.number)).all()
    marks: dict[int, list[Mark]] = {row.number: [] for row in rows}
    answers = dict.fromkeys(marks, 0)
    for row in connection.execute(select(happened).order_by(happened.c.number)):
        marks[row.contribution].append(Mark(row.status, row.day, row.words, row.session))
    for number in connection.scalars(select(replies.c.contribution)):
        answers[number] += 1
    closed = {one.contribution for one in all_worries(connection) if not one.ended}
    passed = {row.contribution: row.day for row in connection.execute(select(passed_on))}
    found = [
        Received(
            row.number,
            row.received,
            from_bytes(row.body),
            marks[row.number][-1].status if marks[row.number] else "got",
            row.promise,
            tuple(marks[row.number]),
            answers[row.number],
            row.owed,
            row.number in closed,
            passed.get(row.number, ""),
        )
        for row in rows
    ]
    taken = select(gone.c.number, gone.c.day).where(gone.c.why == "taken-back", gone.c.number > 0)
    found += [Received(row.number, row.day, None) for row in connection.execute(taken)]
    return sorted(found, key=lambda one: one.number)


def for_one(connection: Connection, number: int) -> Whole:
    """Everything of one, which counts as seen from now on. Needs a writing connection.

    Raises Problem("endpoint_no_contribution").
    """
    found = next((one for one in received(connection) if one.number == number), None)
    if found is None:
        raise Problem("endpoint_no_contribution", number=number)
    if found.says:
        note_seen(connection, [number])
    answers = answers_to(connection, number)
    return Whole(found, answers, drafts_for(connection, number), worry_about(connection, number))


def note_seen(connection: Connection, numbers: list[int]) -> None:
    """Note that somebody has had the words of these before their eyes.

    Whoever takes one back is told.
    """
    connection.execute(
        update(contributions).where(contributions.c.number.in_(numbers)).values(seen=True)
    )


def set_status(
    connection: Connection, number: int, mark: Mark, clock: Clock, promise: str = ""
) -> None:
    """Say on its trail what happened (the mark's day is made here).

    `promise` is another day of the answer, "" to leave it: then an answer is owed until that day.
    Something changed or not changed is an answer.
    Raises Problem("endpoint_no_contribution"), ("endpoint_what_happened"),
    ("endpoint_where_talked"), ("endpoint_why_not"), ("endpoint_no_session"), ("endpoint_date") or
    ("endpoint_hard"): the trail is published in the open.
    """
    trail = _there(connection, number).trail
    _require_whole(mark)
    check_dates(mark.words)
    require_easy(mark.words)
    there = select(sessions.c.id).where(sessions.c.id == mark.session)
    if mark.session and connection.scalar(there) is None:
        raise Problem("endpoint_no_session", id=mark.session)
    said = {"status": mark.status, "words": mark.words, "session": mark.session}
    connection.execute(insert(happened).values(contribution=number, day=today(clock), **said))
    values: dict[str, object] = {"owed": False} if mark.status in _FINAL else {}
    if promise:
        values = {"owed": True, "promise": promise}
    if values:
        where = contributions.c.number == number
        connection.execute(update(contributions).where(where).values(values))
    publish(connection, clock(), [trail])


def _require_whole(mark: Mark) -> None:
    """Its sender is told in which session, and why not."""
    if mark.status not in _SAID:
        raise Problem("endpoint_what_happened")
    if mark.status == "talked" and not mark.session:
        raise Problem("endpoint_where_talked")
    if mark.status == "not-changed" and not mark.words.strip():
        raise Problem("endpoint_why_not")


def trails_of(connection: Connection, numbers: list[int]) -> tuple[str, ...]:
    """The names of the trails of these. Raises Problem("endpoint_no_contribution")."""
    for number in numbers:
        _there(connection, number)
    rows = connection.scalars(
        select(contributions.c.trail).where(contributions.c.number.in_(numbers))
    )
    return tuple(sorted(rows))


class _There(NamedTuple):
    """The trail's name and the bytes of a contribution."""

    trail: str
    body: bytes


def _there(connection: Connection, number: int) -> _There:
    """A contribution that is there."""
    columns = contributions.c.trail, contributions.c.body
    where = contributions.c.number == number, contributions.c.whole == true()
    found = connection.execute(select(*columns).where(*where)).first()
    if found is None:
        raise Problem("endpoint_no_contribution", number=number)
    return _There(found.trail, bytes(found.body))
