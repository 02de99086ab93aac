"""Boxes around keys and letters: closed with a key, with a member's words, or to a public half.

A vault's key gives a pair of keys for letters: whoever has the public half can write one, and
only the vault's key opens it. PyNaCl, which loads slowly, is needed for letters and words alone.
"""

import os
from contextlib import suppress

import msgspec
import pybase64

from companion.store.keys import KEY_BYTES

_NONCE_BYTES = 12
SALT_BYTES = 16  # what Argon2id of libsodium takes
_MOST_OPS, _MOST_MEMORY = 16, 2**30  # a file that asks for more is damaged


class Cost(msgspec.Struct, frozen=True):
    """What it costs to try words: passes, and bytes of memory, of Argon2id (RFC 9106)."""

    ops: int
    memory: int

    @property
    def bearable(self) -> bool:
        """Whether a computer can be asked to do that."""
        return 1 <= self.ops <= _MOST_OPS and 8192 <= self.memory <= _MOST_MEMORY


# About a second on a computer of 2020; OWASP's Password Storage Cheat Sheet asks for far less.
COST = Cost(3, 2**28)


def stretched(words: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from a member's words, slowly. Capital letters and further spaces do not count."""
    from nacl.pwhash import argon2id  # noqa: PLC0415 - slow

    from companion.store.sealing import same_words  # noqa: PLC0415 - needed for words alone

    said = same_words(words).encode("utf-8", "replace")
    return argon2id.kdf(KEY_BYTES, said, salt, cost.ops, cost.memory)


def derived(key: bytes, use: str) -> bytes:
    """32 bytes for one use of a key, which tell nothing of the key (HKDF, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - slow
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(SHA256(), KEY_BYTES, None, f"companion {use}".encode()).derive(key)


def close_key(with_key: bytes, key: bytes, vault: str) -> str:
    """A key, sealed with another one, for one vault. As base64."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

    nonce = os.urandom(_NONCE_BYTES)
    return in_text(nonce + AESGCM(with_key).encrypt(nonce, key, _bound_to(vault)))


def open_key(with_key: bytes, closed: str, vault: str) -> bytes | None:
    """The key; None where the other one does not fit."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    with suppress(InvalidTag, ValueError):
        data = from_text(closed)
        return AESGCM(with_key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _bound_to(vault))
    return None


def public_half(private: bytes) -> bytes:
    """The public half of a pair (X25519)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 - slow
        X25519PrivateKey,
    )

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def letter_half(key: bytes, vault: str) -> bytes:
    """The private half for letters to a vault, from the vault's key."""
    return derived(key, f"letters {vault}")


def close_to(public: bytes, data: bytes) -> bytes:
    """A box that only the other half opens, and that does not say who closed it."""
    from nacl.public import PublicKey, SealedBox  # noqa: PLC0415 - slow

    return SealedBox(PublicKey(public)).encrypt(data)


def open_with(private: bytes, box: bytes) -> bytes | None:
    """What is in a box; None where it is damaged or for another half."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415 - slow
    from nacl.public import PrivateKey, SealedBox  # noqa: PLC0415

    try:
        return SealedBox(PrivateKey(private)).decrypt(box)
    except (CryptoError, ValueError, TypeError):
        return None


def in_text(data: bytes) -> str:
    """Bytes as base64."""
    return pybase64.b64encode_as_string(data)


def from_text(text: str) -> bytes:
    """Bytes from base64. Raises ValueError."""
    return pybase64.b64decode(text, validate=True)


def _bound_to(vault: str) -> bytes:
    """A wrapped key opens for its own vault alone. The number is that of this way to seal."""
    return b"companion key 1 " + vault.encode()
