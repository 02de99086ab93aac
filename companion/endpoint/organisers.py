"""Who answers for the community, and how they sign in: by a link that is good once.

Links and sessions of pages are 256 random bits; only their SHA-256 is kept, as nobody can guess
them. No password is there to remember, and none to lose.
"""

import secrets
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from companion.endpoint.days import Clock, milliseconds, today
from companion.endpoint.tables import organisers, sign_in_links, sign_ins
from companion.plainwords.characters import shown_line
from companion.problems import Problem

LINK_HOURS = 24
IDLE_HOURS = 12
LONGEST_NAME = 80

_HOUR = 3_600_000  # milliseconds


class Organiser(NamedTuple):
    """One of them. `made` and `ended` are days; `ended` is "" while they may sign in."""

    number: int
    name: str
    made: str
    ended: str


def add_organiser(connection: Connection, name: str, clock: Clock) -> int:
    """A new organiser; their number. Raises Problem("endpoint_name_wrong")."""
    shown = shown_line(name)
    if not 0 < len(shown) <= LONGEST_NAME:
        raise Problem("endpoint_name_wrong", most=LONGEST_NAME)
    made = connection.execute(insert(organisers).values(name=shown, made=today(clock), ended=""))
    return int((made.inserted_primary_key or (0,))[0])


def all_organisers(connection: Connection) -> list[Organiser]:
    """All of them, by number, those too who have ended."""
    rows = connection.execute(select(organisers).order_by(organisers.c.number))
    return [Organiser(row.number, row.name, row.made, row.ended) for row in rows]


def end_organiser(connection: Connection, number: int, clock: Clock) -> None:
    """They may sign in no more, and are signed out everywhere at once.

    Raises Problem("endpoint_no_organiser").
    """
    _living(connection, number)
    where = organisers.c.number == number
    connection.execute(update(organisers).where(where).values(ended=today(clock)))
    for table in (sign_in_links, sign_ins):
        connection.execute(delete(table).where(table.c.organiser == number))


def invite(connection: Connection, number: int, clock: Clock) -> str:
    """The secret words of a new link: good once, and for LINK_HOURS.

    Links of the same organiser from before count no more. Raises Problem("endpoint_no_organiser").
    """
    _living(connection, number)
    connection.execute(delete(sign_in_links).where(sign_in_links.c.organiser == number))
    words = secrets.token_urlsafe(32)
    until = milliseconds(clock()) + LINK_HOURS * _HOUR
    connection.execute(
        insert(sign_in_links).values(hash=_hash(words), organiser=number, until=until)
    )
    return words


def sign_in(connection: Connection, words: str, clock: Clock) -> str | None:
    """Use a link up: the secret words of a session of pages. None: no such link counts now.

    Needs a writing connection.
    """
    where = sign_in_links.c.hash == _hash(words)
    row = connection.execute(select(sign_in_links).where(where)).first()
    # Of two who use it at the same moment, one deletes it.
    if row is None or not connection.execute(delete(sign_in_links).where(where)).rowcount:
        return None
    now = milliseconds(clock())
    if now >= row.until:
        return None
    connection.execute(delete(sign_ins).where(sign_ins.c.used < now - IDLE_HOURS * _HOUR))
    session = secrets.token_urlsafe(32)
    connection.execute(
        insert(sign_ins).values(hash=_hash(session), organiser=row.organiser, used=now)
    )
    return session


def signed_in(connection: Connection, session: str, clock: Clock) -> Organiser | None:
    """Whose session of pages this is; it counts on from now for IDLE_HOURS. None: it has ended.

    Needs a writing connection.
    """
    where, now = sign_ins.c.hash == _hash(session), milliseconds(clock())
    row = connection.execute(select(sign_ins).where(where)).first()
    if row is None or now - row.used > IDLE_HOURS * _HOUR:
        connection.execute(delete(sign_ins).where(where))
        return None
    connection.execute(update(sign_ins).where(where).values(used=now))
    return _living(connection, row.organiser)


def sign_out(connection: Connection, session: str) -> None:
    """End a session of pages, also for the second time."""
    connection.execute(delete(sign_ins).where(sign_ins.c.hash == _hash(session)))


def check_organiser(connection: Connection, number: int) -> None:
    """0 is a command. Raises Problem("endpoint_no_organiser")."""
    if number:
        _living(connection, number)


def _living(connection: Connection, number: int) -> Organiser:
    where = organisers.c.number == number, organisers.c.ended == ""
    row = connection.execute(select(organisers).where(*where)).first()
    if row is None:
        raise Problem("endpoint_no_organiser", number=number)
    return Organiser(row.number, row.name, row.made, row.ended)


def _hash(words: str) -> str:
    return sha256(b"companion organiser " + words.encode(errors="replace")).hexdigest()
