"""Replies for one member alone: sealed by the endpoint, opened only in the companion that asked.

The key is made with the contribution, for it alone. Libsodium's sealed boxes (X25519).
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
