"""Connections that dawdle are ended: uvicorn waits for the head of a request for ever.

The app itself bounds how long a body takes (companion.endpoint.bodies).
"""

import asyncio
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from companion.endpoint.refusing import refusal

HEAD_SECONDS = 15.0
CALL_SECONDS = 240.0  # a body of the longest time, and as long again to fetch the answer
_JOINED = 64 * 1024  # bytes of an answer that wait for each other
MOST = 400  # in one process; the system lets a process open about 1,000 files


class JoinedWrites:
    """A transport that writes what one turn of the loop gives it at once.

    The head and the body of an answer are then one call of the system, and one packet.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        """All else is as with the transport itself."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write it at the end of this turn; at once where much waits already."""
        if not self._held:
            self._loop.call_soon(self._write_held)
        self._held.append(data)
        self._size += len(data)
        if self._size > _JOINED:
            self._write_held()

    def close(self) -> None:
        """Write what waits, and close."""
        self._write_held()
        self._transport.close()

    def _write_held(self) -> None:
        held, self._held, self._size = self._held, [], 0
        if held and not self._transport.is_closing():
            self._transport.write(b"".join(held))


class PatientProtocol(H11Protocol):
    """uvicorn's protocol for HTTP/1.1, with an end to its patience."""

    _ends: asyncio.TimerHandle | None = None
    _in_call = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the head of a request."""
        super().connection_made(cast("asyncio.Transport", JoinedWrites(transport, self.loop)))
        # asyncio does it only for sockets that say that they are TCP, which ours does not. Else
        # what follows on a large answer waits 40 ms for the caller to say that it has come.
        if (socket := transport.get_extra_info("socket")) is not None:
            socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        if len(self.connections) > MOST:
            transport.abort()
            return
        self._wait_for(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; the first of it after a pause begins the wait for the rest."""
        super().data_received(data)
        self._look()
        if self._ends is None and not self._is_in_call():
            self._wait_for(HEAD_SECONDS)

    def on_response_complete(self) -> None:
        """Leave the wait for the next request to uvicorn's own timer."""
        self._stop_waiting()
        self._in_call = False
        super().on_response_complete()
        self._look()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - ours says it plainly
        """Refuse what is no HTTP, as all else is refused."""
        answer = refusal("not-understood")
        headers = [*answer.raw_headers, (b"connection", b"close")]
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            for event in (
                h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
                h11.Data(data=bytes(answer.body)),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _is_in_call(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _look(self) -> None:
        """A call has begun: its own time counts from now."""
        if self._is_in_call() and not self._in_call:
            self._in_call = True
            self._wait_for(CALL_SECONDS)

    def _wait_for(self, seconds: float) -> None:
        self._stop_waiting()
        self._ends = self.loop.call_later(seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._ends is not None:
            self._ends.cancel()
            self._ends = None
