"""Runs the app on a port, with uvicorn, until it is told to stop."""

import os
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from companion.endpoint.app import DATABASE, MARKS, SPARE
from companion.problems import Problem

_STOP_WITHIN = 30  # seconds for what is under way
_HEAD_BYTES = 16 * 1024


class Place(NamedTuple):
    """Where an endpoint's things are: the address of the database, the file of marks ("": the
    one beside it), and how many bytes of the disk stay free."""

    url: str
    marks: str
    spare: int


def serve(place: Place, host: str, port: int, workers: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT comes and all that is under way is finished.

    `ready` is called with the address when connections are taken.
    Raises Problem("endpoint_port"), and Problem("endpoint_database_wrong") where no worker can
    begin since the database is gone.
    """
    told = {DATABASE: place.url, MARKS: place.marks, SPARE: str(place.spare)}
    os.environ.update(told)  # for the workers
    listening = _listen(host, port)
    config = uvicorn.Config(
        "companion.endpoint.app:from_environment",
        factory=True,
        http="companion.endpoint.connections:PatientProtocol",
        ws="none",
        loop="asyncio",
        lifespan="on",
        interface="asgi3",
        workers=workers,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_STOP_WITHIN,
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )
    ready(_address(listening))
    # uvicorn raises the signal once more when it has stopped; that must not look like a fault.
    before = {number: signal.signal(number, _nothing) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        begun = _run(config, listening)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if not begun:
        raise Problem("endpoint_database_wrong")


def _run(config: uvicorn.Config, listening: socket.socket) -> bool:
    """Run until told to stop. False: it could not begin."""
    if config.workers > 1:
        workers = Multiprocess(config, sockets=[listening])
        workers.run()
        return all(one.exitcode != STARTUP_FAILURE for one in workers.processes)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except SystemExit as end:
        return end.code != STARTUP_FAILURE
    return True


def _nothing(_number: int, _frame: FrameType | None) -> None:
    pass


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_kind, address = found[0]
        listening = socket.create_server(address[:2], family=family, backlog=512)
    except OSError:
        raise Problem("endpoint_port", host=host, port=port) from None
    listening.set_inheritable(True)
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
