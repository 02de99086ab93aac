"""What a terminal shows of a screen, cell by cell, and how well it can be seen."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App

RGB = tuple[int, int, int]

# The 16 colours of a text console, of xterm, and of Windows.
_VGA = [(0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170)]
_VGA += [(0, 170, 170), (170, 170, 170), (85, 85, 85), (255, 85, 85), (85, 255, 85)]
_VGA += [(255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255), (255, 255, 255)]
_XTERM = [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205)]
_XTERM += [(0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0)]
_XTERM += [(255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)]
_CAMPBELL = [(12, 12, 12), (197, 15, 31), (19, 161, 14), (193, 156, 0), (0, 55, 218)]
_CAMPBELL += [(136, 23, 152), (58, 150, 221), (204, 204, 204), (118, 118, 118), (231, 72, 86)]
_CAMPBELL += [(22, 198, 12), (249, 241, 165), (59, 120, 255), (180, 0, 158), (97, 214, 214)]
_CAMPBELL += [(242, 242, 242)]
PALETTES = {
    name: TerminalTheme(colours[0], colours[7], colours[:8], colours[8:])
    for name, colours in {"console": _VGA, "xterm": _XTERM, "windows": _CAMPBELL}.items()
}


class Piece(NamedTuple):
    """Cells of one style beside each other."""

    x: int
    y: int
    text: str
    style: Style


def pieces(app: App[None]) -> Iterator[Piece]:
    """All that stands on the screen."""
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            yield Piece(x, y, segment.text, segment.style or Style.null())
            x += segment.cell_length


@lru_cache
def colours(style: Style, system: ColorSystem, palette: str) -> tuple[RGB | None, RGB | None]:
    """The colours of letters and of what they stand on, as a terminal of that kind shows them.

    None is a colour that only the terminal knows. Bold letters of the first 8 of 16 colours
    are shown in the lighter 8, as many terminals do.
    """
    fore = _shown(style.color, system, palette, bold=bool(style.bold))
    back = _shown(style.bgcolor, system, palette, bold=False)
    return (back, fore) if style.reverse else (fore, back)


def _shown(colour: Color | None, system: ColorSystem, palette: str, *, bold: bool) -> RGB | None:
    if colour is None or colour.is_default:
        return None
    colour = colour.downgrade(system)
    if bold and system is ColorSystem.STANDARD and colour.number is not None and colour.number < 8:
        colour = Color.from_ansi(colour.number + 8)
    red, green, blue = colour.get_truecolor(PALETTES[palette])
    return red, green, blue


def contrast(one: RGB, other: RGB) -> float:
    """From 1:1 to 21:1, as WCAG 2 reckons it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: RGB) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_drawn(sign: str) -> bool:
    """Whether a sign is a frame, a block or a bar, not a letter."""
    return 0x2500 <= ord(sign) <= 0x259F or 0x1FB00 <= ord(sign) <= 0x1FBFF
