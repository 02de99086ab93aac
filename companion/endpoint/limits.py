"""How often something may be done, for all workers together, in one number each.

The number is when the limit will be free again (the "generic cell rate algorithm"): each time
adds a pause to it, and it may run ahead of the clock by so many pauses. No limit knows of any
address.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

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
    connection: Connection, limit: Limit, now: datetime, times: int, least: int = 1
) -> int:
    """Do it so many times, or as many of them as may be, but at `least` so many: gives how many.

    Needs a writing connection: nobody else takes meanwhile.
    """
    moment = milliseconds(now)
    found = connection.scalar(select(limits.c.free_at).where(limits.c.name == limit.name))
    free_at = max(found or 0, moment)
    latest = moment + limit.pause * (limit.at_once - 1)
    taken = min(times, max(0, (latest - free_at) // limit.pause + 1))
    if taken < least:
        return 0
    after = free_at + limit.pause * taken
    if found is None:
        connection.execute(insert(limits).values(name=limit.name, free_at=after))
    else:
        connection.execute(update(limits).where(limits.c.name == limit.name).values(free_at=after))
    return taken


def take(connection: Connection, limit: Limit, now: datetime, times: int = 1) -> bool:
    """Do it once, or so many times, if it may be done. Needs a writing connection."""
    return take_some(connection, limit, now, times, least=times) == times


def give_back(connection: Connection, limit: Limit) -> None:
    """What was taken should not have counted."""
    at = limits.c.free_at
    connection.execute(
        update(limits).where(limits.c.name == limit.name).values(free_at=at - limit.pause)
    )
