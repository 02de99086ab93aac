"""Shows every picture as a terminal draws it: writes docs/pictures/contact-sheet-*.svg.

`python -m tools.contact_sheets` is for those who draw. Look at the sheets after each change:
a picture that you would not know without its name needs another try.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from companion.easyread.pictures import INK, Picture, all_pictures
from companion.screens.picture import HEIGHT, WIDTH, drawn

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
COLUMNS = 10
# Half a cell: cells are twice as high as wide in most terminals.
SQUARE = 6
GAP, LABEL = 14, 18


class Look(NamedTuple):
    """The colours of a theme. With `coloured` false, as where NO_COLOR is set."""

    page: str
    ink: str
    accent: str
    coloured: bool = True


LOOKS = {
    "dark": Look("#000000", "#ffffff", "#ffd700"),
    "light": Look("#ffffff", "#000000", "#00308f"),
    "cream": Look("#fbf5e6", "#241c10", "#7a2e00"),
    "monochrome": Look("#000000", "#ffffff", "#ffffff", coloured=False),
}

# Which part of its cell each sign fills, in squares (top, height), and how densely.
_FILLED = {"▀": (0, 1, ""), "▄": (1, 1, ""), "█": (0, 2, ""), "▓": (0, 2, ' opacity="0.75"')}


def sheet(look: Look, pictures: tuple[Picture, ...]) -> str:
    """All pictures in one look, as an SVG file."""
    step_x = WIDTH * SQUARE + GAP
    step_y = HEIGHT * 2 * SQUARE + GAP + LABEL
    width, height = COLUMNS * step_x + GAP, -(-len(pictures) // COLUMNS) * step_y + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" shape-rendering="crispEdges">',
        "<title>All pictures of the companion</title>",
        f'<rect width="100%" height="100%" fill="{look.page}"/>',
        f'<g font-family="sans-serif" font-size="10" fill="{look.ink}">',
    ]
    for number, picture in enumerate(pictures):
        x = GAP + number % COLUMNS * step_x
        y = GAP + number // COLUMNS * step_y
        parts.append(f'<g transform="translate({x} {y})">{"".join(_shapes(look, picture))}</g>')
        parts.append(f'<text x="{x}" y="{y + step_y - GAP - 6}">{picture.name}</text>')
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _shapes(look: Look, picture: Picture) -> Iterator[str]:
    """What stands in the picture, one shape for each colour and density."""
    paths: dict[str, str] = {}
    for y, row in enumerate(drawn(picture.rows, coloured=look.coloured)):
        x = 0
        for (sign, ink), alike in groupby(row):
            wide = len([*alike])
            if sign in _FILLED:
                top, high, dense = _FILLED[sign]
                paint = f'fill="{look.ink if ink == INK else look.accent}"{dense}'
                paths[paint] = paths.get(paint, "") + (
                    f"M{x * SQUARE} {(2 * y + top) * SQUARE}"
                    f"h{wide * SQUARE}v{high * SQUARE}h-{wide * SQUARE}z"
                )
            x += wide
    return (f'<path {paint} d="{path}"/>' for paint, path in paths.items())


def main() -> int:
    """Write one sheet for each look."""
    pictures = all_pictures()
    for name, look in LOOKS.items():
        path = FOLDER / f"contact-sheet-{name}.svg"
        path.write_text(sheet(look, pictures), encoding="utf-8", newline="\n")
    print(f"{len(LOOKS)} sheets of {len(pictures)} pictures are in docs/pictures.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
