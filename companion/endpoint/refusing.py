"""Why the endpoint refuses a call: RFC 9457 documents with the sentences that members read."""

from starlette.responses import Response

from companion.plainwords.refusals import SAID
from companion.wire import refusals

# After how many seconds it is worth to try again, where the case does not say it.
_WAIT = {"too-many": 10, "not-now": 10, "no-room": 600, "too-slow": 10}
_HEADERS = {"Cache-Control": "no-store"}


class Refused(Exception):
    """A call that is refused: the name is a key of companion.wire.refusals.STATUSES."""

    def __init__(self, name: str, *, wait: int = 0) -> None:
        super().__init__(name)
        self.name = name
        self.wait = wait


def refusal(name: str, *, wait: int = 0, allow: str = "") -> Response:
    """The answer. `wait` is in seconds; `allow` the methods that a 405 must name."""
    headers = dict(_HEADERS)
    if seconds := wait or _WAIT.get(name, 0):
        headers["Retry-After"] = str(seconds)
    if allow:
        headers["Allow"] = allow
    document = refusals.refusal(name, *SAID[name])
    return Response(refusals.to_bytes(document), document.status, headers, refusals.MEDIA_TYPE)
