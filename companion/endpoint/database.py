"""The database of an endpoint: found by its address, made, opened, and written to in turn."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, insert, inspect, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from companion.endpoint import migrations
from companion.endpoint.marks import Marks
from companion.endpoint.postgresql import DRIVER, NotSafe, PostgresqlServer, dialect_of
from companion.endpoint.sqlite import SqliteFile
from companion.endpoint.tables import facts
from companion.plainwords.characters import shown_line
from companion.problems import Problem


class NoRoom(Exception):
    """The disk is full, or as good as full."""


class NotNow(Exception):
    """The database cannot be used at this moment."""


class Database:
    """An open database."""

    def __init__(self, engine: Engine, kind: SqliteFile | PostgresqlServer, marks: Marks) -> None:
        self.engine = engine
        self.kind = kind
        self.marks = marks
        self._reads = kind.for_reading(engine)
        self._writes = kind.for_writing(engine)
        self._one_writes = threading.Lock()

    @property
    def path(self) -> Path | None:
        """Its file, None where it is on a server."""
        return self.kind.path

    @property
    def place(self) -> str:
        """Where it is, to show: its file, or the address of its server with nothing secret."""
        return shown_line(self.kind.name)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment. Raises NotNow."""
        with self._named_troubles(), self._reads.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection on which all happens or nothing; on the disk when this ends.

        Only one writes at a time, of all workers. Raises NoRoom or NotNow.
        """
        # Threads of one process stand in a queue, which is quicker than to try again and again.
        with self._one_writes, self._named_troubles(), self._writes.begin() as connection:
            yield connection

    def leave_nothing(self, patience: float = 2.0, *, wholly: bool = False) -> bool:
        """After something was deleted: let nothing of it stay, as far as the database can.

        With SQLite no byte stays in any file. With PostgreSQL `wholly` makes that so for the
        tables (docs/endpoint.md says what else a server keeps).
        False: somebody is in the way, and it must be tried again.
        """
        return self.kind.leave_nothing(self.engine, patience, wholly=wholly)

    def has_room(self, spare: int) -> bool:
        """Whether the disk has more than `spare` bytes. A server looks after its own disk."""
        free = self.kind.free_bytes()
        return free is None or free > spare

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def discard(self) -> None:
        """Remove a database that was made just now and has not become whole."""
        self.close()
        self.kind.discard(self.engine)
        self.close()

    @contextmanager
    def _named_troubles(self) -> Iterator[None]:
        try:
            yield
        except PoolTimeout:
            raise NotNow from None
        except DBAPIError as error:
            trouble = self.kind.trouble(error)
            if trouble == "no-room":
                raise NoRoom from None
            if trouble == "not-now":
                raise NotNow from None
            raise


def create(url: str, step: str = "head") -> Database:
    """A new, empty database with all tables, as they are at a step of their migrations.

    Raises Problem("endpoint_is_there"), ("endpoint_database_wrong") or ("file_not_written").
    """
    kind = _kind_of(url)
    if isinstance(kind, SqliteFile):
        try:
            kind.make_file()
        except FileExistsError:
            raise Problem("endpoint_is_there", path=shown_line(kind.name)) from None
        except OSError:
            raise Problem("file_not_written", path=shown_line(kind.name)) from None
    database = _connect(url, kind)
    with _closed_if_wrong(database), database.writing() as connection:
        if inspect(connection).get_table_names():
            raise Problem("endpoint_is_there", path=database.place)
        migrations.upgrade(connection, step)
    return database


def open_database(url: str, marks: str = "") -> Database:
    """The database, with its tables as this program wants them.

    `marks`: the file of what was taken back, where it is not the one beside the database.
    Raises Problem("endpoint_not_there"), ("endpoint_newer"), ("endpoint_database_wrong"),
    ("endpoint_not_safe").
    """
    kind = _kind_of(url)
    if kind.path is not None and not kind.path.is_file():
        raise Problem("endpoint_not_there", path=shown_line(kind.name))
    database = _connect(url, kind, marks)
    with _closed_if_wrong(database):
        with database.reading() as connection:
            revision = migrations.revision(connection)
        if revision is None:
            raise Problem("endpoint_not_there", path=database.place)
        if revision not in migrations.KNOWN:
            raise Problem("endpoint_newer")
        if revision != migrations.KNOWN[-1]:
            with database.writing() as connection:
                migrations.upgrade(connection)
    return database


def shown_place(place: str) -> str:
    """A file or an address, to show: nothing secret of it."""
    if "://" not in place:
        return shown_line(place)
    return shown_line(_kind_of(place).name)


@contextmanager
def _closed_if_wrong(database: Database) -> Iterator[None]:
    """What is wrong with a database, as a Problem; then nothing of it stays open."""
    try:
        with _told_troubles():
            yield
    except BaseException:
        database.close()
        raise


@contextmanager
def _told_troubles() -> Iterator[None]:
    try:
        yield
    except NotSafe as why:
        raise Problem("endpoint_not_safe", setting=str(why)) from None
    except NoRoom:
        raise Problem("endpoint_no_room") from None
    except (NotNow, DBAPIError):
        raise Problem("endpoint_database_wrong") from None


def _kind_of(url: str) -> SqliteFile | PostgresqlServer:
    """Which database an address means."""
    try:
        found = make_url(url)
        name = found.get_backend_name()
        if name == "postgresql":
            dialect_of(found.set(drivername=DRIVER))
            return PostgresqlServer(found)
    except ImportError:
        raise Problem("endpoint_postgresql_missing") from None
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise Problem("endpoint_database_wrong") from None
    if name != "sqlite" or not found.database or found.database == ":memory:":
        raise Problem("endpoint_database_wrong")
    return SqliteFile(Path(found.database))


def _connect(url: str, kind: SqliteFile | PostgresqlServer, marks: str = "") -> Database:
    found = make_url(url)
    if isinstance(kind, PostgresqlServer):
        found = found.set(drivername=DRIVER)
    # Parameters are hidden, else an error would carry members' words.
    engine = create_engine(found, hide_parameters=True, **kind.options())
    kind.prepare(engine)
    beside = kind.path.with_name(f"{kind.path.name}.marks") if kind.path else None
    return Database(engine, kind, Marks(Path(marks) if marks else beside))


def fact(connection: Connection, name: str, default: str = "") -> str:
    """A fact that is kept."""
    found = connection.scalar(select(facts.c.value).where(facts.c.name == name))
    return default if found is None else str(found)


def keep_fact(connection: Connection, name: str, value: str) -> None:
    """Keep a fact in the place of what it was."""
    kept = connection.execute(update(facts).where(facts.c.name == name).values(value=value))
    if not kept.rowcount:
        connection.execute(insert(facts).values(name=name, value=value))
