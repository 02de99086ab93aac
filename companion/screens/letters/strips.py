"""Lines of large letters as strips for the screen."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from companion.screens.letters.drawing import drawn, lines_of
from companion.screens.letters.scales import Scale

GUTTER = 2  # cells before the letters, for the bar that shows the focus
BAR = "▌ "
FULL = "█"

Letters = tuple[int, int]  # a first letter, and the one after the last


class Drawing:
    """Words in large letters, drawn anew only where something of them has changed."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._of: tuple[object, ...] = ()
        self._rows: list[Strip] = []

    def row(
        self,
        y: int,
        words: str,
        width: int,
        base: Style,
        *,
        bar: bool = False,
        marked: Sequence[Letters] = (),
    ) -> Strip:
        """One row of the screen; a blank one below the last."""
        of = (words, width, base, bar, marked)
        if of != self._of:
            lines = large_lines(words, width, self._scale)
            self._rows = strips(lines, self._scale, width, base, bar=bar, marked=marked)
            self._of = of
        return self._rows[y] if y < len(self._rows) else Strip.blank(width, base)


def large_lines(words: str, width: int, scale: Scale) -> list[str]:
    """Words as lines of large letters that fit in so many cells, the bar included."""
    return lines_of(words, width - GUTTER, scale) or [""]


def strips(
    lines: Sequence[str],
    scale: Scale,
    width: int,
    base: Style,
    *,
    bar: bool,
    marked: Sequence[Letters],
) -> list[Strip]:
    """The rows of the screen for some lines: a bar where they have the focus, marks underlined.

    `marked` are letters of the lines as they stand one after the other, a space between.
    """
    mark = base + Style(reverse=not base.reverse)  # a focus without colours is reversed itself
    found: list[Strip] = []
    at = 0
    for line in lines:
        words = list(_words(line, at, marked))
        gutter = Segment(BAR if bar else " " * GUTTER, base)
        for row in range(scale.rows):
            segments = [gutter, *row_of(words, row, scale, base, mark)]
            found.append(Strip(segments).adjust_cell_length(width, base).simplify())
        at += len(line) + 1
    return found


def _words(line: str, at: int, marked: Sequence[Letters]) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it is marked."""
    for word in line.split(" "):
        end = at + len(word)
        yield word, any(first < end and at < last for first, last in marked)
        at = end + 1


def row_of(
    words: Sequence[tuple[str, bool]], row: int, scale: Scale, base: Style, mark: Style
) -> Iterator[Segment]:
    """One row of the words of a line, each with whether it is marked."""
    for number, (word, is_marked) in enumerate(words):
        if number:
            both = is_marked and words[number - 1][1]
            yield Segment(" " * scale.space, mark if both else base)
        yield from _solid(drawn(word, scale)[row], mark if is_marked else base)


def _solid(cells: str, style: Style) -> Iterator[Segment]:
    """Drawn cells, with full blocks painted as background: fonts leave seams between those."""
    filled = style + Style(reverse=not style.reverse)
    for full, run in groupby(cells, key=FULL.__eq__):
        same = "".join(run)
        yield Segment(" " * len(same), filled) if full else Segment(same, style)
