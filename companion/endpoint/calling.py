"""Calls of the endpoint's own app, made here and not over a network.

What is carried to the endpoint in a file goes the same way as what comes by a connection, with
the same checks and limits, and gets the same answers.
"""

from collections.abc import Mapping
from typing import NamedTuple

from starlette.types import ASGIApp, Message

from companion.wire import refusals


class Answer(NamedTuple):
    """An answer; the names of `headers` are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def refusal(self) -> str:
        """What the endpoint calls it where it does not do it (companion.wire.refusals), or ""."""
        document = refusals.from_bytes(self.body) if self.status >= 400 else None
        return document.name if document else ""


class Caller:
    """Calls an app. Each caller counts as a connection of its own."""

    def __init__(self, app: ASGIApp, number: int) -> None:
        self._app = app
        self._client = ("by hand", number)

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Answer:
        """Make a call, and wait for its answer."""
        told = [(name.lower().encode(), words.encode()) for name, words in headers.items()]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": told,
            "client": self._client,
            "server": None,
        }
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        answers: list[Message] = []

        async def receive() -> Message:
            return messages.pop() if messages else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            answers.append(message)

        await self._app(scope, receive, send)
        start = next(one for one in answers if one["type"] == "http.response.start")
        found = {name.decode().lower(): words.decode() for name, words in start["headers"]}
        return Answer(start["status"], found, b"".join(one.get("body", b"") for one in answers))
