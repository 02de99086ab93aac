"""All that holds for SQLite alone: nothing acknowledged is lost, nothing deleted is left."""

import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

# Threads that may use the database at once; more wait.
MOST_CONNECTIONS = 40
_BUSY_MILLISECONDS = 10_000
_PAUSE = 0.001
# What each connection is told. WAL with FULL puts every commit on the disk before it returns;
# secure_delete writes zeros over what is deleted.
_TOLD = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
    f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}",
)
_NO_ROOM = ("SQLITE_FULL",)
_NOT_NOW = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")


class SqliteFile:
    """What an open database does in the way of SQLite."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)

    def options(self) -> dict[str, Any]:
        """What the engine is made with."""
        return {"pool_size": MOST_CONNECTIONS}

    def make_file(self) -> None:
        """An empty database that nobody else can open. Raises OSError, FileExistsError too."""
        os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def prepare(self, engine: Engine) -> None:
        """Tell each new connection what holds, and begin transactions ourselves."""

        @event.listens_for(engine, "connect")
        def connected(connection: sqlite3.Connection, _record: object) -> None:
            connection.isolation_level = None  # else Python begins and ends transactions by itself
            for told in _TOLD:
                connection.execute(told)

        @event.listens_for(engine, "begin")
        def begun(connection: Connection) -> None:
            # Who reads first and writes then would be refused where another has written meanwhile.
            if connection.get_execution_options().get("writes"):
                _begin_in_turn(connection)
            else:
                connection.exec_driver_sql("BEGIN")

    def for_reading(self, engine: Engine) -> Engine:
        """What sees one moment: each transaction of SQLite does."""
        return engine

    def for_writing(self, engine: Engine) -> Engine:
        """What waits until nobody else writes."""
        return engine.execution_options(writes=True)

    def trouble(self, error: DBAPIError) -> str:
        """What an error means: "no-room", "not-now", or "" for what should not be."""
        name = getattr(error.orig, "sqlite_errorname", "")
        if name in _NO_ROOM:
            return "no-room"
        return "not-now" if error.connection_invalidated or name.startswith(_NOT_NOW) else ""

    def leave_nothing(self, engine: Engine, patience: float, *, wholly: bool = False) -> bool:  # noqa: ARG002
        """Move all changes from the write-ahead log into the database and empty the log.

        So nothing that is deleted stands in a file any more. Somebody who reads at that moment
        holds it up for up to `patience` seconds; then the answer is False.
        """
        until = time.monotonic() + patience
        while not _truncated(engine):
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def free_bytes(self) -> int:
        """How much room the disk with the database has."""
        return shutil.disk_usage(self.path.parent).free

    def discard(self, _engine: Engine) -> None:
        """Remove the files."""
        for end in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    def numbers(self, connection: Connection) -> dict[str, int]:
        """The last number that each table has given."""
        rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return {str(row.name): int(row.seq) for row in rows}

    def go_on_after(self, connection: Connection, numbers: dict[str, int]) -> None:
        """Give no number again that a table has given."""
        for name, number in numbers.items():
            told = {"name": name, "number": number}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), told)
            connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :number)"), told)


def _begin_in_turn(connection: Connection) -> None:
    """Begin to write as soon as no other process does. SQLite itself would look again after
    longer and longer pauses, while those who have just come get in before."""
    raw: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    until = time.monotonic() + _BUSY_MILLISECONDS / 1000
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while _is_busy(raw) and time.monotonic() < until:
            time.sleep(_PAUSE)
        if not raw.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # its error is told as all others are
    finally:
        raw.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")


def _is_busy(raw: sqlite3.Connection) -> bool:
    """Begin to write, or say that another process does."""
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False


def _truncated(engine: Engine) -> bool:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout=200")
        busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
    except sqlite3.OperationalError:
        return False
    finally:
        raw.close()
    return not busy
