"""The least that takes something in and keeps it: an ASGI app that writes one row durably.

It checks nothing, publishes nothing, and gives the same bytes to whoever reads. Run as
`python -m benchmarks.load.bare WORKERS`; BARE_DATABASE is a file for SQLite, or an address for
psycopg.
"""

import asyncio
import os
import socket
import sqlite3
import sys
import threading
from typing import Any

_PLACE = os.environ.get("BARE_DATABASE", "")
_READ = os.environ.get("BARE_READ", "").encode() or b"x" * 700
_here = threading.local()
_one_writes = threading.Lock()


def _sqlite() -> Any:
    made = sqlite3.connect(_PLACE, isolation_level=None)
    for told in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        made.execute(f"PRAGMA {told}")
    return made


def _postgresql() -> Any:
    import psycopg

    return psycopg.connect(_PLACE, autocommit=True)


def _make_table() -> None:
    server = "host=" in _PLACE
    made = _postgresql() if server else _sqlite()
    kind = "BYTEA" if server else "BLOB"
    made.execute(f"CREATE TABLE IF NOT EXISTS rows (id TEXT PRIMARY KEY, body {kind})")
    made.close()


def _write(name: str, body: bytes) -> None:
    server = "host=" in _PLACE
    if not hasattr(_here, "connection"):
        _here.connection = _postgresql() if server else _sqlite()
    if server:
        _here.connection.execute("INSERT INTO rows VALUES (%s, %s)", (name, body))
        return
    with _one_writes:  # a queue is quicker than to try again and again
        _here.connection.execute("INSERT INTO rows VALUES (?, ?)", (name, body))


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Keep what is sent; give what is asked for."""
    if scope["type"] != "http":
        return
    status, told = 200, _READ
    if scope["method"] == "PUT":
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        await asyncio.to_thread(_write, scope["path"], body)
        status, told = 201, b"{}"
    length = (b"content-length", str(len(told)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [length]})
    await send({"type": "http.response.body", "body": told})


def _serve(workers: int) -> None:
    """With uvicorn as it comes, but for its log; the port is told on standard output."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    _make_table()
    listening = socket.create_server(("127.0.0.1", 0), backlog=512)
    # With workers, uvicorn leaves this out: each answer would take 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.set_inheritable(True)
    config = uvicorn.Config(
        "benchmarks.load.bare:app", workers=workers, loop="asyncio", http="h11", ws="none",
        lifespan="off", access_log=False, log_level="critical",
    )  # fmt: skip
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    if workers > 1:
        Multiprocess(config, sockets=[listening]).run()
    else:
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
