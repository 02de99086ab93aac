"""What a change costs with few and with very many trails: `python -m benchmarks.trails`.

The aim: with 100,000 trails, taking one back or marking one costs at most 5 times what it costs
with 2,000, and only the files that changed are made anew.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import insert, select

from companion.endpoint.answering import set_status
from companion.endpoint.database import Database, open_database
from companion.endpoint.days import system_clock
from companion.endpoint.publishing import all_files, publish_due
from companion.endpoint.receiving import digest_of, receive, understood
from companion.endpoint.tables import contributions, happened
from companion.endpoint.taking_back import take_back
from companion.endpoint.trail_parts import note_changed
from companion.wire.tokens import new_id, trail_of
from companion.wire.trails import Mark
from tests.endpoint.places import Databases, Files, Place, serving
from tests.endpoint.senders import Sent, contribution

FEW, MANY = 3_000, 100_000
_TIMES = 9


def fill(database: Database, count: int) -> None:
    """So many trails, a third of them with something that happened."""
    names = [trail_of(new_id()) for _trail in range(count)]
    empty = {"digest": "0" * 64, "body": b"x" * 700, "key_hash": "0" * 64,
             "received": "2026-06-19", "promise": "2026-07-03", "seen": False}  # fmt: skip
    mark = {"status": "read", "day": "2026-06-20", "words": "", "session": ""}
    with database.writing() as connection:
        connection.execute(insert(contributions), [{"trail": name, **empty} for name in names])
        numbers = connection.scalars(select(contributions.c.number)).all()
        marks = [{"contribution": number, **mark} for number in numbers[::3]]
        connection.execute(insert(happened), marks)
        note_changed(connection, names)


def measure(place: Place, folder: Path, count: int) -> dict[str, float]:
    """Milliseconds of each kind of change, the middle of several, and sizes."""
    url = place.copy(folder)
    database = open_database(url)
    fill(database, count)
    found = {"all anew, ms": timed(lambda _turn: publish_due(database, system_clock()), 1)}
    with database.reading() as connection:
        before = all_files(connection)
    sent = [contribution() for _sent in range(_TIMES)]
    found["come in, ms"] = timed(lambda turn: come_in(database, sent[turn]))
    found["publish these, ms"] = timed(lambda _turn: publish_due(database, system_clock()), 1)
    with database.reading() as connection:
        after = all_files(connection)
    found["files"] = len(after)
    found["made anew"] = sum(before.get(name) != digest for name, digest in after.items())
    found["mark, ms"] = timed(lambda turn: mark(database, count // 2 + turn))
    found["take back, ms"] = timed(
        lambda turn: take_back(database, sent[turn].id, sent[turn].key, system_clock)
    )
    database.close()
    place.drop(url)
    return found


def timed(do: Callable[[int], object], times: int = _TIMES) -> float:
    """Milliseconds of the middle one."""
    took = []
    for turn in range(times):
        begun = time.perf_counter()
        do(turn)
        took.append(time.perf_counter() - begun)
    return median(took) * 1000


def come_in(database: Database, sent: Sent) -> None:
    """A contribution comes in; it is published later."""
    with database.writing() as connection:
        body = understood(sent.body, digest_of(sent.body))
        receive(connection, sent.id, body, 1, system_clock)


def mark(database: Database, number: int) -> None:
    """Say on a trail that it was read."""
    with database.writing() as connection:
        set_status(connection, number, Mark("read", ""), system_clock)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.trails")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.only != "postgresql":
            _tell("SQLite", Files(folder), folder)
        if options.only != "sqlite":
            with serving() as server:
                _tell("PostgreSQL", Databases(server), folder)


def _tell(name: str, place: Place, folder: Path) -> None:
    columns = []
    for count in (FEW, MANY):
        inside = folder / f"{name}-{count}"
        inside.mkdir()
        columns.append(measure(place, inside, count))
    few, many = columns
    print(f"{name:16}{FEW:>10,}{MANY:>10,}{'times':>8}")
    for what in few:
        print(f"{what:16}{few[what]:10.1f}{many[what]:10.1f}{many[what] / few[what]:8.1f}")


if __name__ == "__main__":
    main()
