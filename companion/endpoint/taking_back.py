"""A contribution goes: taken back by whoever has its key, for ever, and a mark stays.

The mark has no content. It is in the file of marks before the contribution is gone, so that a
backup made earlier cannot bring it back to life.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from companion.endpoint.database import Database
from companion.endpoint.days import Clock, day_of
from companion.endpoint.limits import UNKNOWN_TAKEN_BACK, WRONG_KEYS, Limit, take
from companion.endpoint.marks import Gone
from companion.endpoint.publishing import publish
from companion.endpoint.tables import (
    contributions,
    drafts,
    gone,
    happened,
    news,
    passed_on,
    pieces,
    replies,
    worries,
)
from companion.wire.community import News
from companion.wire.tokens import hash_of_key, is_key, trail_of

# "seen" and "not-seen": it is gone, and whether somebody had read it. "unknown": it has not
# come, and is refused if it comes later.
Outcome = Literal["seen", "not-seen", "unknown", "wrong-key", "too-many"]

_UNKNOWN_DAYS = 180
_NO_KEY = "0" * 64  # is compared where nothing is there, so that it takes the same time


def take_back(database: Database, contribution_id: str, key: str, clock: Clock) -> Outcome:
    """Take a contribution back, also for the second time. Raises NoRoom, NotNow or OSError."""
    trail, now = trail_of(contribution_id), clock()
    with database.writing() as connection:
        mark = _mark_of(connection, trail, now)
        fits = is_key(key, mark.key_hash if mark else _NO_KEY)
        if mark and fits:
            database.marks.add(mark)
            remove(connection, [mark])
            publish(connection, now, [trail])
        elif mark:
            return _limited(connection, WRONG_KEYS, now) or "wrong-key"
        else:
            return _not_there(database, connection, trail, key, now)
    database.leave_nothing()
    return "seen" if mark.seen else "not-seen"


def _mark_of(connection: Connection, trail: str, now: datetime) -> Gone | None:
    """The mark that a contribution which is there would leave."""
    there = connection.execute(
        select(
            contributions.c.number,
            contributions.c.key_hash,
            contributions.c.seen,
            contributions.c.whole,
        ).where(contributions.c.trail == trail)
    ).first()
    if not there:
        return None
    of_it = happened.c.contribution == there.number
    seen = there.seen or connection.scalar(select(happened.c.number).where(of_it).limit(1))
    day = day_of(now).isoformat()
    number = there.number if there.whole else 0  # organisers never saw that one
    return Gone(trail, there.key_hash, day, number, "taken-back", bool(seen))


def _not_there(
    database: Database, connection: Connection, trail: str, key: str, now: datetime
) -> Outcome:
    marks = connection.execute(select(gone).where(gone.c.trail == trail)).all()
    for mark in marks:
        if is_key(key, mark.key_hash):
            if mark.why == "unknown":
                return "unknown"
            return "seen" if mark.seen else "not-seen"
    if any(mark.why != "unknown" for mark in marks):
        return _limited(connection, WRONG_KEYS, now) or "wrong-key"
    if limited := _limited(connection, UNKNOWN_TAKEN_BACK, now):
        return limited
    early = Gone(trail, hash_of_key(key), day_of(now).isoformat(), 0, "unknown", seen=False)
    database.marks.add(early)
    connection.execute(insert(gone).values(early._asdict()))
    return "unknown"


def _limited(connection: Connection, limit: Limit, now: datetime) -> Literal["too-many", None]:
    return None if take(connection, limit, now) else "too-many"


def remove(connection: Connection, marks: Iterable[Gone]) -> None:
    """Remove contributions and all that belongs to them, and keep their marks."""
    for mark in marks:
        where = contributions.c.trail == mark.trail, contributions.c.key_hash == mark.key_hash
        number = connection.scalar(select(contributions.c.number).where(*where))
        if number is not None:
            for table in (happened, replies, passed_on, drafts, pieces):
                connection.execute(delete(table).where(table.c.contribution == number))
            if mark.why == "purged":
                connection.execute(delete(worries).where(worries.c.contribution == number))
            connection.execute(delete(contributions).where(contributions.c.number == number))
            if mark.why == "taken-back":
                _forget_in_news(connection, mark.trail)
        same = gone.c.trail == mark.trail, gone.c.key_hash == mark.key_hash
        connection.execute(delete(gone).where(*same))
        connection.execute(insert(gone).values(mark._asdict()))


def _forget_in_news(connection: Connection, trail: str) -> None:
    """News that came from a contribution stays, and names it no more."""
    told = select(news.c.number, news.c.body).where(news.c.body.contains(trail))
    for row in connection.execute(told).all():
        one = msgspec.json.decode(row.body, type=News)
        left = tuple(name for name in one.trails if name != trail)
        body = msgspec.json.encode(msgspec.structs.replace(one, trails=left)).decode()
        connection.execute(update(news).where(news.c.number == row.number).values(body=body))


def replay(database: Database, now: datetime, more: Iterable[Gone] = ()) -> int:
    """Do again what the file of marks says, and `more` marks, and this database does not know:
    it is older.

    Gives how many marks were new to it.
    """
    with database.writing() as connection:
        rows = connection.execute(select(gone.c.trail, gone.c.key_hash, gone.c.why))
        known = {(row.trail, row.key_hash): row.why for row in rows}
        marks = {(mark.trail, mark.key_hash): mark for mark in (*more, *database.marks.all())}
        new = [mark for mark in marks.values() if _is_new(mark, known, now)]
        there = {(mark.trail, mark.key_hash) for mark in database.marks.all()} if new else set()
        for mark in new:
            if (mark.trail, mark.key_hash) not in there:
                database.marks.add(mark)
        remove(connection, new)
        if new:
            publish(connection, now, [mark.trail for mark in new])
    if new:
        database.leave_nothing()
    return len(new)


def first_unknown_day(now: datetime) -> str:
    """What was taken back before it came is remembered from this day on: it comes soon or never."""
    return (day_of(now) - timedelta(days=_UNKNOWN_DAYS)).isoformat()


def _is_new(mark: Gone, known: Mapping[tuple[str, str], str], now: datetime) -> bool:
    why = known.get((mark.trail, mark.key_hash))
    if mark.why == "unknown":
        return why is None and mark.day >= first_unknown_day(now)
    return why in (None, "unknown")
