"""The letters as dots, from assets/letters/plain9.txt."""

import unicodedata
from functools import cache
from pathlib import Path

from companion.shipped import shipped

HEIGHT = 9
CAPITAL = 7  # rows of a capital letter, from the top
UNKNOWN = "\ufffd"
_SAME = {
    "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "−": "-",
    "―": "—", "…": "...", "\u00a0": " ", "\u202f": " ", "☒": "✗", "✘": "✗", "✕": "×",
    "ŋ": "n", "ð": "d", "þ": "p", "đ": "d", "ł": "l", "Đ": "D", "Ł": "L",
}  # fmt: skip
# Accents in the two rows above a small letter.
_ACCENTS = {
    "\u0301": ("...##.", "..##.."),
    "\u0300": (".##...", "..##.."),
    "\u0302": ("..##..", ".#..#."),
    "\u0308": (".#..#.", "......"),
    "\u0303": (".##.#.", ".#.##."),
    "\u030c": (".#..#.", "..##.."),
    "\u0304": (".####.", "......"),
    "\u030a": ("..##..", "..##.."),
    "\u0307": ("..##..", "......"),
}
_BELOW = {"\u0327": ("...##.", "..##.."), "\u0328": ("..##..", "...##.")}

Dots = tuple[int, tuple[int, ...]]  # the width, and each row as bits: bit 0 is the first dot


@cache
def _drawn() -> dict[str, list[str]]:
    """Each letter of the file as 9 rows of "#" and "."."""
    found: dict[str, list[str]] = {}
    for line in Path(shipped("letters", "plain9.txt")).read_text("utf-8").splitlines():
        letter, rest = line[:1], line[2:].split()
        if not rest or not rest[0].isdecimal():
            continue  # a comment
        rows = rest[1:]
        width = max(map(len, rows))
        full = [" " * width] * int(rest[0]) + rows + [""] * HEIGHT
        found[letter] = [row.strip(" ").ljust(width, ".") for row in full[:HEIGHT]]
    found[UNKNOWN] = ["######", *["##..##"] * 5, "######", "......", "......"]
    found[" "] = ["...."] * HEIGHT
    return found


@cache
def dots(letter: str) -> Dots:
    """One letter, with a gap of one dot after it. What is not drawn is an honest box."""
    rows = _rows(letter)
    if rows is None:
        rows = _drawn()[UNKNOWN]
    bits = tuple(sum(1 << at for at, dot in enumerate(row) if dot == "#") for row in rows)
    return len(rows[0]) + 1, bits


def _rows(letter: str) -> list[str] | None:
    known = _drawn()
    if letter in known:
        return known[letter]
    same = _SAME.get(letter, "")
    if same:
        return _side_by_side([known[one] for one in same])
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if base in known and marks and all(mark in _ACCENTS or mark in _BELOW for mark in marks):
        return _marked(known["ı" if base == "i" else base], base, marks)
    return known.get(unicodedata.normalize("NFKC", letter))


def _side_by_side(letters: list[list[str]]) -> list[str]:
    return [".".join(rows) for rows in zip(*letters, strict=True)]


def _marked(rows: list[str], base: str, marks: list[str]) -> list[str]:
    """A letter with its accents; a capital is pressed together to make room."""
    width = max(6, len(rows[0]))
    rows = [row.center(width, ".") for row in rows]
    if base.isupper() or base in "bdfhklt":
        rows = _pressed(rows)
    for mark in marks:
        first, drawn = (0, _ACCENTS[mark]) if mark in _ACCENTS else (CAPITAL, _BELOW[mark])
        for at, row in enumerate(drawn, first):
            rows[at] = row.center(width, ".")
    return rows


def _pressed(rows: list[str]) -> list[str]:
    """A letter of 7 rows in the lower 5 of them."""
    empty = "." * len(rows[0])
    return [empty, empty, rows[0], rows[1], rows[3], rows[5], rows[6], *rows[CAPITAL:]]
