"""What a member sends: exactly these fields, as exactly these bytes, and nothing else.

The bytes are made once, when the member says yes. They are what the member was shown, what
waits, what travels and what the endpoint keeps.
"""

from typing import Literal

import msgspec

from companion.wire import files
from companion.wire.files import FileInfo

Kind = Literal["words", "symbols", "drawing", "voice", "photo", "said", "listening"]
AboutKind = Literal["session", "charter", "agenda", "access", "answer", "general"]
MadeBy = Literal["me", "me-with-supporter", "supporter"]
SpeakingAs = Literal["autistic", "learning-disability", "adhd", "family", "carer", "staff", "other"]
Audience = Literal["organisers", "members", "services"]

MEDIA_TYPE = "application/vnd.companion.contribution+json"
LARGEST = 64 * 1024  # bytes of a contribution, without files


class About(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a contribution is about.

    `id` is a session's id, a clause of the charter ("5.1"), the id of the shaping meeting that
    will read it, the name of a page, or the trail that is answered; "" in general.
    """

    kind: AboutKind = "general"
    id: str = ""


class Contribution(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One contribution.

    `take_back` is the hash of the take-back key, `reply_to` the public half (base64) of the key
    that opens replies: both were made for this contribution alone. `symbols` are names of
    pictures. `speaking_as` may be empty or have several. `name` is there only where the member
    typed one for this contribution. `consent` is the version of the words that were agreed to.
    `files` are the drawing, the photo or the voice: their bytes travel after these.
    """

    version: int
    kind: Kind
    take_back: str
    reply_to: str
    consent: str
    words: str = ""
    symbols: tuple[str, ...] = ()
    about: About = About()
    made_by: MadeBy = "me"
    speaking_as: tuple[SpeakingAs, ...] = ()
    audience: Audience = "organisers"
    name: str = ""
    files: tuple[FileInfo, ...] = ()


def to_bytes(contribution: Contribution) -> bytes:
    """The bytes that travel: JSON in UTF-8, one field a line, so that a person can read them."""
    return msgspec.json.format(msgspec.json.encode(contribution), indent=1)


def from_bytes(data: bytes) -> Contribution:
    """The contribution in some bytes. Raises ValueError where they are none of version 1."""
    if len(data) > LARGEST:
        raise ValueError("too large")
    found = msgspec.json.decode(data, type=Contribution)  # its error is a ValueError
    if found.version != 1:
        raise ValueError("another version")
    if not files.fit(found.kind, found.files):
        raise ValueError("not the files of its kind")
    return found
