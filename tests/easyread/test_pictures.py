"""The pictures: on the grid, in their style, unlike each other, and there for every name."""

import subprocess
import sys
from itertools import combinations

import pytest

from companion.domain.journal import SYMBOLS
from companion.easyread.checker import check
from companion.easyread.pictures import (
    ACCENT,
    CLEAR,
    INK,
    SIDE,
    Picture,
    all_pictures,
    picture,
    symbol_picture,
)
from companion.easyread.reading import charter_pack
from tools import contact_sheets, picture_svgs

PICTURES = all_pictures()
LINES = [line for part in charter_pack().parts for line in part.lines if line.picture]
# Of 256 squares: as many must differ between 2 pictures, wherever one is moved by 1.
UNLIKE = 24
each = pytest.mark.parametrize("drawn", PICTURES, ids=lambda drawn: drawn.name)


@each
def test_it_stands_on_the_grid(drawn: Picture) -> None:
    assert len(drawn.rows) == SIDE
    assert {len(row) for row in drawn.rows} == {SIDE}
    assert {*"".join(drawn.rows)} <= {CLEAR, INK, ACCENT}


@each
def test_it_is_neither_empty_nor_full(drawn: Picture) -> None:
    inked = SIDE * SIDE - "".join(drawn.rows).count(CLEAR)
    assert 24 <= inked <= 220


# Ink and accent are as one to some eyes and in some themes; so a gap tells shapes apart. The
# view draws on it too: a cell never needs two colours.
@each
def test_its_inks_never_touch(drawn: Picture) -> None:
    columns = ["".join(column) for column in zip(*drawn.rows, strict=True)]
    for line in (*drawn.rows, *columns):
        assert INK + ACCENT not in line
        assert ACCENT + INK not in line


@each
def test_its_description_is_short_and_easy(drawn: Picture) -> None:
    assert 1 <= len(drawn.description.split()) <= 8
    assert check(drawn.description) == []
    assert not drawn.description.endswith(".")


def squares(drawn: Picture, right: int = 0, down: int = 0) -> int:
    """Where there is any ink, a bit for each square, with room around for a move by 1.

    Colours do not count, since not everyone can tell them apart.
    """
    wide = SIDE + 2
    return sum(
        1 << (wide * (y + 1 + down) + x + 1 + right)
        for y, row in enumerate(drawn.rows)
        for x, cell in enumerate(row)
        if cell != CLEAR
    )


def test_each_is_unlike_each_other_one() -> None:
    moves = [(right, down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
    moved = {drawn.name: [squares(drawn, *move) for move in moves] for drawn in PICTURES}
    alike = [
        (one.name, other.name)
        for one, other in combinations(PICTURES, 2)
        if min((squares(one) ^ there).bit_count() for there in moved[other.name]) < UNLIKE
    ]
    assert alike == []


def test_descriptions_are_unlike_too() -> None:
    assert len({drawn.description.lower() for drawn in PICTURES}) == len(PICTURES)


def test_names_stand_in_order_and_each_can_be_found() -> None:
    names = [drawn.name for drawn in PICTURES]
    assert names == sorted({*names})
    assert [picture(name) for name in names] == [*PICTURES]


def test_the_charter_describes_each_picture_as_it_is_drawn() -> None:
    drawn = {line.picture: picture(line.picture) for line in LINES}
    assert [name for name, found in drawn.items() if found is None] == []
    said = {(line.picture, line.description) for line in LINES}
    assert said == {(name, found.description) for name, found in drawn.items() if found}


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_each_symbol_of_the_journal_has_a_picture(symbol: str) -> None:
    assert picture(symbol_picture(symbol))


@pytest.mark.parametrize("name", ["", "no-such", "pace: A clock", "Pace", "a\n\nback", "SPDX"])
def test_other_names_have_none(name: str) -> None:
    assert picture(name) is None


def test_the_svg_files_are_as_the_drawings_are() -> None:
    files = {
        path.stem: path.read_text(encoding="utf-8") for path in picture_svgs.FOLDER.glob("*.svg")
    }
    # When this fails: python -m tools.picture_svgs
    assert files == {drawn.name: picture_svgs.svg(drawn) for drawn in PICTURES}


@pytest.mark.parametrize("name", contact_sheets.LOOKS)
def test_the_sheets_are_as_the_drawings_are(name: str) -> None:
    sheet = contact_sheets.FOLDER / f"contact-sheet-{name}.svg"
    # When this fails: python -m tools.contact_sheets
    wanted = contact_sheets.sheet(contact_sheets.LOOKS[name], PICTURES)
    assert sheet.read_text(encoding="utf-8") == wanted


def test_an_svg_shows_the_squares_of_its_drawing() -> None:
    hole = Picture("ring", "A <ring>", ("....", ".###", ".#.#", ".###"))
    drawn = picture_svgs.svg(hole)
    assert "<title>A &lt;ring&gt;</title>" in drawn
    assert 'd="M1 1H4V4H1Z M2 2V3H3V2Z"' in drawn


def test_a_quick_command_can_show_one() -> None:
    tell = (
        "import sys; from companion.easyread.pictures import picture; picture('pace');"
        "print({'pathlib', 'tomllib', 'msgspec', 'textual'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
