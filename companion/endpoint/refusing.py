"""Why the endpoint refuses a call, in plain sentences: RFC 9457 documents for all cases."""

from starlette.responses import Response

from companion.wire import refusals
from companion.wire.calls import OFFSET_HEADER

# The sentences are in English: a companion shows its own for each name.
_TITLES = {
    "not-understood": ("We do not understand this.", "docs/wire.md says what can be asked."),
    "code-wrong": ("This code is not right.", "Ask the organisers for the code."),
    "key-wrong": ("This key does not fit.", "Use the key that was made with the contribution."),
    "not-found": ("There is nothing here.", "docs/wire.md says what can be asked."),
    "not-this-call": ("This cannot be done here.", "docs/wire.md says what can be asked."),
    "too-slow": ("This takes too long.", "Try again."),
    "other-bytes": ("Other words came with this id before.", "Make a new id."),
    "digest-wrong": ("What came is not what was sent.", "Send this piece again."),
    "offset-wrong": ("This piece does not go here.", "Go on where we are: Companion-Offset."),
    "file-wrong": ("This file is not what was told of it.", "Do not send it again."),
    "taken-back": ("This was taken back, or its time is over.", "Do not send it again."),
    "too-large": ("This is too large for us.", "Send less at once."),
    "not-this-kind": ("We cannot read this kind of thing.", "Send a contribution, version 1."),
    "too-many": ("Too much comes at once.", "Wait. Then try again."),
    "went-wrong": ("Something went wrong here.", "Try again later."),
    "not-now": ("We cannot do this now.", "Try again later."),
    "no-room": ("There is no room left here.", "Try again later."),
}

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
    document = refusals.refusal(name, *_TITLES[name])
    return Response(refusals.to_bytes(document), document.status, headers, refusals.MEDIA_TYPE)
