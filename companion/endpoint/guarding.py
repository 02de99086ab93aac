"""The outermost part of the app: no error gets past it, no connection asks for too much."""

import time
from collections import OrderedDict
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from companion.endpoint.database import NotNow
from companion.endpoint.refusing import refusal
from companion.endpoint.serving_files import ServedFiles
from companion.endpoint.telling import Log

_AT_ONCE, _A_SECOND = 1_000, 100
_MOST_KNOWN = 10_000


class Connections:
    """How much each connection asks for. It is known by a hash that differs in each process,
    and forgotten soon after its last call; nothing is written down."""

    def __init__(self) -> None:
        self._left: OrderedDict[int, tuple[float, float]] = OrderedDict()

    def may_ask(self, client: Sequence[object] | None) -> bool:
        """Whether one more call is not too many; `client` is as in ASGI."""
        now, name = time.monotonic(), hash(tuple(client or ()))
        left, last = self._left.pop(name, (_AT_ONCE, now))
        left = min(_AT_ONCE, left + (now - last) * _A_SECOND)
        self._left[name] = (max(0, left - 1), now)
        while len(self._left) > _MOST_KNOWN:
            self._left.popitem(last=False)
        return left >= 1


class Guard:
    """An ASGI app around another."""

    def __init__(self, app: ASGIApp, files: ServedFiles, log: Log) -> None:
        self._app = app
        self._files = files
        self._log = log
        self._connections = Connections()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def counted(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._log.count(message["status"])
            await send(message)

        try:
            if self._connections.may_ask(scope.get("client")):
                app = self._files if self._files.has(scope) else self._app
                await app(scope, receive, counted)
            else:
                await refusal("too-many")(scope, receive, counted)
        except NotNow:
            await refusal("not-now")(scope, receive, counted)
        except Exception as error:  # Starlette has answered it, and hands it on to be told
            self._log.went_wrong(error)
            if not started:
                await refusal("went-wrong")(scope, receive, counted)
