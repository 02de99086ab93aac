"""One question to a host on the web and its answer, bounded in time and in size.

What goes wrong is told by name, never by what a host says. TLS is checked. Nothing travels but
the headers that are given, and those without which HTTP does not work.
"""

import ssl
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from ipaddress import ip_address
from threading import Event, Thread
from time import monotonic
from typing import NamedTuple

import certifi
import httpx

_LOOK = 0.1  # seconds between two looks whether to stop


class Unreached(Exception):
    """No answer. `why`: "unreached", "slow", "unsafe" (TLS), "odd", "too-large", "stopped"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Bounds(NamedTuple):
    """What an answer may take: seconds in all, seconds of silence, bytes when it is unpacked."""

    seconds: float
    silence: float
    largest: int


class Answer(NamedTuple):
    """What came. The names of `headers` are in small letters, `url` is what was asked."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def leads_to(self) -> str:
        """Where a redirect leads, as a whole address; "" where this is none."""
        if self.status not in (301, 302, 303, 307, 308) or "location" not in self.headers:
            return ""
        try:
            return str(httpx.URL(self.url).join(self.headers["location"]))
        except httpx.InvalidURL:
            raise Unreached("odd") from None


class Web:
    """Asks, over one connection where the host allows it. Keeps no cookies.

    `stopped`: once it is set, what is under way ends with Unreached("stopped").
    """

    def __init__(self, bounds: Bounds, stopped: Event | None = None) -> None:
        self._bounds = bounds
        self._stopped = stopped or Event()
        self._clients: dict[bool, httpx.Client] = {}  # by whether this computer is asked

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Ask once; a redirect is an answer like others. Raises Unreached."""
        got: list[Answer | Unreached] = []
        # A thread of its own, since no time limit holds while a name is looked up or while
        # somebody sends one letter of an answer's head at a time.
        asking = (method, url, headers, body)
        thread = Thread(target=lambda: got.append(self._tried(*asking)), daemon=True)
        thread.start()
        end = monotonic() + self._bounds.seconds
        while thread.is_alive() and monotonic() < end and not self._stopped.is_set():
            thread.join(min(_LOOK, self._bounds.seconds))
        result = got[0] if got else Unreached("stopped" if self._stopped.is_set() else "slow")
        if isinstance(result, Unreached):
            self._clients = {}  # whoever still uses one closes it
            raise result
        return result

    def close(self) -> None:
        """Let go of the connection."""
        for client in self._clients.values():
            client.close()
        self._clients = {}

    def __enter__(self) -> "Web":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tried(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> Answer | Unreached:
        try:
            client = self._client(url)
            try:
                # Not through the client's own headers: it would add some.
                asking = httpx.Request(method, url, headers=dict(headers), content=body or None)
                answer = client.send(asking, stream=True)
                try:
                    return self._taken(answer, url)
                finally:
                    answer.close()
                    client.cookies.clear()
                    if client not in self._clients.values():  # nobody waits any more
                        client.close()
            except BaseException:
                client.close()
                raise
        except Unreached as error:
            return error
        except httpx.TimeoutException:
            return Unreached("slow")
        except httpx.TransportError as error:
            unsafe = any(isinstance(cause, ssl.SSLError) for cause in _causes(error))
            return Unreached("unsafe" if unsafe else "unreached")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, zlib.error):
            return Unreached("odd")
        except Exception:  # whatever a host can provoke is no reason to end
            return Unreached("unreached")

    def _client(self, url: str) -> httpx.Client:
        """The client, with its open connection. This computer is not asked through a proxy."""
        here = is_loopback(httpx.URL(url).host)
        if here not in self._clients:
            self._clients[here] = httpx.Client(
                timeout=self._bounds.silence,
                verify=_trust(),
                trust_env=not here,
                follow_redirects=False,
            )
        return self._clients[here]

    def _taken(self, answer: httpx.Response, url: str) -> Answer:
        packed = answer.headers.get("content-encoding", "identity").strip().lower()
        if packed not in ("identity", "gzip", "deflate", ""):
            raise Unreached("odd")
        parts = self._within(answer.iter_raw())
        body = b"".join(parts) if packed in ("identity", "") else self._unpacked(parts)
        return Answer(answer.status_code, dict(answer.headers), body, url)

    def _within(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        """The parts of an answer, up to the size and the time that we allow."""
        size, end = 0, monotonic() + self._bounds.seconds
        for part in parts:
            size += len(part)
            if size > self._bounds.largest:
                raise Unreached("too-large")
            if monotonic() > end or self._stopped.is_set():
                raise Unreached("slow")
            yield part

    def _unpacked(self, parts: Iterator[bytes]) -> bytes:
        """The bytes that were packed. A small answer can grow beyond all bounds: not here."""
        unpacking, found = zlib.decompressobj(wbits=47), bytearray()
        for part in parts:
            found += unpacking.decompress(part, self._bounds.largest + 1 - len(found))
            if len(found) > self._bounds.largest:
                raise Unreached("too-large")
        if not unpacking.eof:
            raise Unreached("odd")  # cut short
        return bytes(found)


def is_loopback(host: str) -> bool:
    """Whether a host is this very computer."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@cache
def _trust() -> ssl.SSLContext:
    """Trust whom this computer trusts (workplaces add their own), and whom everyone trusts.

    Made once: each connection that is lost needs a new client, and reading all these names takes
    longer than sending most things.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
