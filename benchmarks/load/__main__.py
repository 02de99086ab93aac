"""Measures what an endpoint bears: `python -m benchmarks.load`, or with --quick.

`--only sqlite` or `--only postgresql`, `--seconds 3` for each run, `--rounds 5`,
`--connections 32`. Ours and the bare app take turns, so that what else the machine does falls on
both; the ratio is that of the middle round.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

import httpx
import pytest
from sqlalchemy import delete

from benchmarks.load.apps import Running, bare, bare_place, cpu_seconds, endpoint, reads, writes
from benchmarks.load.callers import Load, asked
from companion.endpoint.database import open_database
from companion.endpoint.tables import limits
from tests.endpoint.places import Databases, Files, Place, Server, serving

AIM = 0.7
WORKERS = (1, 2, 4)


class Measured(NamedTuple):
    """One run: what was borne, and milliseconds of the processors for each answer."""

    load: Load
    cpu: float


class Task(NamedTuple):
    """What is asked, of ours and of the bare app; and the statuses of right answers of ours."""

    name: str
    right: tuple[bytes, ...]
    bare: bytes

    def calls(self, app: Running, ours: bool, etag: str, connections: int) -> list[Iterator[bytes]]:
        """The calls of each connection."""
        if self.name == "send":
            return [writes(head) for head in islice(cycle(app.heads), connections)]
        known = etag if ours and self.name == "read, known" else ""
        return [reads("/v1/community", known) for _connection in range(connections)]


TASKS = (
    Task("send", (b"201",), b"201"),
    Task("read", (b"200",), b"200"),
    Task("read, known", (b"304", b"200"), b"200"),  # 200: what came is published each minute
)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.load")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    if options.quick:
        options.seconds, options.rounds = 1.0, 1
    heads = ("", "workers", "", "ours/s", "bare/s", "ratio", "p50 ms", "bare", "p99 ms", "bare",
             "CPU ms", "bare")  # fmt: skip
    print("{:11}{:8}{:12}".format(*heads[:3]) + "".join(f"{one:>8}" for one in heads[3:]))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.only != "postgresql":
            _measure("sqlite", Files(folder), folder, None, options)
        if options.only != "sqlite":
            try:
                server = _as_it_comes(stack.enter_context(serving()))
            except pytest.skip.Exception as missing:
                print(missing)
                return
            _measure("postgresql", Databases(server), folder, server, options)


def _as_it_comes(server: Server) -> Server:
    """Without what the tests add to a PostgreSQL: it would say each statement in its log."""
    server.ask("ALTER SYSTEM SET log_min_duration_statement = -1")
    server.ask("ALTER SYSTEM SET autovacuum = on")
    server.ask("SELECT pg_reload_conf()")
    return server


def _measure(
    name: str, place: Place, folder: Path, server: Server | None, options: argparse.Namespace
) -> None:
    for workers in WORKERS:
        inside = folder / f"{name}-{workers}"
        inside.mkdir()
        url = place.copy(inside)
        other = bare_place(name, inside, server, place)
        with endpoint(url, workers) as ours, bare(other, workers) as beside:
            for task in TASKS:
                rounds = [_round(task, ours, beside, url, options)
                          for _round_of in range(options.rounds)]  # fmt: skip
                _tell(name, workers, task, rounds)


def _round(
    task: Task, ours: Running, beside: Running, url: str, options: argparse.Namespace
) -> tuple[Measured, Measured]:
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(delete(limits))
    database.close()
    etag = httpx.get(f"http://127.0.0.1:{ours.port}/v1/community").headers["etag"]
    first, second = (_run(task, app, app is ours, etag, options) for app in (ours, beside))
    return first, second


def _run(task: Task, app: Running, ours: bool, etag: str, options: argparse.Namespace) -> Measured:
    calls = task.calls(app, ours, etag, options.connections)
    before = cpu_seconds(app.pid)
    load = asked(app.port, calls, task.right if ours else (task.bare,), options.seconds)
    used = cpu_seconds(app.pid) - before
    return Measured(load, used / (load.rate * options.seconds) * 1000)


def _tell(name: str, workers: int, task: Task, rounds: list[tuple[Measured, Measured]]) -> None:
    by_ratio = sorted(rounds, key=lambda two: two[0].load.rate / two[1].load.rate)
    ours, beside = by_ratio[len(by_ratio) // 2]
    ratio = median(one.load.rate / two.load.rate for one, two in rounds)
    numbers = (ours.load.p50, beside.load.p50, ours.load.p99, beside.load.p99)
    print(
        f"{name:11}{workers:<8}{task.name:12}{ours.load.rate:8.0f}{beside.load.rate:8.0f}"
        f"{ratio:8.2f}"
        + "".join(f"{one:8.1f}" for one in numbers)
        + f"{ours.cpu:8.2f}{beside.cpu:8.2f}  {'' if ratio >= AIM else 'BELOW'}",
        flush=True,
    )


if __name__ == "__main__":
    main()
