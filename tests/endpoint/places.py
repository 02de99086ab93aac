"""Where the endpoints of tests lie: a file of SQLite, or a database of a real PostgreSQL."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest
from sqlalchemy.engine import make_url

from companion.endpoint.codes import new_code
from companion.endpoint.database import open_database
from companion.endpoint.founding import found
from companion.endpoint.publishing import publish
from tests.endpoint.senders import SetClock, bytes_of

FACTS: dict[str, str | int] = {"name": "Kent and Medway", "kept_days": 365, "answer_days": 14}
START = "2026-06-19T10:00:00+00:00"
_DEBIAN = Path("/usr/lib/postgresql")
# Durable as PostgreSQL comes, and small. It says what a server told of its statements would say.
_SETTINGS = """
listen_addresses = ''
shared_buffers = 16MB
max_connections = 60
autovacuum = off
log_min_duration_statement = 0
wal_level = minimal
max_wal_senders = 0
"""
_ROOM = 2 << 30  # bytes: each worker of the tests has a server

only_sqlite = pytest.mark.parametrize("place", ["files"], indirect=True, ids=["sqlite"])
only_postgresql = pytest.mark.parametrize("place", ["databases"], indirect=True, ids=["postgresql"])


class Place(Protocol):
    """Holds one founded endpoint, and gives copies of it to tests."""

    code: str

    def copy(self, folder: Path) -> str:
        """The address of a new copy; what is a file lies in `folder`."""

    def empty(self, folder: Path) -> str:
        """The address of a place where nothing is yet."""

    def drop(self, url: str) -> None:
        """Let go of a copy."""

    def bytes_of(self, url: str) -> bytes:
        """All that its files hold once what is gone was made to leave nothing."""


def _found(url: str) -> str:
    """Make an endpoint with a code. Gives the code, whose words take long to make."""
    clock = SetClock(START)
    made = found(url, FACTS, clock)
    with made.writing() as connection:
        _number, code = new_code(connection, "2026-06-19")
        publish(connection, clock())
    made.leave_nothing()
    made.close()
    return code


class Files:
    """Files of SQLite."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "endpoint.db"
        self.code = _found(f"sqlite:///{self._path}")

    def copy(self, folder: Path) -> str:
        shutil.copy(self._path, folder)
        return f"sqlite:///{folder / self._path.name}"

    def empty(self, folder: Path) -> str:
        return f"sqlite:///{folder}/new-{secrets.token_hex(4)}.db"

    def drop(self, url: str) -> None:
        """Its folder goes with the test."""

    def bytes_of(self, url: str) -> bytes:
        return bytes_of(Path(make_url(url).database or "").parent)


class Server(NamedTuple):
    """A PostgreSQL that runs, with sockets in `folder` only; `log` is all that it says."""

    folder: Path
    programs: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://companion@/{database}?host={self.folder}"

    def ask(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Do a statement as the one who may do everything."""
        import psycopg

        address = f"host={self.folder} user=companion dbname={database}"
        with psycopg.connect(address, autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def run(self, *words: str) -> None:
        """Run one of its programs, as somebody who is not root: it would refuse to run."""
        done = subprocess.run(
            [self.programs / words[0], *words[1:]],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            **_unprivileged(),
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        options = f"-k {self.folder}"
        self.run("pg_ctl", "-D", str(self.data), "-l", str(self.log), "-w", "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "-m", how, "stop")


def _unprivileged() -> dict[str, Any]:
    return {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}


def programs() -> Path:
    """The folder with PostgreSQL's programs; without them the test is skipped."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    beside = shutil.which("initdb")
    if not found and not beside:
        pytest.skip("PostgreSQL is missing on this computer: the Debian package postgresql.")
    pytest.importorskip("psycopg", reason="psycopg is missing: the extra postgresql.")
    return found[-1].parent if found else Path(beside or "").resolve().parent


def _quickest() -> Path:
    """In memory where there is room: letting go of a database waits 1 s for a real disk."""
    memory = Path("/dev/shm")
    there = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
    return memory if there else Path("/tmp")


@contextmanager
def serving() -> Iterator[Server]:
    """A new PostgreSQL, in a folder with a short name: that of a socket may have 107 letters."""
    where = programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_quickest()))
    server = Server(folder, where)
    try:
        if os.geteuid() == 0:
            os.chown(folder, 65534, 65534)
        words = ["-U", "companion", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        server.run("initdb", "-D", str(server.data), *words)
        with (server.data / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Databases:
    """Databases of a server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        server.ask("CREATE DATABASE founded")
        [[version]] = server.ask("SELECT current_setting('server_version_num')::int")
        # Newer ones write a copy into their log too, which takes three times as long.
        self._plainly = "STRATEGY FILE_COPY" if version >= 150000 else ""  # type: ignore[operator]
        self.code = _found(server.url("founded"))
        # As they are, and not packed: else no search in the files would find them.
        columns = {"contributions": "body", "happened": "words", "replies": "words",
                   "published": "data", "pieces": "data"}  # fmt: skip
        for table, column in columns.items():
            alter = f"ALTER TABLE {table} ALTER {column} SET STORAGE EXTERNAL"
            server.ask(alter, "founded")

    def copy(self, folder: Path) -> str:  # noqa: ARG002 - only files lie in a folder
        return self._made(f"TEMPLATE founded {self._plainly}")

    def empty(self, folder: Path) -> str:  # noqa: ARG002
        return self._made("")

    def _made(self, how: str) -> str:
        name = f"endpoint_{secrets.token_hex(4)}"
        self.server.ask(f"CREATE DATABASE {name} {how}")
        return self.server.url(name)

    def bytes_of(self, url: str) -> bytes:
        """The log of what was written (pg_wal) is not among them: docs/endpoint.md says so."""
        database = open_database(url)
        assert database.leave_nothing(wholly=True)
        database.close()
        self.server.ask("CHECKPOINT")  # what the server has in mind is on its disk
        name = make_url(url).database
        [[number]] = self.server.ask(f"SELECT oid FROM pg_database WHERE datname = '{name}'")
        return bytes_of(self.server.data / "base" / str(number))

    def drop(self, url: str) -> None:
        self.server.ask(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")
