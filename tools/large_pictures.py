"""Draws pages with large letters as a terminal shows them, dot by dot: docs/pictures/*.png."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.app import App

from companion.screens.letters.scales import QUADRANTS

WIDE, HIGH = 8, 16  # dots of a cell
EIGHTHS = "▏▎▍▌▋▊▉█"  # a bar at the left, ever wider
RISING = "▁▂▃▄▅▆▇"  # a bar at the bottom, ever higher
LINE = "│"
Box = tuple[int, int, int, int]


def picture(app: App[None]) -> Image.Image:
    """All that stands on the screen. Raises ValueError for a sign that is no block."""
    columns, rows = app.size
    image = Image.new("RGB", (columns * WIDE, rows * HIGH))
    draw = ImageDraw.Draw(image)
    page = ColorTriplet(*app.screen.background_colors[1].rgb)
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            style = segment.style or Style.null()
            fore, back = _colours(style, page)
            for sign in segment.text:
                left, top = x * WIDE, y * HIGH
                draw.rectangle((left, top, left + WIDE - 1, top + HIGH - 1), back)
                for box in _boxes(sign):
                    draw.rectangle(_moved(box, left, top), fore)
                x += 1
    return image


def keep(image: Image.Image, path: Path) -> None:
    """Write it with no more colours than it has."""
    image.quantize(16).save(path, optimize=True)


def _moved(box: Box, left: int, top: int) -> Box:
    return box[0] + left, box[1] + top, box[2] + left, box[3] + top


def _colours(style: Style, page: ColorTriplet) -> tuple[ColorTriplet, ColorTriplet]:
    fore = style.color.get_truecolor() if style.color else page
    back = style.bgcolor.get_truecolor(foreground=False) if style.bgcolor else page
    return (back, fore) if style.reverse else (fore, back)


def _boxes(sign: str) -> Iterator[Box]:
    """The filled parts of a cell."""
    if sign in QUADRANTS:
        dots = QUADRANTS.index(sign)
        for dot in range(4):
            if dots >> dot & 1:
                left, top = dot % 2 * WIDE // 2, dot // 2 * HIGH // 2
                yield left, top, left + WIDE // 2 - 1, top + HIGH // 2 - 1
    elif sign in EIGHTHS:
        yield 0, 0, (EIGHTHS.index(sign) + 1) * WIDE // 8 - 1, HIGH - 1
    elif sign in RISING:
        yield 0, HIGH - (RISING.index(sign) + 1) * HIGH // 8, WIDE - 1, HIGH - 1
    elif sign == LINE:
        yield WIDE // 2 - 1, 0, WIDE // 2, HIGH - 1
    else:
        raise ValueError(f"no block: {sign!r}")
