"""Makes the signed files: once for each change of what they say, never for a request.

Their versions are minutes since 1970, and always greater than before: so they go on growing
when an older backup was restored, and companions do not refuse them as old ones offered again.
"""

import gzip
import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from companion.endpoint.codes import passes, private_key
from companion.endpoint.database import fact, keep_fact
from companion.endpoint.days import day_of
from companion.endpoint.describing_community import community_of
from companion.endpoint.tables import contributions, happened, published, replies, worries
from companion.wire import community, trails
from companion.wire.calls import hash_of_pass
from companion.wire.signing import sign
from companion.wire.trails import Mark, Reply, Trail, Trails

# Up to so many trails stand in one file. Above that, each file has at least FEWEST, so that
# which file somebody fetches says little about which trail they look for.
ALL_IN_ONE = 2_000
FEWEST = 50

_KINDS = {"packs": "pack"}  # where the kind of a signed file is not its name


class File(NamedTuple):
    """A signed file as it is served: its SHA-256 in hex, and its bytes, plain and zipped."""

    digest: str
    data: bytes
    zipped: bytes


def publish(connection: Connection, now: datetime) -> None:
    """Make anew each file whose content has changed. Needs a writing connection."""
    found = _all_trails(connection)
    digits = digits_for(found)
    parts = _in_parts(found, digits)
    made = day_of(now).isoformat()
    names = {_name(prefix): Trails(version=0, made="", trails=part, prefix=prefix)
             for prefix, part in parts.items()}  # fmt: skip
    columns = published.c.name, published.c.content
    before = dict(connection.execute(select(*columns)).all())
    gone = [name for name in before if name.startswith("trails") and name not in names]
    version = _version(connection, "trails_version", now)
    changed = bool(gone)
    for name, says in names.items():
        whole = msgspec.structs.replace(says, version=version, made=made)
        contents = trails.to_bytes(says), trails.to_bytes(whole)
        changed |= _keep(connection, before.get(name), name, contents, version)
    connection.execute(delete(published).where(published.c.name.in_(gone)))
    if changed:
        keep_fact(connection, "trails_version", str(version))
    _publish_community(connection, before.get("community"), digits, now)
    keep_fact(connection, "unpublished", "")


def publish_if_due(connection: Connection, now: datetime) -> None:
    """Publish where something came since the last time. Needs a writing connection."""
    if fact(connection, "unpublished"):
        publish(connection, now)


def publish_pack(connection: Connection, name: str, data: bytes, now: datetime) -> bool:
    """Publish a pack (a zip) under its name and version ("charter/2"). Needs a writing connection.

    False: there are other words under this version, which people may have.
    """
    path = f"packs/{name}"
    known = select(published.c.content).where(published.c.name == path)
    before = connection.scalar(known)
    if before and before != sha256(data).hexdigest():
        return False
    _keep(connection, before, path, (data, data), int(now.timestamp() // 60))
    publish(connection, now)
    return True


def file_named(connection: Connection, name: str) -> File | None:
    """A file as it is served."""
    columns = published.c.digest, published.c.data, published.c.zipped
    row = connection.execute(select(*columns).where(published.c.name == name)).first()
    return File(*row) if row else None


def all_files(connection: Connection) -> Iterable[tuple[str, bytes]]:
    """Name and bytes of each file."""
    return connection.execute(select(published.c.name, published.c.data)).all()


def digits_for(names: Iterable[str]) -> int:
    """By how many hex digits the files of these trails are named; 0: one file has them all."""
    known = list(names)
    if len(known) <= ALL_IN_ONE:
        return 0
    for digits in range(int(math.log(len(known) / FEWEST, 16)), 0, -1):
        counts: dict[str, int] = defaultdict(int)
        for name in known:
            counts[name[:digits]] += 1
        if len(counts) == 16**digits and min(counts.values()) >= FEWEST:
            return digits
    return 0


def _publish_community(
    connection: Connection, before: str | None, digits: int, now: datetime
) -> None:
    says = msgspec.structs.replace(
        community_of(connection),
        trails=int(fact(connection, "trails_version", "0")),
        trail_digits=digits,
        passes=tuple(hash_of_pass(words) for _number, words in passes(connection)),
    )
    version = _version(connection, "community_version", now)
    made = day_of(now).isoformat()
    whole = msgspec.structs.replace(says, version=version, made=made)
    contents = community.to_bytes(says), community.to_bytes(whole)
    if _keep(connection, before, "community", contents, version):
        keep_fact(connection, "community_version", str(version))


def _version(connection: Connection, name: str, now: datetime) -> int:
    return max(int(fact(connection, name, "0")) + 1, int(now.timestamp() // 60))


def _keep(
    connection: Connection,
    before: str | None,
    name: str,
    contents: tuple[bytes, bytes],
    version: int,
) -> bool:
    """Sign and keep a file where its content is new; whether it was."""
    content = sha256(contents[0]).hexdigest()
    if before == content:
        return False
    kind = _KINDS.get(name.partition("/")[0], name.partition("/")[0])
    data = sign(private_key(connection), kind, contents[1])
    values = {
        "version": version,
        "content": content,
        "digest": sha256(data).hexdigest(),
        "data": data,
        "zipped": gzip.compress(data, 9, mtime=0),
    }
    if before:
        connection.execute(update(published).where(published.c.name == name).values(values))
    else:
        connection.execute(insert(published).values(name=name, **values))
    return True


def _name(prefix: str) -> str:
    return f"trails/{prefix}" if prefix else "trails"


def _in_parts(found: dict[str, Trail], digits: int) -> dict[str, dict[str, Trail]]:
    """The trails by the first digits of their names."""
    parts: dict[str, dict[str, Trail]] = defaultdict(dict)
    if not digits:
        return {"": found}
    for name, trail in found.items():
        parts[name[:digits]][name] = trail
    return parts


def _all_trails(connection: Connection) -> dict[str, Trail]:
    """All trails, in the order of their names, which tells nothing."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    answers: dict[int, list[Reply]] = defaultdict(list)
    for row in connection.execute(select(happened).order_by(happened.c.number)):
        marks[row.contribution].append(Mark(row.status, row.day, row.words, row.session))
    for row in connection.execute(select(replies).order_by(replies.c.number)):
        answers[row.contribution].append(Reply(f"r{row.number}", row.day, row.words, row.box))
    columns = (contributions.c.number, contributions.c.trail, contributions.c.received,
               contributions.c.promise)  # fmt: skip
    closed = set(connection.scalars(select(worries.c.contribution).where(worries.c.ended == "")))
    return {
        row.trail: Trail(
            (Mark("got", row.received), *marks[row.number]),
            row.promise,
            tuple(answers[row.number]),
            closed=row.number in closed,
        )
        for row in connection.execute(select(*columns).order_by(contributions.c.trail))
    }
