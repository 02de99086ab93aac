"""The code of a community: 4 easy words that let members send, and tell the right endpoint.

The first 2 words are a secret of the community: who knows them may send. The last 2 come from
the key with which the community signs what it publishes, so a companion that was given the code
knows at its first look whether it talks to that community. `words` is the shipped list of easy
words; its length is a power of 2, and it must be the same on both sides.
"""

import re
import secrets
import unicodedata
from collections.abc import Sequence

SECRET_WORDS = 2
KEY_WORDS = 2
# Argon2id for the words of the key. Somebody who wants another key with the same 2 words must
# make about 2**20 keys, and each costs this.
_OPERATIONS, _MEMORY = 3, 64 * 2**20
_SALT = b"companion code 1"


def new_secret(words: Sequence[str]) -> tuple[str, ...]:
    """The secret words of a new code."""
    return tuple(secrets.choice(words) for _ in range(SECRET_WORDS))


def words_of_key(public_key: bytes, words: Sequence[str]) -> tuple[str, ...]:
    """The words that a community's public key (32 bytes) gives. Takes about 0.2 seconds."""
    from nacl.pwhash import argon2id  # noqa: PLC0415 - slow to load, and seldom needed

    digest = argon2id.kdf(16, public_key, _SALT, opslimit=_OPERATIONS, memlimit=_MEMORY)
    number = int.from_bytes(digest)
    found = []
    for _ in range(KEY_WORDS):
        number, rest = divmod(number, len(words))
        found.append(words[rest])
    return tuple(found)


def words_in(code: str) -> tuple[str, ...]:
    """The words of a code as somebody typed it: capitals, spaces and hyphens do not count."""
    plain = unicodedata.normalize("NFKC", code).casefold()
    return tuple(re.findall(r"[a-z]+", plain))


def parts_of(code: str, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The secret words and the words of the key. Raises ValueError where it is no code.

    The error's argument is the first word that is not in the list, or "".
    """
    typed = words_in(code)
    known = frozenset(words)
    unknown = next((word for word in typed if word not in known), "")
    if unknown or len(typed) != SECRET_WORDS + KEY_WORDS:
        raise ValueError(unknown)
    return typed[:SECRET_WORDS], typed[SECRET_WORDS:]
