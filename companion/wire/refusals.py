"""Why an endpoint refuses a request: RFC 9457 problem documents, each with a plain sentence."""

import msgspec

MEDIA_TYPE = "application/problem+json"
_TYPES = "urn:companion:problem:"

# What each refusal is called, with its HTTP status. A companion acts on the name alone; the
# sentences are for those who read logs of their own, or write another client.
STATUSES = {
    "not-understood": 400,
    "digest-wrong": 400,
    "code-wrong": 403,
    "key-wrong": 403,
    "not-found": 404,
    "not-this-call": 405,
    "too-slow": 408,
    "other-bytes": 409,
    "offset-wrong": 409,
    "taken-back": 410,
    "too-large": 413,
    "not-this-kind": 415,
    "file-wrong": 422,
    "too-many": 429,
    "went-wrong": 500,
    "not-now": 503,
    "no-room": 507,
}


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """The document. `title` is a plain sentence, `detail` what to do next."""

    type: str
    title: str
    status: int
    detail: str = ""

    @property
    def name(self) -> str:
        """The refusal's own name ("code-wrong"), or "" where it is none of ours."""
        name = self.type.removeprefix(_TYPES)
        return name if name in STATUSES else ""


def refusal(name: str, title: str, detail: str = "") -> Refusal:
    """The document of a refusal. KeyError: a name that is none of ours."""
    return Refusal(_TYPES + name, title, STATUSES[name], detail)


def to_bytes(document: Refusal) -> bytes:
    """The body of the answer."""
    return msgspec.json.encode(document)


def from_bytes(data: bytes) -> Refusal | None:
    """What a body says, or None where it is no problem document."""
    try:
        return msgspec.json.decode(data, type=Refusal)
    except ValueError:
        return None
