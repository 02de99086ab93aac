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
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, MetaData, insert, select

from companion.endpoint import migrations
from companion.endpoint.database import Database, create
from companion.endpoint.days import Clock
from companion.endpoint.keeping import purge
from companion.endpoint.tables import METADATA
from companion.endpoint.taking_back import replay
from companion.plainwords.characters import shown_line
from companion.problems import Problem

FORMAT = "companion-endpoint-backup"
VERSION = 1

_LONGEST_LINE = 64 * 2**20
# What grows again by itself, and what would let somebody in again who has signed out.
_LEFT_OUT = {"limits", "sign_in_links", "sign_ins"}


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
        head = {"format": FORMAT, "version": VERSION, "tables": migrations.revision(connection)}
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
        for row in connection.execute(select(table)).mappings():
            told = {
                name: base64.b64encode(value).decode() if isinstance(value, bytes) else value
                for name, value in row.items()
            }
            yield {"table": table.name, "row": told}


def restore(path: Path, url: str, clock: Clock) -> tuple[Database, int, int]:
    """Make a new database from such a file, and let go again what has gone since then.

    Gives the database, how many rows came, and how many marks of the file beside it were new.
    Nothing is made where the file is not whole.
    Raises Problem("endpoint_backup_broken"), ("no_such_file"), ("endpoint_in_the_way") or what
    create raises.
    """
    step = _check(path)
    try:
        database = create(url, step)
    except Problem as problem:
        if problem.code == "endpoint_is_there":
            raise Problem("endpoint_in_the_way", **problem.facts) from None
        raise
    try:
        with database.writing() as connection:
            rows = _take_in(connection, path)
            migrations.upgrade(connection)
    except BaseException:
        database.discard()
        raise
    marks = replay(database, clock())
    purge(database, clock)
    return database, rows, marks


def _check(path: Path) -> str:
    """Read the whole file once. The step of its tables. Raises Problem."""
    digest, before, count = sha256(), b"", -1
    step = ""
    for line in _lines(path):
        if before:
            digest.update(before)
            count += 1
            if not step:
                step = _head(before)
        before = line
    last = _decoded(before)
    if not step or last != {"rows": count, "sha256": digest.hexdigest()}:
        raise Problem("endpoint_backup_broken")
    return step


def _head(line: bytes) -> str:
    head = _decoded(line)
    if head.get("format") != FORMAT:
        raise Problem("endpoint_backup_broken")
    step = str(head.get("tables"))
    if head.get("version") != VERSION or step not in migrations.KNOWN:
        raise Problem("endpoint_newer")
    return step


def _take_in(connection: Connection, path: Path) -> int:
    """Put the rows into the tables as they are at the step of the backup."""
    there = MetaData()
    there.reflect(connection)
    count = 0
    for line in _lines(path):
        document = _decoded(line)
        if "table" in document:
            table = there.tables[document["table"]]
            row = {
                name: base64.b64decode(value)
                if isinstance(table.c[name].type, LargeBinary)
                else value
                for name, value in document["row"].items()
            }
            connection.execute(insert(table).values(row))
            count += 1
    return count


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
