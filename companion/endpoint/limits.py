"""How often something may be done, for all workers together, in one number each.

The number is when the limit will be free again (the "generic cell rate algorithm"): each time
adds a pause to it, and it may run ahead of the clock by so many pauses. No limit knows of any
address.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

from companion.endpoint.days import milliseconds
from companion.endpoint.tables import limits


class Limit(NamedTuple):
    """`at_once` times at once, and then one each `pause` (milliseconds)."""

    name: str
    pause: int
    at_once: int


# There are 2**20 pairs of secret words. At one a second each week lets 604,800 be tried.
WRONG_CODES = Limit("wrong codes", 1_000, 40)
# A take-back key cannot be guessed (256 bits); the limit only keeps the machine quiet.
WRONG_KEYS = Limit("wrong keys", 1_000, 200)
# Each of these leaves a mark of about 150 bytes: at most 6.5 MB a day.
UNKNOWN_TAKEN_BACK = Limit("unknown taken back", 2_000, 1_000)

_MOVE = update(limits).where(limits.c.name == bindparam("of")).values(free_at=bindparam("at"))
_BEGIN = insert(limits).values(name=bindparam("of"), free_at=bindparam("at"))


def contributions_with(code: int) -> Limit:
    """How often all who have one code together may send."""
    return Limit(f"code {code}", 100, 2_000)


def bytes_with(code: int) -> Limit:
    """How many KiB of files all who have one code together may send: 1 GiB at once, and as much
    again in a day."""
    return Limit(f"bytes {code}", 82, 2**20)


def wait(connection: Connection, limit: Limit, now: datetime) -> int:
    """Seconds until it may be done again; 0: now."""
    found = connection.scalar(select(limits.c.free_at).where(limits.c.name == limit.name))
    ahead = (found or 0) - milliseconds(now) - limit.pause * (limit.at_once - 1)
    return max(0, -(-ahead // 1000))


def take_some(
    connection: Connection,
    before: Mapping[str, int],
    wanted: Mapping[Limit, int],
    now: datetime,
    *,
    whole: bool = False,
) -> dict[Limit, int]:
    """Do each so many times, or as many of them as may be (`whole`: or none): gives how many.

    Needs a writing connection: nobody else takes meanwhile. `before` is `free_at` of the limits'
    names on that connection, where there is any.
    """
    moment = milliseconds(now)
    taken, after = {}, {}
    for limit, times in wanted.items():
        free_at = max(before.get(limit.name, 0), moment)
        latest = moment + limit.pause * (limit.at_once - 1)
        may = max(0, (latest - free_at) // limit.pause + 1)
        taken[limit] = times if may >= times else 0 if whole else may
        if taken[limit]:
            after[limit.name] = free_at + limit.pause * taken[limit]
    _keep(connection, before, after)
    return taken


def take(connection: Connection, limit: Limit, now: datetime, times: int = 1) -> bool:
    """Do it once, or so many times, if it may be done. Needs a writing connection."""
    found = connection.scalar(select(limits.c.free_at).where(limits.c.name == limit.name))
    before = {} if found is None else {limit.name: found}
    return take_some(connection, before, {limit: times}, now, whole=True)[limit] == times


def _keep(connection: Connection, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    rows = [{"of": name, "at": free_at} for name, free_at in after.items()]
    if moved := [row for row in rows if row["of"] in before]:
        connection.execute(_MOVE, moved)
    if new := [row for row in rows if row["of"] not in before]:
        connection.execute(_BEGIN, new)


def give_back(connection: Connection, limit: Limit) -> None:
    """What was taken should not have counted."""
    at = limits.c.free_at
    connection.execute(
        update(limits).where(limits.c.name == limit.name).values(free_at=at - limit.pause)
    )
