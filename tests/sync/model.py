"""A simple endpoint: what companion/wire says, in memory, and every byte that came recorded."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from threading import Lock, Thread

from companion.easyread.code_words import code_words
from companion.wire import calls, codes, contributions, files, refusals, signing, tokens
from companion.wire import community as published
from companion.wire.trails import Trail, Trails
from companion.wire.trails import to_bytes as trails_bytes

SECRET = ("apple", "river")
PRIVATE_KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
COMMUNITY = published.Community(
    version=1,
    name="North Sea Community",
    made="2026-06-18",
    about="We make plans together.",
    who_reads="Ana and Tom read it first.",
    how_often="They read it 2 times a week.",
    kept_for="They keep it for 1 year.",
    contact="Ring Ana: 01632 960001",
    consent=published.Consent("2026-06", ("You can take it back.",)),
)
Answer = Callable[["Handler"], None]


@cache  # it takes a while, so that nobody tries many keys
def code(key: bytes = PRIVATE_KEY) -> str:
    """The whole code of the model's community."""
    key_words = codes.words_of_key(signing.public_half(key), code_words())
    return " ".join((*SECRET, *key_words))


@dataclass
class Model:
    """What the endpoint holds. `instead` answers in its place, by the path's beginning."""

    community: published.Community = COMMUNITY
    key: bytes = PRIVATE_KEY
    secret: str = " ".join(SECRET)
    pass_words: str = ""
    named: bool = True  # whether the document names the pass
    digits: int = 0
    day: date = date(2026, 6, 19)  # of each receipt
    promise: date = date(2026, 7, 3)
    held: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, list[bytearray]] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    arrivals: list[str] = field(default_factory=list)  # each contribution that was new
    trails: dict[str, Trail] = field(default_factory=dict)
    trails_version: int = 1
    instead: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=list)
    bytes_in: bytearray = field(default_factory=bytearray)
    bytes_out: bytearray = field(default_factory=bytearray)
    lock: Lock = field(default_factory=Lock)
    address: str = ""

    def file(self) -> bytes:
        """The community's signed file."""
        fields = {name: getattr(self.community, name) for name in self.community.__struct_fields__}
        if self.pass_words and self.named:
            fields["passes"] = (calls.hash_of_pass(self.pass_words),)
        fields |= {"trails": self.trails_version, "trail_digits": self.digits}
        now = published.Community(**fields)
        return signing.sign(self.key, "community", published.to_bytes(now))

    def trails_file(self, prefix: str) -> bytes:
        found = {name: one for name, one in self.trails.items() if name.startswith(prefix)}
        file = Trails(version=self.trails_version, made="2026-06-19", trails=found, prefix=prefix)
        return signing.sign(self.key, "trails", trails_bytes(file))

    def mark(self, contribution_id: str, **fields: object) -> None:
        """Something happened with a contribution."""
        self.trails[tokens.trail_of(contribution_id)] = Trail(**fields)  # type: ignore[arg-type]
        self.trails_version += 1
        self.publish()

    def publish(self, **fields: object) -> None:
        """Publish something else, as the next version."""
        now = {name: getattr(self.community, name) for name in self.community.__struct_fields__}
        now |= {"version": self.community.version + 1, **fields}
        self.community = published.Community(**now)

    def put(self, handler: "Handler", contribution_id: str, body: bytes) -> None:
        with self.lock:
            if contribution_id in self.marks:
                return handler.refuse("taken-back")
            if not self._allows(handler):
                return handler.refuse("code-wrong")
            known = self.held.get(contribution_id)
            if known is not None and known != body:
                return handler.refuse("other-bytes")
            says = contributions.from_bytes(body)
            if known is None:
                self.held[contribution_id] = body
                self.arrivals.append(contribution_id)
                self.files[contribution_id] = [bytearray() for _ in says.files]
            held = [len(data) for data in self.files[contribution_id]]
        receipt = {"day": self.day.isoformat(), "promise": self.promise.isoformat(), "held": held}
        return handler.give(200 if known else 201, json.dumps(receipt).encode())

    def put_piece(self, handler: "Handler", contribution_id: str, at: int, body: bytes) -> None:
        """A piece of a file, or a question how much of it is here (HEAD)."""
        with self.lock:
            if contribution_id in self.marks:
                return handler.refuse("taken-back")
            if not self._allows(handler):
                return handler.refuse("code-wrong")
            if contribution_id not in self.files or at >= len(self.files[contribution_id]):
                return handler.refuse("not-found")
            file = self.files[contribution_id][at]
            info = contributions.from_bytes(self.held[contribution_id]).files[at]
            if handler.command == "PUT":
                offset = int(handler.headers[calls.OFFSET_HEADER])
                assert handler.headers[calls.DIGEST_HEADER] == calls.digest_words(body)
                assert 0 < len(body) <= files.LARGEST_PIECE
                if file[offset : offset + len(body)] != body:
                    if offset != len(file):
                        told = {calls.OFFSET_HEADER: str(len(file))}
                        return handler.refuse("offset-wrong", **told)
                    assert len(file) + len(body) <= info.size
                    file += body
                if len(file) == info.size and sha256(file).hexdigest() != info.sha256:
                    file.clear()
                    return handler.refuse("file-wrong")
            told = {calls.OFFSET_HEADER: str(len(file))}
        return handler.give(204 if handler.command == "PUT" else 200, b"", **told)

    def delete(self, handler: "Handler", contribution_id: str) -> None:
        with self.lock:
            held = self.held.get(contribution_id)
            key = handler.headers.get(calls.KEY_HEADER, "")
            if held is not None and not tokens.is_key(
                key, contributions.from_bytes(held).take_back
            ):
                return handler.refuse("key-wrong")
            known = contribution_id in self.marks or held is not None
            self.held.pop(contribution_id, None)
            self.files.pop(contribution_id, None)
            self.marks.add(contribution_id)
        if not known:
            return handler.refuse("not-found")
        return handler.give(204, b"", **{calls.WAS_READ_HEADER: "no"})

    def _allows(self, handler: "Handler") -> bool:
        by_pass = handler.headers.get(calls.PASS_HEADER, "")
        by_code = handler.headers.get(calls.CODE_HEADER, "")
        return by_code == self.secret or (bool(by_pass) and by_pass == self.pass_words)


