"""Lines twice as high, in terminals as the VT100 was (DECDHL)."""

from collections.abc import Iterable

# Each half of a line of double height is a row of the terminal with the same letters.
UPPER, LOWER = "\x1b#3", "\x1b#4"


def high(rows: Iterable[str]) -> str:
    """What to write so that each row is twice as high."""
    return "".join(f"{UPPER}{row}\n{LOWER}{row}\n" for row in rows)


def once(text: str) -> list[str]:
    """The rows of what was written, each once, high or not."""
    return [row.removeprefix(UPPER) for row in text.split("\n") if not row.startswith(LOWER)]
