"""A bad link between a companion and an endpoint: it loses requests or their answers at any byte,
carries them again, and is slow."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random
from threading import Lock, Thread

_PIECE = 1_400
_ENDLESS = 1 << 40


class BadLink:
    """`lost`: how many of 100 requests break, at a byte by chance of the first `most` of them and
    their answer; the connection goes with them. `again`: of 100 connections, on how many what was
    sent comes once more, later. `bits`: what it carries in a second; 0: all at once.

    `carried` is all that went on towards the endpoint.
    """

    def __init__(
        self, to: str, seed: int, *, lost: int = 0, again: int = 0, bits: int = 0, most: int = 1_200
    ) -> None:
        self.lead_to(to)
        self._chance, self._turn = Random(seed), Lock()
        self._lost, self._again, self._bits, self._most = lost, again, bits, most
        self.requests = self.broken = self.repeated = 0
        self.carried = bytearray()
        self.address = ""

    def lead_to(self, address: str) -> None:
        """Lead to another address from now on."""
        host, _, port = address.removeprefix("http://").rpartition(":")
        self._to = host, int(port)

    def carry(self, here: socket.socket) -> None:
        """Carry a connection until it ends, or breaks."""
        said = bytearray()
        with here, socket.create_connection(self._to) as there:
            for one in (here, there):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            request = _Request()
            back = Thread(target=self._back, args=(there, here, request), daemon=True)
            back.start()
            self._forth(here, there, request, said)
            back.join(60)
        if self._by_chance(self._again):
            self._say_again(bytes(said))

    def _by_chance(self, of_100: int) -> bool:
        with self._turn:
            return self._chance.randrange(100) < of_100

    def _forth(
        self, here: socket.socket, there: socket.socket, request: "_Request", said: bytearray
    ) -> None:
        with suppress(OSError):
            while data := here.recv(_PIECE):
                if request.answered:
                    request.begin(self._chance.randrange(self._most) if self._breaks() else None)
                part = request.part(data)
                said += part
                self.carried += part
                self._go_on(there, part, request)
        _end(here, there)

    def _breaks(self) -> bool:
        breaks = self._by_chance(self._lost)
        self.requests += 1
        self.broken += breaks
        return breaks

    def _back(self, there: socket.socket, here: socket.socket, request: "_Request") -> None:
        with suppress(OSError):
            while data := there.recv(_PIECE):
                request.answered = True
                self._go_on(here, request.part(data), request)
        _end(here, there)

    def _go_on(self, to: socket.socket, part: bytes, request: "_Request") -> None:
        if self._bits:
            time.sleep(len(part) * 8 / self._bits)
        to.sendall(part)
        if request.left <= 0:
            raise ConnectionAbortedError

    def _say_again(self, said: bytes) -> None:
        """Nobody hears the answer, as where a network sends late what it had kept."""
        with suppress(OSError), socket.create_connection(self._to) as there:
            self.repeated += 1
            there.settimeout(5)
            there.sendall(said)
            there.shutdown(socket.SHUT_WR)
            while there.recv(_PIECE):
                pass


class _Request:
    """A request that is under way. `left`: how many bytes of it and its answer get through."""

    def __init__(self) -> None:
        self.left = _ENDLESS
        self.answered = True  # the one before

    def begin(self, left: int | None) -> None:
        self.answered = False
        self.left = _ENDLESS if left is None else left

    def part(self, data: bytes) -> bytes:
        """What of some bytes gets through."""
        part = data[: max(self.left, 0)]
        self.left -= len(data)
        return part


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


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
