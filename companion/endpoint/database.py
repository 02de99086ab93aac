"""The database of an endpoint: found by its address, made, opened, and written to in turn."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, insert, inspect, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from companion.endpoint import migrations, sqlite
from companion.endpoint.marks import Marks
from companion.endpoint.tables import facts
from companion.plainwords.characters import shown_line
from companion.problems import Problem

# Threads that may use the database at once; more wait.
MOST_CONNECTIONS = 40


class NoRoom(Exception):
    """The disk is full, or as good as full."""


class NotNow(Exception):
    """The database cannot be used at this moment."""


class Database:
    """An open database. `path` is its file, None where it is on a server."""

    def __init__(self, engine: Engine, path: Path | None, marks: Marks) -> None:
        self.engine = engine
        self.path = path
        self.marks = marks
        self._one_writes = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment. Raises NotNow."""
        with _named_troubles(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection on which all happens or nothing; on the disk when this ends.

        Raises NoRoom or NotNow.
        """
        # Threads of one process stand in a queue, which is quicker than to try again and again.
        with self._one_writes, _named_troubles():
            writes = self.engine.execution_options(writes=True)
            with writes.begin() as connection:
                yield connection

    def leave_nothing(self, patience: float = 2.0) -> bool:
        """After something was deleted: let no byte of it stay in any file of the database.

        False: somebody reads, and it must be tried again.
        """
        if self.path is None:
            return True
        return sqlite.truncate_log(self.engine, patience)

    def has_room(self, spare: int) -> bool:
        """Whether the disk has more than `spare` bytes. A server looks after its own disk."""
        return self.path is None or sqlite.free_bytes(self.path) > spare

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def discard(self) -> None:
        """Remove a database that was made just now and has not become whole."""
        self.close()
        if self.path is not None:
            for end in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)


@contextmanager
def _named_troubles() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        if name in sqlite.NO_ROOM:
            raise NoRoom from None
        if error.connection_invalidated or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise NotNow from None
        if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
            raise NotNow from None
        raise


def create(url: str, step: str = "head") -> Database:
    """A new, empty database with all tables, as they are at a step of their migrations.

    Raises Problem("endpoint_is_there"), ("endpoint_database_wrong") or ("file_not_written").
    """
    path = _path_of(url)
    if path is not None:
        try:
            sqlite.make_file(path)
        except FileExistsError:
            raise Problem("endpoint_is_there", path=shown_line(str(path))) from None
        except OSError:
            raise Problem("file_not_written", path=shown_line(str(path))) from None
    database = _connect(url, path)
    with _told_troubles(), database.writing() as connection:
        if inspect(connection).get_table_names():
            raise Problem("endpoint_is_there", path=shown_line(url))
        migrations.upgrade(connection, step)
    return database


def open_database(url: str) -> Database:
    """The database, with its tables as this program wants them.

    Raises Problem("endpoint_not_there"), ("endpoint_newer"), ("endpoint_database_wrong").
    """
    path = _path_of(url)
    if path is not None and not path.is_file():
        raise Problem("endpoint_not_there", path=shown_line(str(path)))
    database = _connect(url, path)
    with _told_troubles():
        with database.reading() as connection:
            revision = migrations.revision(connection)
        if revision is None:
            raise Problem("endpoint_not_there", path=shown_line(str(path or url)))
        if revision not in migrations.KNOWN:
            raise Problem("endpoint_newer")
        if revision != migrations.KNOWN[-1]:
            with database.writing() as connection:
                migrations.upgrade(connection)
    return database


@contextmanager
def _told_troubles() -> Iterator[None]:
    """For commands: what is wrong with the database, as a Problem."""
    try:
        yield
    except NoRoom:
        raise Problem("endpoint_no_room") from None
    except (NotNow, DBAPIError):
        raise Problem("endpoint_database_wrong") from None


def _path_of(url: str) -> Path | None:
    """The file that a SQLite address names."""
    try:
        found = make_url(url)
        found.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise Problem("endpoint_database_wrong") from None
    if found.get_backend_name() != "sqlite":
        return None
    if not found.database or found.database == ":memory:":
        raise Problem("endpoint_database_wrong")
    return Path(found.database)


def _connect(url: str, path: Path | None) -> Database:
    try:
        engine = create_engine(
            url,
            hide_parameters=True,  # else an error would carry members' words
            pool_size=MOST_CONNECTIONS,
            pool_pre_ping=path is None,
        )
    except ImportError:
        raise Problem("endpoint_database_wrong") from None
    if path is not None:
        sqlite.prepare(engine)
    beside = path.with_name(f"{path.name}.marks") if path else Path("companion-endpoint.marks")
    return Database(engine, path, Marks(beside))


def fact(connection: Connection, name: str, default: str = "") -> str:
    """A fact that is kept."""
    found = connection.scalar(select(facts.c.value).where(facts.c.name == name))
    return default if found is None else str(found)


def keep_fact(connection: Connection, name: str, value: str) -> None:
    """Keep a fact in the place of what it was."""
    kept = connection.execute(update(facts).where(facts.c.name == name).values(value=value))
    if not kept.rowcount:
        connection.execute(insert(facts).values(name=name, value=value))
