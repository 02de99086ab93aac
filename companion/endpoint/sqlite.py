"""All that holds for SQLite alone: nothing acknowledged is lost, nothing deleted is left."""

import os
import shutil
import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, event

_BUSY_MILLISECONDS = 10_000
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
NO_ROOM = ("SQLITE_FULL",)


def make_file(path: Path) -> None:
    """An empty database that nobody else can open. Raises OSError, FileExistsError too."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def prepare(engine: Engine) -> None:
    """Tell each new connection what holds, and begin transactions ourselves."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # else Python begins and ends transactions by itself
        for told in _TOLD:
            connection.execute(told)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        # Who reads first and writes then would be refused where another has written meanwhile.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def truncate_log(engine: Engine, patience: float) -> bool:
    """Move all changes from the write-ahead log into the database and empty the log.

    So nothing that is deleted stands in a file any more. Somebody who reads at that moment
    holds it up for up to `patience` seconds; then the answer is False.
    """
    until = time.monotonic() + patience
    while True:
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("PRAGMA busy_timeout=200")
            busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
        except sqlite3.OperationalError:
            busy = 1
        finally:
            raw.close()
        if not busy:
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.05)


def free_bytes(path: Path) -> int:
    """How much room the disk with the database has."""
    return shutil.disk_usage(path.parent).free
