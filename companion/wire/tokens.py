"""What names a contribution and what takes it back: random, and different for each one.

So two contributions of one member have nothing in common, and the endpoint can tell nobody's
apart. Source of randomness: the system's.
"""

import re

from companion.wire.digests import digest, same

ID = re.compile(r"[a-z2-7]{26}")
TAKE_BACK_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
TRAIL = re.compile(r"[0-9a-f]{32}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def new_id() -> str:
    """The id of a contribution: 26 letters and digits with 130 random bits."""
    from secrets import choice  # noqa: PLC0415 - it loads what makes digests

    return "".join(choice(_LETTERS) for _ in range(26))


def new_take_back_key() -> str:
    """What takes a contribution back: 256 random bits as 43 characters."""
    from secrets import token_urlsafe  # noqa: PLC0415 - as above

    return token_urlsafe(32)


def hash_of_key(key: str) -> str:
    """What the endpoint keeps of a take-back key: 64 hex digits. The key has enough chance in
    it that a slow hash would add nothing."""
    return digest(b"companion take back " + key.encode())


def is_key(key: str, hashed: str) -> bool:
    """Whether a key is the one that was hashed. Takes the same time whatever the key."""
    return same(hash_of_key(key).encode(), hashed.encode())


def trail_of(contribution_id: str) -> str:
    """The name under which a contribution's trail is published: 32 hex digits.

    Who sees the name cannot tell the id, so it helps nobody to take a contribution back.
    """
    return digest(b"companion trail " + contribution_id.encode())[:32]
