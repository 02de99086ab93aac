"""Replies for one member alone, and what is carried to a community: nobody else can open it.

A reply is sealed to a key that is made with its contribution, for it alone. Libsodium's sealed
boxes (X25519).
"""

import base64
import binascii


def new_reply_key() -> tuple[str, str]:
    """A private key and its public half, both as base64 of 32 bytes."""
    from nacl.public import PrivateKey  # noqa: PLC0415 - slow to load

    key = PrivateKey.generate()
    halves = bytes(key), bytes(key.public_key)
    private, public = (base64.b64encode(half).decode() for half in halves)
    return private, public


def seal(words: str, reply_to: str) -> str:
    """Words that only the private half of `reply_to` opens, as base64. ValueError: no key."""
    from nacl.public import PublicKey, SealedBox  # noqa: PLC0415

    try:
        public = PublicKey(base64.b64decode(reply_to, validate=True))
    except (binascii.Error, TypeError) as error:
        raise ValueError("not a key") from error
    return base64.b64encode(SealedBox(public).encrypt(words.encode())).decode()


def unseal(box: str, private_key: str) -> str | None:
    """The words in a box; None where the key does not fit or the box is damaged."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415
    from nacl.public import PrivateKey, SealedBox  # noqa: PLC0415

    try:
        key = PrivateKey(base64.b64decode(private_key, validate=True))
        return SealedBox(key).decrypt(base64.b64decode(box, validate=True)).decode()
    except (binascii.Error, CryptoError, TypeError, ValueError):
        return None


def seal_for(public_key: bytes, data: bytes) -> bytes:
    """Bytes that only the community with this key opens. It signs with Ed25519; the box is for
    the X25519 key that belongs to it. ValueError: no key."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415
    from nacl.public import SealedBox  # noqa: PLC0415
    from nacl.signing import VerifyKey  # noqa: PLC0415

    try:
        key = VerifyKey(public_key).to_curve25519_public_key()
    except (CryptoError, TypeError, RuntimeError) as error:
        raise ValueError("not a key") from error
    return bytes(SealedBox(key).encrypt(data))


def unseal_with(private_key: bytes, box: bytes) -> bytes | None:
    """The bytes in such a box; None where it is for another, or damaged."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415
    from nacl.public import SealedBox  # noqa: PLC0415
    from nacl.signing import SigningKey  # noqa: PLC0415

    key = SigningKey(private_key).to_curve25519_private_key()
    try:
        return bytes(SealedBox(key).decrypt(box))
    except (CryptoError, TypeError, ValueError):
        return None
