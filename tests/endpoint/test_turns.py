"""Who writes waits for a turn that comes soon, and asks the database little when it has come."""

import threading
import time

import pytest
from sqlalchemy import Connection, event

from companion.endpoint import sqlite
from companion.endpoint.codes import new_code
from companion.endpoint.database import Database, NotNow, keep_fact, open_database
from companion.endpoint.limits import Limit
from companion.endpoint.receiving import Arrival, Kept, TooManySent, digest_of, receive_all
from companion.endpoint.receiving import understood as read
from companion.endpoint.trail_parts import EVERYTHING, UNPUBLISHED
from tests.endpoint.places import only_sqlite
from tests.endpoint.senders import Sent, SetClock, contribution


def arrival(sent: Sent, code: int = 1) -> Arrival:
    return Arrival(sent.trail, read(sent.body, digest_of(sent.body)), code)


def keep(database: Database, clock: SetClock, *arrivals: Arrival) -> list[Kept | Exception]:
    with database.writing() as connection:
        return receive_all(connection, arrivals, clock)


def test_many_of_several_codes_are_kept_with_four_statements(
    database: Database, clock: SetClock
) -> None:
    """The lock is one; what holds, the limits, and the contributions are each one more. What
    changed is one more where it is new."""
    with database.writing() as connection:
        second, _words = new_code(connection, "2026-06-20")
        keep_fact(connection, UNPUBLISHED, " ".join(EVERYTHING))
    keep(database, clock, arrival(contribution(), 1), arrival(contribution(), second))
    asked: list[str] = []

    def ask(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement.split(maxsplit=1)[0])

    event.listen(database.engine, "before_cursor_execute", ask)
    some = [arrival(contribution(), code) for code in (1, second) * 10]
    outcomes = keep(database, clock, *some)
    assert all(isinstance(one, Kept) and one.is_new for one in outcomes)
    # With SQLite the driver itself begins.
    assert [one for one in asked if one != "BEGIN"] == ["SELECT", "UPDATE", "INSERT"]


def test_one_that_is_refused_for_its_code_is_refused_for_another_in_the_same_transaction(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its limit has not been asked; it may come with the next."""
    with database.writing() as connection:
        second, _words = new_code(connection, "2026-06-20")
    full = {1: 0, second: 5}
    monkeypatch.setattr(
        "companion.endpoint.receiving.contributions_with",
        lambda code: Limit(f"code {code}", 1000, full[code]),
    )
    sent = contribution()
    outcomes = keep(database, clock, arrival(sent, 1), arrival(sent, second))
    assert [type(one) for one in outcomes] == [TooManySent, TooManySent]
    [after] = keep(database, clock, arrival(sent, second))
    assert isinstance(after, Kept)


@only_sqlite
def test_a_process_that_waited_goes_on_as_soon_as_the_other_has_written(
    database: Database, url: str, clock: SetClock
) -> None:
    """SQLite itself would have slept for up to 100 ms at a time."""
    other = open_database(url)
    begun, waits = threading.Event(), []

    def writes() -> None:
        begun.wait(30)
        keep(other, clock, arrival(contribution()))
        waits.append(time.monotonic())

    thread = threading.Thread(target=writes)
    thread.start()
    pauses: list[float] = []
    sleep = time.sleep

    def pausing(seconds: float) -> None:
        pauses.append(seconds)
        sleep(seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("companion.endpoint.sqlite.time.sleep", pausing)
        with database.writing():
            begun.set()
            while len(pauses) < 20:  # it looks again and again
                sleep(0.001)
            assert not waits
        thread.join()
    assert len(waits) == 1
    assert max(pauses) <= 0.001
    other.close()


@only_sqlite
def test_a_process_waits_only_so_long(
    database: Database, url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_database(url)
    monkeypatch.setattr(sqlite, "_BUSY_MILLISECONDS", 50)
    with database.writing(), pytest.raises(NotNow):
        keep(other, clock, arrival(contribution()))
    assert isinstance(keep(other, clock, arrival(contribution()))[0], Kept)
    other.close()
