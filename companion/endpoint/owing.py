"""What is owed to those who sent something: an answer, on the day that was promised."""

from datetime import timedelta
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from companion.endpoint.answering import Received, received
from companion.endpoint.days import Clock, day_of

DUE_DAYS = 7

State = Literal["late", "due", "open"]
_ORDER: tuple[State, ...] = ("late", "due", "open")


class Owed(NamedTuple):
    """A contribution that nobody has answered yet.

    "late": its day has passed; "due": its day comes within DUE_DAYS; "open": it comes after
    that, or nobody has promised one.
    """

    received: Received
    state: State


def owed(connection: Connection, clock: Clock) -> list[Owed]:
    """All that is owed: what is late first, then by the promised day, then by time alike."""
    day = day_of(clock())
    last = (day + timedelta(days=DUE_DAYS)).isoformat()
    found = [
        Owed(one, _state(one.promise, day.isoformat(), last))
        for one in received(connection)
        if one.says and one.owed and not one.closed
    ]
    return sorted(found, key=_order)


def _state(promise: str, day: str, last: str) -> State:
    if not promise or promise > last:
        return "open"
    return "late" if promise < day else "due"


def _order(one: Owed) -> tuple[int, str, int]:
    return _ORDER.index(one.state), one.received.promise or "9", one.received.number
