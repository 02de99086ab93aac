"""All that holds for PostgreSQL alone: one writes at a time, on however many machines.

Each writing transaction begins with a lock of the whole database (pg_advisory_xact_lock), which
is what BEGIN IMMEDIATE is in SQLite: what it reads, nobody changes before it ends. It is let go
with the transaction, also where a worker is killed or its machine is gone.
"""

import contextlib
import time
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, event, inspect, text
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

DRIVER = "postgresql+psycopg"
# Of each worker. A server lets about 100 in.
MOST_CONNECTIONS = 8
SECONDS_FOR_A_CONNECTION = 10
_REST = 1.0  # seconds

_LOCK = 0x636F6D70616E696F  # "companio": any number that is always the same
# Each statement sees what was kept before it, and so before the lock was ours.
_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
# What each session is told. A worker that stands still in a transaction holds up all others.
_TOLD = {
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "TimeZone": "UTC",
}
# Without these, the server loses what it has acknowledged when the power goes, or changes words.
_MUST_BE = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}
# A peer that is gone is noticed within half a minute.
_LINK = {
    "connect_timeout": SECONDS_FOR_A_CONNECTION,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_NO_ROOM = "53100"
# Classes of errors that another try may not meet: connections, resources, states, the system.
_NOT_NOW = ("08", "25006", "28", "3D", "40", "42501", "53", "55", "57", "58")
_SWEPT = (
    "contributions", "happened", "replies", "pieces", "published", "drafts", "passed_on", "leads",
)  # fmt: skip


class NotSafe(Exception):
    """The server's settings would lose or change what it holds; the message names one."""


class PostgresqlServer:
    """What an open database does in the way of PostgreSQL."""

    path = None

    def __init__(self, url: URL) -> None:
        self.name = shown(url)

    def options(self) -> dict[str, Any]:
        """What the engine is made with."""
        return {
            "pool_size": MOST_CONNECTIONS,
            "max_overflow": 0,
            "pool_timeout": SECONDS_FOR_A_CONNECTION,
            "connect_args": _LINK,
        }

    def prepare(self, engine: Engine) -> None:
        """Tell each new session what holds, and lock where something is to be written."""

        @event.listens_for(engine, "connect")
        def connected(connection: Any, _record: object) -> None:
            told = ", ".join(f"set_config('{n}', '{told}', false)" for n, told in _TOLD.items())
            asked = ", ".join(f"current_setting('{n}')" for n in (*_MUST_BE, "synchronous_commit"))
            row = connection.execute(f"SELECT {asked}, {told}").fetchone()
            for (name, wanted), found in zip(_MUST_BE.items(), row, strict=False):
                if found != wanted:
                    raise NotSafe(name)
            if row[len(_MUST_BE)] == "off":
                connection.execute("SET synchronous_commit TO on")
            connection.commit()

        _look_after_a_rest(engine)

        @event.listens_for(engine, "begin")
        def begun(connection: Connection) -> None:
            if connection.get_execution_options().get("writes"):
                # In one journey to the server; the driver would make two of it.
                connection.exec_driver_sql(f"{_BEGIN}; SELECT pg_advisory_xact_lock({_LOCK})")

    def for_reading(self, engine: Engine) -> Engine:
        """What sees one moment and changes nothing."""
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def for_writing(self, engine: Engine) -> Engine:
        """What waits until nobody else writes. The driver is told to begin no transactions:
        `prepare` has them begun."""
        return engine.execution_options(isolation_level="AUTOCOMMIT", writes=True)

    def trouble(self, error: DBAPIError) -> str:
        """What an error means: "no-room", "not-now", or "" for what should not be."""
        state = getattr(error.orig, "sqlstate", None) or ""
        if state == _NO_ROOM:
            return "no-room"
        # A connection that broke has no state.
        lost = not state and type(error.orig).__name__ in ("OperationalError", "InterfaceError")
        if error.connection_invalidated or lost or state.startswith(_NOT_NOW):
            return "not-now"
        return ""

    def leave_nothing(self, engine: Engine, _patience: float, *, wholly: bool = False) -> bool:
        """Let what was deleted be overwritten by what comes next; `wholly` (which holds up who
        sends): write the tables anew, so that their files do not have it.

        False: it could not be done now.
        """
        try:
            with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                there = set(inspect(connection).get_table_names())
                for name in filter(there.__contains__, _SWEPT):
                    connection.execute(text(f"VACUUM {'FULL ' if wholly else ''}{name}"))
                if wholly:
                    # The files are on the disk and the log's older part is done with. Only some
                    # may do it; the server does it within minutes by itself.
                    with contextlib.suppress(DBAPIError):
                        connection.execute(text("CHECKPOINT"))
        except DBAPIError as error:
            if not self.trouble(error):
                raise
            return False
        return True

    def free_bytes(self) -> None:
        """None: a server looks after its own disk."""

    def discard(self, engine: Engine) -> None:
        """Remove all tables: they were made just now."""
        there = MetaData()
        with engine.begin() as connection:
            there.reflect(connection)
            there.drop_all(connection)

    def numbers(self, connection: Connection) -> dict[str, int]:
        """The last number that each table has given."""
        found = {}
        for table, sequence in _sequences(connection).items():
            asked = f"SELECT last_value, is_called FROM {sequence}"  # noqa: S608 - our own name
            row = connection.execute(text(asked)).one()
            found[table] = int(row.last_value) if row.is_called else 0
        return found

    def go_on_after(self, connection: Connection, numbers: dict[str, int]) -> None:
        """Give no number again that a table has given."""
        for table, sequence in _sequences(connection).items():
            if number := numbers.get(table, 0):
                connection.execute(text(f"SELECT setval('{sequence}', {int(number)})"))


def _look_after_a_rest(engine: Engine) -> None:
    """Whether a connection that nobody has used for a while is still there is looked at before it
    is used. To look each time would be one more journey to the server."""

    @event.listens_for(engine, "checkin")
    def rests(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def goes_on(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if time.monotonic() - record.info.get("rests_since", float("inf")) > _REST:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error:
                raise DisconnectionError from None  # the pool makes a new one


def _sequences(connection: Connection) -> dict[str, str]:
    """The sequence of each table that numbers its rows."""
    found = {}
    look = inspect(connection)
    for table in look.get_table_names():
        if any(column["name"] == "number" for column in look.get_columns(table)):
            asked = text(f"SELECT pg_get_serial_sequence('{table}', 'number')")
            if sequence := connection.scalar(asked):
                found[table] = str(sequence)
    return found


def dialect_of(url: URL) -> type[Dialect]:
    """The dialect. Raises ImportError where psycopg is not installed."""
    found = url.get_dialect()
    found.import_dbapi()
    return found


def shown(url: URL) -> str:
    """An address without anything secret: no password, no name of a user, nothing after "?"."""
    return URL.create(
        "postgresql", host=url.host, port=url.port, database=url.database
    ).render_as_string()
