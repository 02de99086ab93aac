"""The two apps as processes: a real endpoint, and the bare one, each with so many workers."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import httpx

from companion.endpoint.codes import new_code, passes
from companion.endpoint.database import open_database
from companion.wire.contributions import MEDIA_TYPE
from tests.endpoint.places import Place, Server
from tests.endpoint.senders import contribution

WORDS = "A quiet room would help, and to know who will be there. " * 5
_CODES = 8  # each lets in 2,000 at once


class Running(NamedTuple):
    """An app that answers on a port; `pid` is the process that its workers come from."""

    port: int
    pid: int
    heads: list[bytes]


def cpu_seconds(pid: int) -> float:
    """What a process and all that came from it have used of the processors so far. Linux only."""
    total = 0.0
    for one in (pid, *_children(pid)):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _children(pid: int) -> Iterator[int]:
    for name in Path(f"/proc/{pid}/task").iterdir():
        for child in (name / "children").read_text().split():
            yield int(child)
            yield from _children(int(child))


@contextmanager
def endpoint(url: str, workers: int) -> Iterator[Running]:
    """`companion endpoint serve`, as organisers start it."""
    words = ["-m", "companion", "endpoint", "serve", "--database", url, "--spare", "0"]
    more = ["--port", "0", "--workers", str(workers)]
    with _started([*words, *more], {}, "/readyz", workers) as (port, pid):
        yield Running(port, pid, _heads_of(url))


@contextmanager
def bare(place: str, workers: int) -> Iterator[Running]:
    """The bare app."""
    words = ["-m", "benchmarks.load.bare", str(workers)]
    with _started(words, {"BARE_DATABASE": place}, "/", workers) as (port, pid):
        yield Running(port, pid, [b""])


@contextmanager
def _started(
    words: list[str], more: dict[str, str], path: str, workers: int
) -> Iterator[tuple[int, int]]:
    """A program that says its address first. Gives its port and its process."""
    process = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **more},
    )
    try:
        assert process.stdout
        said = process.stdout.readline().decode()
        port = int(said.rpartition(":")[2].strip().rstrip("."))
        _wait_for(port, path, workers)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(60)
        if process.stdout:
            process.stdout.close()


def _wait_for(port: int, path: str, workers: int) -> None:
    """Until it answers; and a moment more for those of its workers that come later."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if httpx.get(f"http://127.0.0.1:{port}{path}").is_success:
                break
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    time.sleep(0.7 * workers)


def _heads_of(url: str) -> list[bytes]:
    """What the callers of an endpoint show: the passes of several codes."""
    database = open_database(url)
    with database.writing() as connection:
        while len(dict(passes(connection))) < _CODES:
            new_code(connection, "2026-06-19")
        shown = [f"Companion-Pass: {words}\r\n".encode() for _n, words in passes(connection)]
    database.close()
    return shown


def writes(head: bytes) -> Iterator[bytes]:
    """Contributions to send, one after the other: made before they are asked for."""
    for _one in count():
        sent = contribution(WORDS)
        yield (
            (
                f"PUT {sent.path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(sent.body)}\r\n"
                f"Content-Type: {MEDIA_TYPE}; version=1\r\n"
            ).encode()
            + head
            + b"\r\n"
            + sent.body
        )


def reads(path: str, known: str = "") -> Iterator[bytes]:
    """The same file again and again; `known`: the ETag that a companion has."""
    more = f"If-None-Match: {known}\r\n" if known else ""
    call = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n{more}\r\n".encode()
    for _one in count():
        yield call


def bare_place(place: str, folder: Path, server: Server | None, found: Place) -> str:
    """Where the bare app keeps its rows."""
    if server is None:
        return str(folder / f"bare-{place}.db")
    from sqlalchemy.engine import make_url

    name = make_url(found.empty(folder)).database
    return f"host={server.folder} user=companion dbname={name}"
