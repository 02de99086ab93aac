"""The answers to a contribution that are published."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from companion.endpoint.tables import replies


class Answer(NamedTuple):
    """A reply as organisers see it; `for_all` where everyone can read it.

    `words` is "" for one to its sender alone from before such words were kept.
    """

    number: int
    day: str
    words: str
    for_all: bool
    organiser: int


def answers_to(connection: Connection, contribution: int) -> list[Answer]:
    """The replies to a contribution, the first one first."""
    where = replies.c.contribution == contribution
    rows = connection.execute(select(replies).where(where).order_by(replies.c.number))
    return [
        Answer(row.number, row.day, row.words or row.said, not row.box, row.organiser)
        for row in rows
    ]
