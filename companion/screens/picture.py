"""Draws a picture in the terminal: 16 by 8 cells, each cell 2 squares of it, one on the other.

The two inks never touch in a picture, so a cell needs one colour at most. That is why half
blocks do in every theme, with 16 colours too, and with the terminal's own.
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from companion.easyread.pictures import ACCENT, INK, SIDE, Picture, picture

WIDTH = SIDE
HEIGHT = SIDE // 2

_INK = ("▀", "▄", "█")
# Without colour the accent is shaded. Half a cell cannot be; there the shape stays solid, which
# harms nothing: a gap keeps the inks apart. "▒" made thin shapes, such as "?", too faint.
_SHADED = ("▀", "▄", "▓")
_SOLID = Style(reverse=True)


def drawn(rows: tuple[str, ...], *, coloured: bool) -> list[list[tuple[str, str]]]:
    """The cells of a picture, row by row: the sign to print, and INK, ACCENT or CLEAR for it.

    Without colour an accent has other signs than ink, so that both can still be told apart.
    """
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return [
        [_cell(top, low, coloured=coloured) for top, low in zip(upper, lower, strict=True)]
        for upper, lower in pairs
    ]


def _cell(top: str, low: str, *, coloured: bool) -> tuple[str, str]:
    ink = INK if INK in (top, low) else ACCENT
    signs = _INK if coloured or ink == INK else _SHADED
    if top == low == ink:
        return signs[2], ink
    if top == ink:
        return signs[0], ink
    return (signs[1], ink) if low == ink else (" ", top)


def _segment(sign: str, style: Style) -> Segment:
    # Many fonts leave a line between two full blocks, and none between two backgrounds.
    return Segment(" ", style + _SOLID) if sign == _INK[2] else Segment(sign, style)


class PictureView(Widget):
    """A picture beside words: decoration for the eye, never for the focus or the clipboard.

    In the screen-reader way it takes no room and is not painted, whatever it shows
    (reader.tcss): a reader would speak each block. There `description` is what can be
    said, when the member asks. A name that has no picture takes no room either.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"picture--ink", "picture--accent"}

    def __init__(
        self,
        name: str,
        *,
        coloured: bool | None = None,
        twice: bool = False,
        id: str | None = None,
    ) -> None:
        """`coloured` overrides what is found out: that NO_COLOR is set, or one ink alone.

        `twice` draws each square twice as wide and high: 32 by 16 cells.
        """
        super().__init__(id=id, classes="twice" if twice else None, markup=False)
        self._coloured = coloured
        self._times = 2 if twice else 1
        self._picture: Picture | None = None
        self.show(name)

    @property
    def description(self) -> str:
        """What the picture shows, in a few words; "" where there is no picture."""
        return self._picture.description if self._picture else ""

    def show(self, name: str) -> None:
        """Show another picture in the same place."""
        self._picture = picture(name) if name else None
        # A class and not `display`: that would win over the style of the screen-reader way.
        self.set_class(self._picture is None, "empty")
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        base = self.rich_style
        if self._picture is None or y >= HEIGHT * self._times:
            return Strip.blank(self.size.width, base)
        styles = {
            INK: self.get_component_rich_style("picture--ink"),
            ACCENT: self.get_component_rich_style("picture--accent"),
        }
        coloured = self._in_colour(styles[INK], styles[ACCENT])
        (cells,) = drawn(self._squares(self._picture.rows, y), coloured=coloured)
        row = [_segment(sign, styles.get(ink, base)) for sign, ink in cells]
        return Strip(row, WIDTH * self._times).simplify().adjust_cell_length(self.size.width, base)

    def _squares(self, rows: tuple[str, ...], y: int) -> tuple[str, str]:
        """The two rows of squares that one row of cells shows."""
        if self._times == 1:
            return rows[2 * y], rows[2 * y + 1]
        wide = "".join(square * 2 for square in rows[y])
        return wide, wide

    def _in_colour(self, ink: Style, accent: Style) -> bool:
        if self._coloured is not None:
            return self._coloured
        return not self.app.no_color and ink.color != accent.color
