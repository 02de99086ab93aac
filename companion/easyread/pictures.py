"""Finds a picture by its name: its description, and its grid of 16 by 16 cells."""

# Without pathlib, tomllib and msgspec, which take longer to load than the pictures to read.
# ruff: noqa: PTH123

from functools import cache
from typing import NamedTuple

from companion.shipped import shipped

SIDE = 16
CLEAR, INK, ACCENT = ".#o"


class Picture(NamedTuple):
    """One picture. Each of its rows is a text of CLEAR, INK and ACCENT, from left to right."""

    name: str
    description: str
    rows: tuple[str, ...]


def picture(name: str) -> Picture | None:
    """The picture with this name; None where we have not drawn it (a pack may name any)."""
    _before, found, after = _drawings().partition(f"\n\n{name}: ")
    return _read(name, after) if found and "\n" not in name else None


def symbol_picture(symbol: str) -> str:
    """The name of the picture for a symbol of the journal: "too-much" for "too_much"."""
    return symbol.replace("_", "-")


def all_pictures() -> tuple[Picture, ...]:
    """Every picture, in the order of their names. Slower than asking for one."""
    _start, *drawn = _drawings().split("\n\n")
    names = (text.partition(": ") for text in drawn)
    return tuple(_read(name, rest) for name, _colon, rest in names)


def _read(name: str, text: str) -> Picture:
    description, *rows = text.split("\n", SIDE + 1)[: SIDE + 1]
    return Picture(name, description, tuple(rows))


@cache
def _drawings() -> str:
    with open(shipped("pictures", "drawings.txt"), encoding="utf-8") as file:
        return file.read()
