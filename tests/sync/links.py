"""A bad link between a companion and an endpoint: it loses connections at any byte, delays,
carries requests again, and is slow."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random
from threading import Lock, Thread

_PIECE = 1_400


class BadLink:
    """`lost`: how many of 100 connections break, at a byte by chance. `again`: of how many what
    was sent comes once more, later. `bits`: what it carries in a second; 0: all at once."""

    def __init__(
        self, to: str, seed: int, *, lost: int = 0, again: int = 0, bits: int = 0, most: int = 4_000
    ) -> None:
        host, _, port = to.removeprefix("http://").rpartition(":")
        self._to = host, int(port)
        self._chance, self._turn = Random(seed), Lock()
        self._lost, self._again, self._bits, self._most = lost, again, bits, most
        self.connections = self.broken = self.repeated = 0
        self.address = ""

    def carry(self, here: socket.socket) -> None:
        """Carry a connection until it ends, or breaks."""
        with self._turn:
            self.connections += 1
            breaks = self._chance.randrange(100) < self._lost
            self.broken += breaks
            left = [self._chance.randrange(self._most) if breaks else 1 << 40]
            repeats = self._chance.randrange(100) < self._again
        said = bytearray()
        with here, socket.create_connection(self._to) as there:
            back = Thread(target=self._flow, args=(there, here, left, None), daemon=True)
            back.start()
            self._flow(here, there, left, said)
            back.join(60)
        if repeats:
            self._say_again(bytes(said))

    def _flow(
        self, come: socket.socket, go: socket.socket, left: list[int], said: bytearray | None
    ) -> None:
        with suppress(OSError):
            while data := come.recv(_PIECE):
                if self._bits:
                    time.sleep(len(data) * 8 / self._bits)
                part = data[: max(left[0], 0)]
                left[0] -= len(data)
                go.sendall(part)
                if said is not None:
                    said += part
                if left[0] <= 0:
                    break
        for one in (come, go):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _say_again(self, said: bytes) -> None:
        """Nobody hears the answer, as where a network sends late what it had kept."""
        with suppress(OSError), socket.create_connection(self._to) as there:
            self.repeated += 1
            there.settimeout(5)
            there.sendall(said)
            there.shutdown(socket.SHUT_WR)
            while there.recv(_PIECE):
                pass


@contextmanager
def bad_link(to: str, seed: int, **how: int) -> Iterator[BadLink]:
    """The link, open at its address."""
    link = BadLink(to, seed, **how)
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        link.address = f"http://127.0.0.1:{listening.getsockname()[1]}"

        def accept() -> None:
            with suppress(OSError):
                while True:
                    here, _ = listening.accept()
                    Thread(target=carried, args=(here,), daemon=True).start()

        def carried(here: socket.socket) -> None:
            with suppress(OSError):
                link.carry(here)

        Thread(target=accept, daemon=True).start()
        yield link
        listening.shutdown(socket.SHUT_RDWR)
