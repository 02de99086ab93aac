"""Published files are signed, so that they can come by any way: a web host, a stick, an email.

    companion-signed 1 <kind> <base64 of the public key> <base64 of the signature>
    <the payload>

The signature (Ed25519) is over the kind and the payload, so a file of one kind never passes as
another. The version of what is published stands in the payload; who reads it refuses an older
one than they have.
"""

import base64
import re
from typing import NamedTuple

FORMAT = 1
KEY_BYTES = 32
_LINE = re.compile(
    rb"companion-signed ([0-9]{1,9}) ([a-z]{1,20}) ([A-Za-z0-9+/]{43}=) ([A-Za-z0-9+/]{86}==)\n"
)


class Signed(NamedTuple):
    """A file whose signature fits: its kind, the public key that signed it, what it says."""

    kind: str
    public_key: bytes
    payload: bytes


class NotSigned(ValueError):
    """A file that is not signed as it should be. `newer`: a later format of ours."""

    def __init__(self, *, newer: bool = False) -> None:
        super().__init__("not signed as it should be")
        self.newer = newer


def new_key() -> bytes:
    """A new private key, 32 bytes."""
    from nacl.signing import SigningKey  # noqa: PLC0415 - slow to load

    return bytes(SigningKey.generate())


def public_half(private_key: bytes) -> bytes:
    """The public key, 32 bytes, of a private one."""
    from nacl.signing import SigningKey  # noqa: PLC0415

    return bytes(SigningKey(private_key).verify_key)


def sign(private_key: bytes, kind: str, payload: bytes) -> bytes:
    """The signed file."""
    from nacl.signing import SigningKey  # noqa: PLC0415

    key = SigningKey(private_key)
    signature = key.sign(_signed(kind, payload)).signature
    said = base64.b64encode(bytes(key.verify_key)), base64.b64encode(signature)
    return b"companion-signed %d %s %s %s\n%s" % (FORMAT, kind.encode(), *said, payload)


def verify(data: bytes, kind: str, public_key: bytes | None = None) -> Signed:
    """What a signed file says. `public_key`: the one that must have signed it, where known.

    Raises NotSigned.
    """
    from nacl.exceptions import BadSignatureError  # noqa: PLC0415
    from nacl.signing import VerifyKey  # noqa: PLC0415

    found = _LINE.match(data)
    if not found:
        raise NotSigned
    if found[1] != b"%d" % FORMAT:
        raise NotSigned(newer=int(found[1]) > FORMAT)
    by, signature = _decoded(found[3]), _decoded(found[4])
    payload = data[found.end() :]
    if found[2].decode() != kind or (public_key is not None and by != public_key):
        raise NotSigned
    try:
        VerifyKey(by).verify(_signed(kind, payload), signature)
    except BadSignatureError:
        raise NotSigned from None
    return Signed(kind, by, payload)


def _decoded(text: bytes) -> bytes:
    """Base64 as it is written. Its last letter has bits to spare; they may hold nothing."""
    data = base64.b64decode(text)
    if base64.b64encode(data) != text:
        raise NotSigned
    return data


def _signed(kind: str, payload: bytes) -> bytes:
    return b"companion-signed %d %s\n%s" % (FORMAT, kind.encode(), payload)
