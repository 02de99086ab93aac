"""Copies of the marks of what was taken back, to keep apart from backups and from a server."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from companion.endpoint.database import Database, open_database
from companion.endpoint.marks import Gone, Marks
from companion.endpoint.tables import gone
from companion.plainwords.characters import shown_line
from companion.problems import Problem


def known_marks(database: Database) -> list[Gone]:
    """All marks that the database knows, and those of its file, each once."""
    columns = (gone.c.trail, gone.c.key_hash, gone.c.day, gone.c.number, gone.c.why, gone.c.seen)
    with database.reading() as connection:
        rows = connection.execute(select(*columns).where(gone.c.why != "purged"))
        found = {(row.trail, row.key_hash): Gone(*row) for row in rows}
    for mark in database.marks.all():
        found.setdefault((mark.trail, mark.key_hash), mark)
    return list(found.values())


def write_marks(database: Database, path: Path) -> int:
    """Write them into a file, in the place of what it was. Gives how many there are.

    Raises Problem("file_not_written").
    """
    marks = known_marks(database)
    new = path.with_name(f".{secrets.token_hex(4)}")
    try:
        if path.exists() and path.stat().st_size and not any(Marks(path).all()):
            raise Problem("file_is_there", path=shown_line(str(path)))  # something else
        _write(new, marks)
        new.replace(path)
    except OSError:
        raise Problem("file_not_written", path=shown_line(str(path))) from None
    finally:
        new.unlink(missing_ok=True)
    return len(marks)


def _write(path: Path, marks: Iterable[Gone]) -> None:
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(file, "w", encoding="ascii", newline="\n") as out:
        out.writelines(mark.line for mark in marks)
        out.flush()
        os.fsync(out.fileno())


def marks_at(place: str) -> list[Gone]:
    """The marks in a file, or in another endpoint's database where `place` is its address.

    Raises Problem("no_such_file"), ("endpoint_marks_wrong") or what open_database raises.
    """
    if "://" in place:
        database = open_database(place)
        try:
            return known_marks(database)
        finally:
            database.close()
    path = Path(place)
    try:
        found = list(Marks(path).all())
        is_other = path.stat().st_size > 0 and not found
    except FileNotFoundError:
        raise Problem("no_such_file", path=shown_line(place)) from None
    except OSError:
        is_other = True
    if is_other:
        raise Problem("endpoint_marks_wrong", path=shown_line(place))
    return found
