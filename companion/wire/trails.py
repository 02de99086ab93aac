"""What happened to contributions, published for all of them at once under names that tell nothing.

So nobody who sees what a companion fetches can tell which contribution is its member's. One
signed file of kind "trails". Contributions that were taken back are not in it.
"""

from typing import Literal

import msgspec

SIGNED_AS = "trails"

Status = Literal["got", "read", "talked", "changed", "not-changed"]


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happened on a day: "talked" names the session, others may have words."""

    status: Status
    day: str
    words: str = ""
    session: str = ""


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """An answer: `words` for everyone, or a `box` for the sender alone (companion.wire.sealed)."""

    id: str
    day: str
    words: str = ""
    box: str = ""


class Trail(msgspec.Struct, frozen=True, omit_defaults=True):
    """One contribution's trail, the first mark first. `promise`: the day of the answer, or "".

    `closed` is true where the organisers take care of it in another way.
    """

    marks: tuple[Mark, ...] = ()
    promise: str = ""
    replies: tuple[Reply, ...] = ()
    closed: bool = False


class Trails(msgspec.Struct, frozen=True, kw_only=True):
    """Some or all trails by name (companion.wire.tokens.trail_of). `prefix`: what names begin with.

    `version` grows with every change of any trail.
    """

    version: int
    made: str
    trails: dict[str, Trail]
    prefix: str = ""


def to_bytes(trails: Trails) -> bytes:
    """The payload of the signed file."""
    return msgspec.json.encode(trails)


def from_bytes(data: bytes) -> Trails:
    """What a payload says. Raises ValueError."""
    return msgspec.json.decode(data, type=Trails)
