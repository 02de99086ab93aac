"""Everything of an endpoint in one file, and back, whatever database it lies in.

The file is gzip. Its lines are JSON: first a head with the step of the tables, then one for each
row (bytes as base64), last how many rows there were and a hash of all lines before, so that a
file that was cut short or damaged is never taken for a whole one. It holds members' words and
the community's private key.
"""

import base64
import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby, islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, MetaData, Table, func, insert, inspect, select

from companion.endpoint import migrations
from companion.endpoint.database import Database, create
from companion.endpoint.days import Clock
from companion.endpoint.keeping import purge
from companion.endpoint.marks import Gone
from companion.endpoint.tables import METADATA, gone
from companion.endpoint.taking_back import replay
from companion.plainwords.characters import shown_line
from companion.problems import Problem

FORMAT = "companion-endpoint-backup"
VERSION = 1

_LONGEST_LINE = 64 * 2**20
# What grows again by itself, and what would let somebody in again who has signed out.
_LEFT_OUT = {"limits", "sign_in_links", "sign_ins"}
_NUMBERED = {
    "codes", "contributions", "happened", "replies", "news", "promises", "sub_groups", "leads",
    "organisers", "drafts", "worries",
}  # fmt: skip
_AT_ONCE = 200  # rows


def back_up(database: Database, path: Path) -> int:
    """Write everything to a new file that only this user can read. Gives how many rows.

    The endpoint may go on serving. Raises Problem("file_is_there") or ("file_not_written").
    """
    name = shown_line(str(path))
    try:
        file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Problem("file_is_there", path=name) from None
    except OSError:
        raise Problem("file_not_written", path=name) from None
    try:
        with os.fdopen(file, "wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed:
                rows = _write(database, packed)
            raw.flush()
            os.fsync(raw.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise Problem("file_not_written", path=name) from None
    return rows


def _write(database: Database, packed: gzip.GzipFile) -> int:
    digest, count = sha256(), 0
    with database.reading() as connection:
        head = {
            "format": FORMAT,
            "version": VERSION,
            "tables": migrations.revision(connection),
            "numbers": database.kind.numbers(connection),
        }
        for document in (head, *_rows(connection)):
            line = json.dumps(document).encode() + b"\n"
            digest.update(line)
            packed.write(line)
            count += 1
    packed.write(json.dumps({"rows": count - 1, "sha256": digest.hexdigest()}).encode() + b"\n")
    return count - 1


def _rows(connection: Connection) -> Iterator[dict[str, Any]]:
    for table in METADATA.sorted_tables:
        if table.name in _LEFT_OUT:
            continue
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(table))
        for row in rows.mappings():
            told = {
                name: base64.b64encode(value).decode() if isinstance(value, bytes) else value
                for name, value in row.items()
            }
            yield {"table": table.name, "row": told}


def restore(
    path: Path, url: str, clock: Clock, marks: Iterable[Gone] = ()
) -> tuple[Database, int, int]:
    """Make a new database from such a file, and let go again what has gone since then: what
    the file of marks beside it says, and `marks`.

    Gives the database, how many rows came, and how many marks were new.
    Nothing is made where the file is not whole.
    Raises Problem("endpoint_backup_broken"), ("no_such_file"), ("endpoint_in_the_way") or what
    create raises.
    """
    head = _check(path)
    try:
        database = create(url, head.step)
    except Problem as problem:
        if problem.code == "endpoint_is_there":
            raise Problem("endpoint_in_the_way", **problem.facts) from None
        raise
    try:
        with database.writing() as connection:
            rows = _take_in(connection, path)
            database.kind.go_on_after(connection, head.numbers or _most(connection))
            migrations.upgrade(connection)
    except BaseException:
        database.discard()
        raise
    new = replay(database, clock(), marks)
    purge(database, clock)
    return database, rows, new


class _Head(NamedTuple):
    """The step of the tables, and the last number that each table has given, if it says so."""

    step: str
    numbers: dict[str, int]


def _check(path: Path) -> _Head:
    """Read the whole file once. What its head says. Raises Problem."""
    digest, before, count = sha256(), b"", -1
    head = None
    for line in _lines(path):
        if before:
            digest.update(before)
            count += 1
            head = head or _head(before)
        before = line
    last = _decoded(before)
    if not head or last != {"rows": count, "sha256": digest.hexdigest()}:
        raise Problem("endpoint_backup_broken")
    return head


def _head(line: bytes) -> _Head:
    head = _decoded(line)
    if head.get("format") != FORMAT:
        raise Problem("endpoint_backup_broken")
    step = str(head.get("tables"))
    if head.get("version") != VERSION or step not in migrations.KNOWN:
        raise Problem("endpoint_newer")
    numbers = head.get("numbers")
    return _Head(step, numbers if isinstance(numbers, dict) else {})


def _most(connection: Connection) -> dict[str, int]:
    """The highest number in use, for a backup that does not say more."""
    there = set(inspect(connection).get_table_names())  # an older backup has fewer
    numbered = [one for one in METADATA.sorted_tables if one.name in _NUMBERED & there]
    found = {one.name: connection.scalar(select(func.max(one.c.number))) or 0 for one in numbered}
    gone_number = connection.scalar(select(func.max(gone.c.number))) or 0
    return {**found, "contributions": max(found["contributions"], gone_number)}


def _take_in(connection: Connection, path: Path) -> int:
    """Put the rows into the tables as they are at the step of the backup."""
    there = MetaData()
    there.reflect(connection)
    documents = (found for line in _lines(path) if "table" in (found := _decoded(line)))
    count = 0
    for name, rows in groupby(documents, key=lambda one: str(one["table"])):
        table = there.tables[name]
        while some := [_row(table, one["row"]) for one in islice(rows, _AT_ONCE)]:
            connection.execute(insert(table), some)
            count += len(some)
    return count


def _row(table: Table, told: dict[str, Any]) -> dict[str, Any]:
    return {
        name: base64.b64decode(value) if isinstance(table.c[name].type, LargeBinary) else value
        for name, value in told.items()
    }


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") as packed:
            while line := packed.readline(_LONGEST_LINE):
                yield line
    except FileNotFoundError:
        raise Problem("no_such_file", path=shown_line(str(path))) from None
    except (OSError, EOFError, zlib.error):
        raise Problem("endpoint_backup_broken") from None


def _decoded(line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        raise Problem("endpoint_backup_broken") from None
    if not isinstance(document, dict):
        raise Problem("endpoint_backup_broken")
    return document
