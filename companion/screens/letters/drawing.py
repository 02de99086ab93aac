"""Words as rows of block characters. Words are kept, since pages repeat them."""

from functools import lru_cache

from companion.plainwords.characters import shown_line
from companion.plainwords.wrap import wrap
from companion.screens.letters.font import HEIGHT, dots
from companion.screens.letters.scales import Scale

LONGEST = 60  # letters of a word that are drawn at once; nothing wider fits on a screen


@lru_cache(maxsize=4096)
def drawn(word: str, scale: Scale) -> tuple[str, ...]:
    """The rows of one word, each of the same number of cells.

    The first row of dots stays empty, so that letters do not touch the edge of a highlight.
    """
    bits, width = _bits(word, scale.times)
    lines = [0] * (scale.rows * scale.high)
    for at, row in enumerate(bits):
        for more in range(scale.times):
            lines[(at + 1) * scale.times + more - (scale.times - 1)] = row
    cells = -(-width // scale.wide)
    return tuple(
        _row(lines[top : top + scale.high], cells, scale)
        for top in range(0, len(lines), scale.high)
    )


@lru_cache(maxsize=16384)
def width_of(word: str, scale: Scale) -> int:
    """How many cells a word takes."""
    return -(-sum(dots(letter)[0] for letter in word) * scale.times // scale.wide)


def lines_of(text: str, width: int, scale: Scale) -> list[str]:
    """A text as lines of letters that are at most `width` cells wide."""
    return wrap(
        shown_line(text),
        width,
        measure=lambda word: width_of(word, scale),
        space=scale.space,
        hyphen="-",
    )


def _bits(word: str, times: int) -> tuple[list[int], int]:
    rows = [0] * HEIGHT
    at = 0
    for letter in word[:LONGEST]:
        width, letter_rows = dots(letter)
        for number, bits in enumerate(letter_rows):
            rows[number] |= bits << at
        at += width
    if times == 1:
        return rows, at
    return [_wider(row, at) for row in rows], at * times


def _wider(row: int, width: int) -> int:
    """A row with each dot twice."""
    return sum(3 << (2 * at) for at in range(width) if row >> at & 1)


def _row(lines: list[int], cells: int, scale: Scale) -> str:
    if not any(lines):
        return " " * cells
    mask = (1 << scale.wide) - 1
    table = scale.table
    found: list[str] = []
    for at in range(0, cells * scale.wide, scale.wide):
        bits = 0
        for number, line in enumerate(lines):
            bits |= (line >> at & mask) << (number * scale.wide)
        found.append(table[bits])
    return "".join(found)
