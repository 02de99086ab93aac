"""How long contributions are kept, and their end: as long as members were told, and no longer."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, false, or_, select

from companion.endpoint.database import Database, fact
from companion.endpoint.days import Clock, day_of
from companion.endpoint.marks import Gone
from companion.endpoint.pieces import DAYS_TO_COME
from companion.endpoint.publishing import publish
from companion.endpoint.tables import contributions, gone
from companion.endpoint.taking_back import first_unknown_day, remove


def purge(database: Database, clock: Clock) -> int:
    """Remove what was kept for as long as was promised, and what never came whole. Gives how many
    contributions went.

    A mark with no content stays, so that a late repeat does not bring one back.
    """
    with database.writing() as connection:
        old = _too_old(connection, clock)
        remove(connection, old)
        _forget_unknown(connection, clock)
        if old:
            publish(connection, clock(), [mark.trail for mark in old])
    if old:
        database.leave_nothing()
    return len(old)


def _too_old(connection: Connection, clock: Clock) -> list[Gone]:
    kept_days = int(fact(connection, "kept_days", "0"))
    day = day_of(clock())
    started = (day - timedelta(days=DAYS_TO_COME)).isoformat()
    over: ColumnElement[bool] = and_(
        contributions.c.whole == false(), contributions.c.received < started
    )
    if kept_days:
        first = (day - timedelta(days=kept_days)).isoformat()
        over = or_(over, contributions.c.received < first)
    columns = (contributions.c.trail, contributions.c.key_hash, contributions.c.number,
               contributions.c.seen)  # fmt: skip
    rows = connection.execute(select(*columns).where(over))
    return [
        Gone(row.trail, row.key_hash, day.isoformat(), row.number, "purged", row.seen)
        for row in rows
    ]


def _forget_unknown(connection: Connection, clock: Clock) -> None:
    first = first_unknown_day(clock())
    connection.execute(delete(gone).where(gone.c.why == "unknown", gone.c.day < first))
