"""What became of things that came by hand: the answers that a call would have got at once.

One signed file of kind "receipts", carried back with what is published. Each answer is in a box
of its own, which opens with the id of its contribution: only its sender and the endpoint that
just took it know that. So the file may pass through any hands, and what several members sent can
be answered in one file.
"""

import base64
import binascii
from hashlib import sha256
from typing import Literal

import msgspec

from companion.wire.calls import Receipt

SIGNED_AS = "receipts"

# Both may be asked of one contribution at once: by a file, and by a later one.
Asked = Literal["send", "take-back"]


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer: the `receipt` of what was sent, or that it was `taken_back` and whether
    somebody had read it (None: nobody tells), or why it was `refused` (companion.wire.refusals)."""

    receipt: Receipt | None = None
    taken_back: bool = False
    was_read: bool | None = None
    refused: str = ""


class Receipts(msgspec.Struct, frozen=True):
    """Boxes by name. `version` is that of the community's document that was published when they
    were made: they count beside no other."""

    version: int
    made: str
    boxes: dict[str, str]


def to_bytes(receipts: Receipts) -> bytes:
    """The payload of the signed file."""
    return msgspec.json.encode(receipts)


def from_bytes(data: bytes) -> Receipts:
    """What a payload says. Raises ValueError."""
    return msgspec.json.decode(data, type=Receipts)


def name_of(contribution_id: str, asked: Asked) -> str:
    """The name of a contribution's box, for what was asked. It is not that of its trail: who
    sees both cannot tell which belong together."""
    said = f"companion receipt {asked} {contribution_id}"
    return sha256(said.encode()).hexdigest()[:32]


def seal(told: Told, contribution_id: str) -> str:
    """An answer in its box, as base64."""
    from nacl.secret import SecretBox  # noqa: PLC0415 - slow to load

    box = SecretBox(_key(contribution_id)).encrypt(msgspec.json.encode(told))
    return base64.b64encode(box).decode()


def unseal(box: str, contribution_id: str) -> Told | None:
    """The answer in a box; None where it is another's, or damaged."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415
    from nacl.secret import SecretBox  # noqa: PLC0415

    try:
        data = base64.b64decode(box, validate=True)
        return msgspec.json.decode(SecretBox(_key(contribution_id)).decrypt(data), type=Told)
    except (binascii.Error, CryptoError, TypeError, ValueError):
        return None


def _key(contribution_id: str) -> bytes:
    return sha256(b"companion receipt key " + contribution_id.encode()).digest()