class _Recording:
    """A stream that keeps a copy of what goes through it."""

    def __init__(self, stream, copy: bytearray) -> None:  # type: ignore[no-untyped-def]
        self._stream, self._copy = stream, copy

    def readline(self, size: int = -1) -> bytes:
        data: bytes = self._stream.readline(size)
        self._copy += data
        return data

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._stream.read(size)
        self._copy += data
        return data

    def write(self, data: bytes) -> int:
        self._copy += data
        return int(self._stream.write(data))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for a model."""

    protocol_version = "HTTP/1.1"
    model: Model
    asked_with = b""  # the body of the call, for those who answer instead

    def setup(self) -> None:
        super().setup()
        self.rfile = _Recording(self.rfile, self.model.bytes_in)  # type: ignore[assignment]
        self.wfile = _Recording(self.wfile, self.model.bytes_out)  # type: ignore[assignment]

    def version_string(self) -> str:
        return "endpoint"

    def answer(self) -> None:
        body = self.asked_with = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.model.requests.append((self.command, self.path, list(self.headers.raw_items())))
        for path, answer in self.model.instead.items():
            if self.path.startswith(path):
                with suppress(OSError):  # they hang up when they have had enough
                    answer(self)
                return
        name = self.path.rpartition("/")[2]
        parts = self.path.split("/")
        if "files" in parts and self.command in ("PUT", "HEAD"):
            self.model.put_piece(self, parts[-3], int(name), body)
        elif self.command == "PUT":
            self.model.put(self, name, body)
        elif self.command == "DELETE":
            self.model.delete(self, name)
        elif self.path == calls.COMMUNITY:
            self.publish(self.model.file())
        elif self.path == calls.PASS and self.model.pass_words:
            right = self.headers.get(calls.CODE_HEADER) == self.model.secret
            found = json.dumps({"words": self.model.pass_words}).encode()
            self.give(200, found) if right else self.refuse("code-wrong")
        elif self.path.startswith(calls.TRAILS):
            self.publish(self.model.trails_file(self.path[len(calls.TRAILS) + 1 :]))
        else:
            self.refuse("not-found")

    do_GET = do_PUT = do_DELETE = do_HEAD = answer

    def publish(self, file: bytes) -> None:
        tag = f'"{sha256(file).hexdigest()}"'
        if self.headers.get("If-None-Match") == tag:
            return self.give(304, b"", ETag=tag)
        packed = gzip.compress(file)
        return self.give(200, packed, **{"ETag": tag, "Content-Encoding": "gzip"})

    def give(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, words in headers.items():
            self.send_header(name, words)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def refuse(self, name: str, **headers: str) -> None:
        document = refusals.refusal(name, "A plain sentence.")
        self.give(document.status, refusals.to_bytes(document), **headers)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def hangs_up(asked: Handler) -> None:
    """End the connection in place of an answer."""
    asked.close_connection = True
    asked.connection.shutdown(SHUT_RDWR)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that was cut is no news."""


@contextmanager
def serving(model: Model) -> Iterator[Model]:
    """The model on an address of this computer."""
    handler = type("Speaks", (Handler,), {"model": model})
    with _Server(("127.0.0.1", 0), handler) as listening:
        thread = Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        model.address = f"http://127.0.0.1:{listening.server_port}"
        yield model
        listening.shutdown()
        thread.join()
