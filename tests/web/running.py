"""What a real browser can ask: the endpoint, with a clock that tests set, and a hostile site."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import uvicorn

from companion.endpoint.app import Bounds, make_app
from companion.endpoint.database import open_database
from tests.endpoint.senders import SetClock


@contextmanager
def running(url: str, clock: SetClock) -> Iterator[str]:
    """Serve an endpoint's database. Gives the address."""
    app = make_app(open_database(url), clock=clock, bounds=Bounds(spare=0))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            app, loop="asyncio", ws="none", log_config=None, lifespan="on", proxy_headers=False
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)


@contextmanager
def folder_on_a_port(folder: Path) -> Iterator[str]:
    """Serve the files of a folder. Gives the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join(30)


class _Quiet(SimpleHTTPRequestHandler):
    """Says nothing of what it is asked."""

    def log_message(self, *_words: object) -> None:
        pass
