"""Short ids that are easy to read, hear and type: "k7m4d"."""

import os

# No vowels, so that no id is a word; no letters or digits that look or sound alike.
LETTERS = "cdfhjkmnprtvwx"
LETTERS_AND_DIGITS = LETTERS + "3479"
LENGTH = 5


def id_of(*words: str) -> str:
    """The id that these words always give. Different words may give the same id."""
    from hashlib import sha256  # noqa: PLC0415 - slow, and a list makes no id

    number = int.from_bytes(sha256("\0".join(words).encode("utf-8", "replace")).digest())
    # A letter first: a menu would take a number for a choice.
    number, rest = divmod(number, len(LETTERS))
    made = LETTERS[rest]
    for _ in range(LENGTH - 1):
        number, rest = divmod(number, len(LETTERS_AND_DIGITS))
        made += LETTERS_AND_DIGITS[rest]
    return made


def new_id() -> str:
    """An id that nobody has had."""
    return id_of(os.urandom(16).hex())
