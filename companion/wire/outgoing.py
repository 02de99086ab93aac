"""What waits in an outbox, as one file that somebody carries to the community.

    companion-outbox 1 <base64 of the community's public key>
    <a sealed box>

Only the community opens the box. It holds a line of JSON, then the bytes of all bodies and
files as they would travel, one after the other, then zeros that hide how many bytes there are.
Nothing in it is packed: what it says of its sizes is all that it can have.
"""

import base64
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from companion.wire import sealed
from companion.wire.contributions import LARGEST as LARGEST_BODY
from companion.wire.files import LARGEST as LARGEST_OF_FILES
from companion.wire.files import MOST as MOST_FILES

FORMAT = 1
LARGEST = 64 * 2**20  # bytes of all that is in one file, and nearly of the file
MOST = 1_000  # things in one file
_LARGEST_HEAD = 2**20
_PAD_TO = 4096
_ROOM = _LARGEST_HEAD + 2 * _PAD_TO
LARGEST_FILE = LARGEST + _ROOM
_LINE = re.compile(rb"companion-outbox ([0-9]{1,9}) ([A-Za-z0-9+/]{43}=)\n")


class NotTaken(ValueError):
    """It is no such file: "not-ours", of a "newer" format, for "another" community, or
    "broken"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Thing(NamedTuple):
    """One thing: a contribution to send, with its files; or, with a `key`, one to take back."""

    id: str
    key: str = ""
    body: bytes = b""
    files: tuple[bytes, ...] = ()

    @property
    def size(self) -> int:
        """How many bytes it adds."""
        return len(self.body) + sum(map(len, self.files))


class Outgoing(NamedTuple):
    """All that is in a file. `secret` are the words of the code, `pass_words` those of its pass:
    who sends shows one of them."""

    things: tuple[Thing, ...]
    secret: str = ""
    pass_words: str = ""


class _Row(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    id: str
    key: str = ""
    sizes: tuple[int, ...] = ()  # of the body, then of each file


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    things: tuple[_Row, ...]
    secret: str = ""
    pass_words: str = ""


def packed(outgoing: Outgoing, public_key: bytes) -> bytes:
    """The file, for the community with this key. ValueError: more than a file may have."""
    things = outgoing.things
    if len(things) > MOST or sum(thing.size for thing in things) > LARGEST:
        raise ValueError("too much for one file")
    rows = tuple(map(_row, things))
    head = msgspec.json.encode(_Head(rows, outgoing.secret, outgoing.pass_words))
    parts = [head, b"\n", *(part for thing in things for part in (thing.body, *thing.files))]
    parts.append(bytes(-sum(map(len, parts)) % _PAD_TO))
    first = b"companion-outbox %d %s\n" % (FORMAT, base64.b64encode(public_key))
    return first + sealed.seal_for(public_key, b"".join(parts))


def unpacked(data: bytes, public_key: bytes, private_key: bytes) -> Outgoing:
    """What is in a file. Of each thing only its sizes are checked. Raises NotTaken."""
    first = _LINE.match(data)
    if not first:
        raise NotTaken("not-ours")
    if int(first[1]) != FORMAT:
        raise NotTaken("newer" if int(first[1]) > FORMAT else "not-ours")
    if base64.b64decode(first[2]) != public_key:
        raise NotTaken("another")
    plain = sealed.unseal_with(private_key, data[first.end() :])
    if len(data) > LARGEST_FILE or plain is None:
        raise NotTaken("broken")
    line, _end, rest = plain.partition(b"\n")
    try:
        head = msgspec.json.decode(line[: _LARGEST_HEAD + 1], type=_Head)
        things = tuple(_things(head.things, rest))
    except (ValueError, RecursionError):
        raise NotTaken("broken") from None
    return Outgoing(things, head.secret, head.pass_words)


def _row(thing: Thing) -> _Row:
    if thing.key:
        return _Row(thing.id, thing.key)
    return _Row(thing.id, sizes=(len(thing.body), *map(len, thing.files)))


def _things(rows: Sequence[_Row], data: bytes) -> Iterable[Thing]:
    """The things, cut out of all their bytes. Raises ValueError."""
    if len(rows) > MOST:
        raise ValueError("too many")
    at = 0
    for row in rows:
        if bool(row.key) == bool(row.sizes) or not _may_be(row.sizes):
            raise ValueError("neither to send nor to take back")
        parts = []
        for size in row.sizes:
            parts.append(data[at : at + size])
            at += size
        if at > len(data):
            raise ValueError("cut off")
        yield Thing(row.id, row.key, b"".join(parts[:1]), tuple(parts[1:]))
    if data[at:].strip(b"\0") or len(data) - at >= _PAD_TO:
        raise ValueError("more than it says")


def _may_be(sizes: Sequence[int]) -> bool:
    if not sizes:
        return True
    body, *files = sizes
    return (
        1 <= body <= LARGEST_BODY
        and len(files) <= MOST_FILES
        and all(1 <= size <= LARGEST_OF_FILES for size in files)
    )
