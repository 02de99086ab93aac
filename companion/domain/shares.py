"""What a member shares, or means to: the member's own record of one contribution.

It lies with the journal, so the journal's lock covers it. The bytes that travel are made here
once, shown to the member, and go out as they are after a clear yes.
"""

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from companion.domain.files import SharedFile
from companion.domain.kept import NEVER
from companion.plainwords.characters import shown
from companion.wire import VERSION, sealed, tokens
from companion.wire.contributions import (
    About,
    Audience,
    Contribution,
    Kind,
    MadeBy,
    SpeakingAs,
    to_bytes,
)
from companion.wire.digests import digest
from companion.wire.files import TYPE_OF_KIND

_DELETE = 0x7F  # the one sign of ASCII that JSON lets stand as it is, and nobody sees


class Sending(Struct, frozen=True):
    """What was made for the yes. `id`, `key` (takes it back) and `reply_key` (opens replies for
    the sender alone) are for this share alone; `reply_to` is the half of it that travels.

    `day` is the day of the yes, `consent` the version of the words that were agreed to, and
    `digest` the SHA-256, in hex, of the bytes that leave.
    """

    id: str
    key: str
    reply_key: str
    reply_to: str
    day: date
    consent: str
    digest: str = ""


class Share(Struct, frozen=True):
    """One share, as it is stored (see domain.kept for its first and last fields).

    `entry` is the id of the journal entry that it was copied from, or "". `ask_on` is the day
    on which the member wants to be asked again. `sending` is there from the yes on, and
    `taken_back` from the day on which the member took it back. `seen` counts the things that
    happened with it and that the member has seen. `files` are the drawing, the photo or the
    voice (ports.Attachments has their bytes).
    """

    id: str = ""
    kind: Kind = "words"
    words: str = ""
    symbols: tuple[str, ...] = ()
    about: About = About()
    made_by: MadeBy = "me"
    speaking_as: tuple[SpeakingAs, ...] = ()
    audience: Audience = "organisers"
    name: str = ""
    created: datetime = NEVER
    changed: datetime = NEVER
    version: int = 0
    entry: str = ""
    ask_on: date | None = None
    sending: Sending | None = None
    taken_back: date | None = None
    seen: int = 0
    files: tuple[SharedFile, ...] = ()

    @property
    def given(self) -> bool:
        """Whether there is anything to send. Listening, and having said it, need no words."""
        if self.kind in TYPE_OF_KIND:
            return any(file.type == TYPE_OF_KIND[self.kind] for file in self.files)
        return bool(self.words.strip() or self.symbols) or self.kind in ("listening", "said")

    @property
    def own(self) -> bool:
        """Whether the member would miss it: it has something of theirs, or they said yes to it."""
        given = self.words.strip() or self.symbols or self.files
        return bool(given or self.ask_on or self.sending)


def ready(share: Share, consent: str, day: date) -> tuple[Share, bytes]:
    """The share as it is once the member says yes, and the bytes that leave then.

    Call it for the preview, and keep both until the yes: each call makes other keys.
    """
    reply_key, reply_to = sealed.new_reply_key()
    made = Sending(tokens.new_id(), tokens.new_take_back_key(), reply_key, reply_to, day, consent)
    body = _body(share, made)
    made = replace(made, digest=digest(body))
    return replace(share, sending=made, ask_on=None), body


def body_of(share: Share) -> bytes:
    """The bytes that the member said yes to, once more. ValueError: they cannot be made again."""
    if share.sending is None:
        raise ValueError("nobody said yes")
    body = _body(share, share.sending)
    if digest(body) != share.sending.digest:
        raise ValueError("other bytes than those that were agreed to")
    return body


def _body(share: Share, sending: Sending) -> bytes:
    body = to_bytes(
        Contribution(
            version=VERSION,
            kind=share.kind,
            take_back=tokens.hash_of_key(sending.key),
            reply_to=sending.reply_to,
            consent=sending.consent,
            words=share.words,
            symbols=share.symbols,
            about=share.about,
            made_by=share.made_by,
            speaking_as=share.speaking_as,
            audience=share.audience,
            name=share.name,
            files=tuple(file.info for file in share.files),
        )
    )
    return "\n".join(map(_all_seen, body.decode().split("\n"))).encode()


def _all_seen(line: str) -> str:
    """A line of JSON that says the same, with a number for each letter that nobody would see.

    So what is shown of it is all of it, letter by letter.
    """
    if shown(line) == line:
        return line
    seen = "".join(one if shown(one) == one else _number(one) for one in line)
    if shown(seen) == seen:
        return seen
    return "".join(one if one.isascii() else _number(one) for one in seen)


def _number(letter: str) -> str:
    import json  # noqa: PLC0415 - few shares have such a letter, and the first page loads this

    return json.dumps(letter)[1:-1] if ord(letter) != _DELETE else "\\u007f"
