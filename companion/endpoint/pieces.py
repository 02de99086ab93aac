"""The files of a contribution: they come in pieces, one after the other, and are kept as such.

A piece that was acknowledged is on the disk. When the last one has come, the file is checked
against what its contribution says of it. When all files are there, the contribution has come.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from companion.endpoint.database import fact
from companion.endpoint.days import Clock, day_of, days_after
from companion.endpoint.limits import bytes_with, take
from companion.endpoint.tables import contributions, gone, pieces
from companion.endpoint.trail_parts import note_changed
from companion.wire.contributions import from_bytes
from companion.wire.files import FileInfo, looks_like
from companion.wire.tokens import trail_of

ANSWER_DAYS = "answer_days"  # a fact: within how many days what comes is answered
DAYS_TO_COME = 30  # what is not whole by then goes
_LEAST_COUNTED = 4  # KiB: many tiny pieces cost more than their bytes


class NoFile(Exception):
    """The contribution is not here, or has no such file."""


class Gone(Exception):
    """The contribution was taken back, or its time is over."""


class OffsetWrong(Exception):
    """The piece does not follow on what is here: `held` bytes."""

    def __init__(self, held: int) -> None:
        super().__init__(held)
        self.held = held


class TooLong(Exception):
    """More bytes than the contribution says."""


class TooManyBytes(Exception):
    """More came with this code than we take in such a time."""


class Piece(NamedTuple):
    """A piece of the file at `file`, which comes after `at` bytes."""

    file: int
    at: int
    data: bytes


def take_piece(
    connection: Connection, contribution_id: str, piece: Piece, code: int, clock: Clock
) -> tuple[int, bool]:
    """Keep a piece. Gives how many bytes of the file are here now, and whether the file is right
    as far as one can tell; where it is not, it has been let go.

    Raises NoFile, Gone, OffsetWrong, TooLong or TooManyBytes; then nothing has changed.
    """
    number, info = _file_of(connection, contribution_id, piece.file)
    held = held_of(connection, number, piece.file)
    if piece.at != held or held == info.size:
        return _again(connection, number, piece, held), True
    if held + len(piece.data) > info.size:
        raise TooLong
    counted = max(_LEAST_COUNTED, -(-len(piece.data) // 1024))
    if not take(connection, bytes_with(code), clock(), counted):
        raise TooManyBytes
    connection.execute(insert(pieces).values(contribution=number, **piece._asdict()))
    held += len(piece.data)
    if held < info.size:
        return held, True
    if not _is_right(connection, number, piece.file, info):
        connection.execute(delete(pieces).where(*_of_file(number, piece.file)))
        return 0, False
    _note_if_whole(connection, number, clock)
    return held, True


def held_at(connection: Connection, contribution_id: str, file: int) -> int:
    """How many bytes of a file are here. Raises NoFile or Gone."""
    number, _info = _file_of(connection, contribution_id, file)
    return held_of(connection, number, file)


def held_of(connection: Connection, number: int, file: int) -> int:
    """The same, by the number of the contribution."""
    size = func.coalesce(func.sum(func.length(pieces.c.data)), 0)
    return int(connection.scalar(select(size).where(*_of_file(number, file))) or 0)


def data_of(connection: Connection, number: int, file: int) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    found = select(pieces.c.data).where(*_of_file(number, file)).order_by(pieces.c.at)
    for data in connection.scalars(found.execution_options(yield_per=16)):
        yield bytes(data)


def promise_on(day: date, answer_days: str) -> str:
    """The day until which what came on a day is answered, or ""; `answer_days` is the fact."""
    return days_after(day, int(answer_days or "0"))


def _file_of(connection: Connection, contribution_id: str, file: int) -> tuple[int, FileInfo]:
    """The number of a contribution, and what it says of one of its files."""
    trail = trail_of(contribution_id)
    found = select(contributions.c.number, contributions.c.body)
    row = connection.execute(found.where(contributions.c.trail == trail)).first()
    if row is None:
        known = select(gone.c.trail).where(gone.c.trail == trail, gone.c.why != "unknown")
        raise Gone if connection.scalar(known.limit(1)) else NoFile
    files = from_bytes(row.body).files
    if file >= len(files):
        raise NoFile
    return row.number, files[file]


def _again(connection: Connection, number: int, piece: Piece, held: int) -> int:
    """The piece came before: `held`. Raises OffsetWrong where it did not, or had other bytes."""
    where = *_of_file(number, piece.file), pieces.c.at == piece.at
    if connection.scalar(select(pieces.c.data).where(*where)) != piece.data:
        raise OffsetWrong(held)
    return held


def _is_right(connection: Connection, number: int, file: int, info: FileInfo) -> bool:
    digest, start = sha256(), b""
    for data in data_of(connection, number, file):
        digest.update(data)
        start = (start + data)[:16]
    return digest.hexdigest() == info.sha256 and looks_like(info.type, start)


def _note_if_whole(connection: Connection, number: int, clock: Clock) -> None:
    """Once the last byte is here, the contribution has come: today."""
    columns = contributions.c.trail, contributions.c.body
    row = connection.execute(select(*columns).where(contributions.c.number == number)).one()
    files = from_bytes(row.body).files
    if any(held_of(connection, number, at) < info.size for at, info in enumerate(files)):
        return
    day = day_of(clock())
    promise = promise_on(day, fact(connection, ANSWER_DAYS))
    came = {"whole": True, "received": day.isoformat(), "promise": promise}
    connection.execute(update(contributions).where(contributions.c.number == number).values(came))
    note_changed(connection, [row.trail])


def _of_file(number: int, file: int) -> tuple[ColumnElement[bool], ...]:
    return pieces.c.contribution == number, pieces.c.file == file
