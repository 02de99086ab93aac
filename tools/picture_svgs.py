"""Writes assets/pictures/NAME.svg from the drawings: `python -m tools.picture_svgs`.

The drawings in drawings.txt are the truth, and what the program reads. The SVG files are the
same pictures for paper, posters and slides.
"""

import sys
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path

from companion.easyread.pictures import ACCENT, INK, Picture, all_pictures

FOLDER = Path(__file__).parent.parent / "assets" / "pictures"

_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" role="img" shape-rendering="crispEdges">
<!-- SPDX-License-Identifier: MIT -->
<title>{title}</title>
<style>.ink {{ fill: #000 }} .accent {{ fill: #00308f }}</style>
{paths}
</svg>
"""

Point = tuple[int, int]


def svg(picture: Picture) -> str:
    """The picture as an SVG file: one shape an ink, with crisp outlines."""
    paths = [
        f'<path class="{name}" fill-rule="evenodd" d="{outline}"/>'
        for ink, name in ((INK, "ink"), (ACCENT, "accent"))
        if (outline := " ".join(_path(corners) for corners in _outlines(picture.rows, ink)))
    ]
    return _SVG.format(title=escape(picture.description), paths="\n".join(paths))


def _outlines(rows: tuple[str, ...], ink: str) -> Iterator[list[Point]]:
    """The points along each edge of what is drawn with this ink, edge by edge."""
    steps = _steps(rows, ink)
    while steps:
        start, _ends = next(iter(steps.items()))
        points = [start]
        while (end := _taken(steps, points)) != start:
            points.append(end)
        yield points


def _steps(rows: tuple[str, ...], ink: str) -> dict[Point, list[Point]]:
    """From which point an edge leads to which, with the ink always on its right."""
    inked = {(x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell == ink}
    steps: dict[Point, list[Point]] = {}
    for x, y in sorted(inked):
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        beside = [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]
        for side, cell in enumerate(beside):
            if cell not in inked:
                steps.setdefault(corners[side], []).append(corners[(side + 1) % 4])
    return steps


def _taken(steps: dict[Point, list[Point]], points: list[Point]) -> Point:
    """Take the step from the last point. Where two lead on, it is the one around a corner."""
    here = points[-1]
    ends = steps[here]
    if len(ends) > 1 and len(points) > 1:
        way = (here[0] - points[-2][0], here[1] - points[-2][1])
        ends.sort(key=lambda end: (end[0] - here[0], end[1] - here[1]) != (-way[1], way[0]))
    end = ends.pop(0)
    if not ends:
        del steps[here]
    return end


def _path(points: list[Point]) -> str:
    """The corners among these points, as an SVG path."""
    corners = [
        here
        for before, here, after in zip(
            [points[-1], *points[:-1]], points, [*points[1:], points[0]], strict=True
        )
        if not before[0] == here[0] == after[0] and not before[1] == here[1] == after[1]
    ]
    moves = "".join(
        f"V{y}" if x == last_x else f"H{x}" for (last_x, _last_y), (x, y) in pairwise(corners)
    )
    return f"M{corners[0][0]} {corners[0][1]}{moves}Z"


def main() -> int:
    """Write them all, and take away those whose drawing is gone."""
    wanted = {FOLDER / f"{picture.name}.svg": svg(picture) for picture in all_pictures()}
    for path in set(FOLDER.glob("*.svg")) - set(wanted):
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(wanted)} pictures are in {FOLDER.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
