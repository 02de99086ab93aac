"""Gives the published files: most of what an endpoint is asked for, so it takes the short way.

An ASGI app. companion.endpoint.guarding hands it what is read, and the others' routes know it,
so that other methods on its paths are refused as everywhere.
"""

from typing import NamedTuple

from starlette.types import Receive, Scope, Send

from companion.endpoint.publishing import File
from companion.endpoint.reading import Files
from companion.endpoint.refusing import Refused, refusal
from companion.wire import calls

SIGNED = "application/vnd.companion.signed"
_CALENDAR = "text/calendar; charset=utf-8"
_WHOLE = (calls.COMMUNITY, calls.TRAILS, calls.CALENDAR)
_BEGINNINGS = (f"{calls.TRAILS}/", f"{calls.PACKS}/")

_Headers = list[tuple[bytes, bytes]]


class _Asked(NamedTuple):
    """What a call says of what it knows and takes."""

    known: str
    takes: str


class ServedFiles:
    """The files of an endpoint."""

    def __init__(self, files: Files) -> None:
        self._files = files

    @staticmethod
    def has(scope: Scope) -> bool:
        """Whether a call reads a file."""
        path: str = scope["path"]
        return scope["method"] in ("GET", "HEAD") and (
            path in _WHOLE or path.startswith(_BEGINNINGS)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give a file, or say that it is as it was."""
        path: str = scope["path"]
        name = path.removeprefix("/v1/").removeprefix("/")
        try:
            file = await self._files.named(name[:40])
        except Refused as error:
            await refusal(error.name)(scope, receive, send)
            return
        kind = _CALENDAR if path == calls.CALENDAR else SIGNED
        status, headers, body = _answer(file, kind, _asked(scope))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        shown = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": shown})


def _asked(scope: Scope) -> _Asked:
    known, takes = [], []
    for name, value in scope["headers"]:
        if name == b"if-none-match":
            known.append(value.decode("latin-1"))
        elif name == b"accept-encoding":
            takes.append(value.decode("latin-1"))
    return _Asked(",".join(known), ",".join(takes))


def _answer(file: File, kind: str, asked: _Asked) -> tuple[int, _Headers, bytes]:
    headers = [
        (b"etag", b'"%s"' % file.digest.encode()),
        (b"cache-control", b"public, max-age=60"),
        (b"vary", b"Accept-Encoding"),
    ]
    if asked.known and _knows(asked.known, file.digest):
        return 304, headers, b""
    body = file.data
    if asked.takes and _takes_gzip(asked.takes):
        body = file.zipped
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-type", kind.encode()))
    headers.append((b"content-length", b"%d" % len(body)))
    return 200, headers, body


def _knows(told: str, digest: str) -> bool:
    names = [one.strip().removeprefix("W/").strip('"') for one in told.split(",")]
    return digest in names or names == ["*"]


def _takes_gzip(told: str) -> bool:
    for one in told.lower().split(","):
        name, _, weight = one.replace(" ", "").partition(";q=")
        if name == "gzip":
            return not weight or bool(weight.rstrip("0."))
    return False
