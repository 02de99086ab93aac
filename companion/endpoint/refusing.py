"""Why the endpoint refuses a call: RFC 9457 documents with the sentences that members read."""

from starlette.responses import Response

from companion.plainwords.refusals import SAID
from companion.wire import refusals
from companion.wire.calls import OFFSET_HEADER

# After how many seconds it is worth to try again, where the case does not say it.
_WAIT = {"too-many": 10, "not-now": 10, "no-room": 600, "too-slow": 10}
_HEADERS = {"Cache-Control": "no-store"}


class Refused(Exception):
    """A call that is refused: the name is a key of companion.wire.refusals.STATUSES."""

    def __init__(self, name: str, *, wait: int = 0, offset: int | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.wait = wait
        self.offset = offset


def refusal(name: str, *, wait: int = 0, allow: str = "", offset: int | None = None) -> Response:
    """The answer. `wait` is in seconds; `allow` the methods that a 405 must name; `offset` how
    many bytes of a file are there."""
    headers = dict(_HEADERS)
    if offset is not None:
        headers[OFFSET_HEADER] = str(offset)
    if seconds := wait or _WAIT.get(name, 0):
        headers["Retry-After"] = str(seconds)
    if allow:
        headers["Allow"] = allow
    document = refusals.refusal(name, *SAID[name])
    return Response(refusals.to_bytes(document), document.status, headers, refusals.MEDIA_TYPE)
