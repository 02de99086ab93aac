"""Makes the published files: once for each change of what they say, never for a request.

Their versions are minutes since 1970, and always greater than before: so they go on growing
when an older backup was restored, and companions do not refuse them as old ones offered again.
"""

import gzip
import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from companion.endpoint.codes import passes, private_key
from companion.endpoint.database import Database, fact, keep_fact
from companion.endpoint.days import day_of
from companion.endpoint.describing_community import community_of
from companion.endpoint.sessions_calendar import sessions_calendar
from companion.endpoint.tables import published
from companion.endpoint.trail_parts import (
    EVERYTHING,
    FEWEST,
    changed,
    fitting_digits,
    note_published,
    parts_of,
    published_digits,
    trails_in,
)
from companion.wire import community, trails
from companion.wire.calls import CALENDAR, hash_of_pass
from companion.wire.signing import sign
from companion.wire.trails import Trails

CALENDAR_FILE = CALENDAR.removeprefix("/")

_KINDS = {"packs": "pack"}  # where the kind of a signed file is not its name
# Parts of the trails that are made in one go: nobody else writes meanwhile.
_PARTS_AT_ONCE = 16


class File(NamedTuple):
    """A file as it is served: its SHA-256 in hex, and its bytes, plain and zipped."""

    digest: str
    data: bytes
    zipped: bytes


def publish(connection: Connection, now: datetime, names: Iterable[str] = ()) -> None:
    """Publish what has changed: the trails of these names, and what the community says.

    What came in waits for `publish_due`. Needs a writing connection.
    """
    digits = published_digits(connection)
    if digits is None:
        _split(connection, now, 0)
    elif parts := parts_of(names, digits):
        _make(connection, parts, now, _version(connection, "trails_version", now))
    _publish_community(connection, now)


def publish_due(database: Database, now: datetime) -> None:
    """Publish all that has changed, some of it at a time: others can write between."""
    version = 0
    while True:
        with database.writing() as connection:
            due = changed(connection)
            if not due:
                return
            digits = published_digits(connection)
            if not version:
                version = _version(connection, "trails_version", now)
                fitting = fitting_digits(connection, digits or 0)
                if fitting != digits:
                    _split(connection, now, fitting)
                    due = []
            # Parts of more than 2 digits are made together with all that begin alike.
            heads = sorted({one[: min(digits or 0, len(one))] for one in due})[:_PARTS_AT_ONCE]
            if parts := parts_of(heads, digits or 0):
                _make(connection, parts, now, version)
            _publish_community(connection, now)


def _split(connection: Connection, now: datetime, digits: int) -> None:
    """Make all files of the trails anew, in parts named by so many digits."""
    connection.execute(delete(published).where(published.c.name.startswith("trails")))
    version = _version(connection, "trails_version", now)
    _make(connection, parts_of(EVERYTHING, digits), now, version, whole=True)


def _make(
    connection: Connection, parts: list[str], now: datetime, version: int, *, whole: bool = False
) -> None:
    """Make these parts of the trails anew, where what they say has changed.

    Where one has too few trails, all are made anew, in fewer parts; not so where they are just
    being made (`whole`).
    """
    made = day_of(now).isoformat()
    new = False
    for prefix in parts:
        found = trails_in(connection, prefix)
        if prefix and len(found) < FEWEST and not whole:
            _split(connection, now, fitting_digits(connection, len(prefix)))
            return
        says = Trails(version=0, made="", trails=found, prefix=prefix)
        told = msgspec.structs.replace(says, version=version, made=made)
        new |= _keep(
            connection, _name(prefix), trails.to_bytes(says), trails.to_bytes(told), version
        )
    if new:
        keep_fact(connection, "trails_version", str(version))
        _note(connection)
    note_published(connection, parts)


def publish_pack(connection: Connection, name: str, data: bytes, now: datetime) -> bool:
    """Publish a pack (a zip) under its name and version ("charter/2"). Needs a writing connection.

    False: there are other words under this version, which people may have.
    """
    path = f"packs/{name}"
    before = _content(connection, path)
    if before and before != sha256(data).hexdigest():
        return False
    _keep(connection, path, data, data, int(now.timestamp() // 60))
    publish(connection, now)
    return True


def file_named(connection: Connection, name: str) -> File | None:
    """A file as it is served."""
    columns = published.c.digest, published.c.data, published.c.zipped
    row = connection.execute(select(*columns).where(published.c.name == name)).first()
    return File(*row) if row else None


def all_files(connection: Connection) -> dict[str, str]:
    """The digest of each file, by its name."""
    rows = connection.execute(select(published.c.name, published.c.digest))
    return {row.name: row.digest for row in rows}


def _publish_community(connection: Connection, now: datetime) -> None:
    says = msgspec.structs.replace(
        community_of(connection),
        trails=int(fact(connection, "trails_version", "0")),
        trail_digits=published_digits(connection) or 0,
        passes=tuple(hash_of_pass(words) for _number, words in passes(connection)),
    )
    version = _version(connection, "community_version", now)
    told = msgspec.structs.replace(says, version=version, made=day_of(now).isoformat())
    contents = community.to_bytes(says), community.to_bytes(told)
    if _keep(connection, "community", *contents, version):
        keep_fact(connection, "community_version", str(version))
        _note(connection)
    elif _content(connection, CALENDAR_FILE):
        return
    data = sessions_calendar(connection, says, now)
    if _put(connection, CALENDAR_FILE, sha256(data).hexdigest(), data, version):
        _note(connection)


def _note(connection: Connection) -> None:
    """Let all workers know that a file is new (companion.endpoint.reading)."""
    keep_fact(connection, "published", secrets.token_hex(8))


def _version(connection: Connection, name: str, now: datetime) -> int:
    return max(int(fact(connection, name, "0")) + 1, int(now.timestamp() // 60))


def _keep(connection: Connection, name: str, says: bytes, told: bytes, version: int) -> bool:
    """Sign and keep a file where what it `says` is new; whether it was. `told` is that with its
    version and day."""
    content = sha256(says).hexdigest()
    if _content(connection, name) == content:
        return False
    kind = _KINDS.get(name.partition("/")[0], name.partition("/")[0])
    return _put(connection, name, content, sign(private_key(connection), kind, told), version)


def _put(connection: Connection, name: str, content: str, data: bytes, version: int) -> bool:
    """Keep a file where it says something else than before; whether it does."""
    before = _content(connection, name)
    if before == content:
        return False
    values = {
        "version": version,
        "content": content,
        "digest": sha256(data).hexdigest(),
        "data": data,
        "zipped": gzip.compress(data, 6, mtime=0),
    }
    if before:
        connection.execute(update(published).where(published.c.name == name).values(values))
    else:
        connection.execute(insert(published).values(name=name, **values))
    return True


def _content(connection: Connection, name: str) -> str | None:
    """The hash of what a file says; None: there is no such file."""
    return connection.scalar(select(published.c.content).where(published.c.name == name))


def _name(prefix: str) -> str:
    return f"trails/{prefix}" if prefix else "trails"
