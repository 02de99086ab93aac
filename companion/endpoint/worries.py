"""Somebody is worried about who sent a contribution: the time is noted, and replies stop.

Who sent it stays unknown: there is nothing here that could reveal it.
"""

from datetime import UTC
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, insert, select, true, update

from companion.endpoint.database import fact
from companion.endpoint.days import Clock
from companion.endpoint.publishing import publish
from companion.endpoint.tables import contributions, worries
from companion.plainwords.messages import _
from companion.problems import Problem


class Worry(NamedTuple):
    """One of them. `noted` and `ended` are in UTC, ISO 8601 to the minute; `ended` is "" while
    it lasts. The contribution may have been taken back since then."""

    number: int
    contribution: int
    organiser: int
    noted: str
    ended: str


def worry(connection: Connection, number: int, organiser: int, clock: Clock) -> Worry:
    """Note that somebody is worried about who sent a contribution, and close it for replies.

    Where it is noted already, that stays as it is. Raises Problem("endpoint_no_contribution").
    """
    trail = _trail_of(connection, number)
    if not trail:
        raise Problem("endpoint_no_contribution", number=number)
    if found := worry_about(connection, number):
        return found
    values: dict[str, Any] = {
        "contribution": number,
        "organiser": organiser,
        "noted": _now(clock),
        "ended": "",
    }
    made = connection.execute(insert(worries).values(values))
    publish(connection, clock(), [trail])
    return Worry(int((made.inserted_primary_key or (0,))[0]), **values)


def end_worry(connection: Connection, number: int, clock: Clock) -> None:
    """The contribution may be answered again. Raises Problem("endpoint_no_worry")."""
    where = worries.c.contribution == number, worries.c.ended == ""
    if not connection.execute(update(worries).where(*where).values(ended=_now(clock))).rowcount:
        raise Problem("endpoint_no_worry", number=number)
    trail = _trail_of(connection, number)
    publish(connection, clock(), [trail] if trail else ())


def worry_about(connection: Connection, number: int) -> Worry | None:
    """The worry that lasts about a contribution, if there is one."""
    lasting = [one for one in all_worries(connection) if not one.ended]
    return next((one for one in lasting if one.contribution == number), None)


def all_worries(connection: Connection) -> list[Worry]:
    """All of them, the first one first."""
    rows = connection.execute(select(worries).order_by(worries.c.number))
    return [
        Worry(row.number, row.contribution, row.organiser, row.noted, row.ended) for row in rows
    ]


def require_open(connection: Connection, number: int) -> None:
    """Raises Problem("endpoint_closed") where somebody is worried about who sent this."""
    if worry_about(connection, number):
        raise Problem("endpoint_closed", number=number)


def route(connection: Connection) -> list[str]:
    """What to do when somebody may be in danger: the written route of this community, and 999."""
    written = [line for line in fact(connection, "safeguarding").split("\n") if line.strip()]
    nobody = [_("Nobody has written down yet what to do in this community.")]
    return [_("If someone is in danger now, call 999."), *(written or nobody)]


def _trail_of(connection: Connection, number: int) -> str:
    """The name of a contribution's trail; "" where there is none any more."""
    where = and_(contributions.c.number == number, contributions.c.whole == true())
    return connection.scalar(select(contributions.c.trail).where(where)) or ""


def _now(clock: Clock) -> str:
    return clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
