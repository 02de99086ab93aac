"""The view of a picture: its cells in each look, and its silence in the screen-reader way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color

import companion.screens
from companion.easyread.pictures import ACCENT, CLEAR, INK, all_pictures, picture
from companion.screens.app import CompanionApp
from companion.screens.picture import HEIGHT, WIDTH, PictureView, drawn
from companion.screens.reader import ReaderApp
from companion.screens.themes import THEMES
from tests.places import at
from tests.screens.pilots import settle

SIZE = (20, 10)
BLOCKS = set("▀▄█▓")


class Bare(App[None]):
    """A picture and nothing else, in the program's own styles."""

    CSS_PATH = Path(companion.screens.__file__).with_name("companion.tcss")

    def __init__(self, view: PictureView) -> None:
        super().__init__()
        self.register_theme(THEMES["dark"])
        self.theme = "dark"
        self.view = view

    def compose(self) -> ComposeResult:
        yield self.view


def rows_of(app: App[None]) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


def colours_of(app: App[None]) -> dict[str, set[tuple[int, ...]]]:
    """Which colours each sign on the screen has."""
    found: dict[str, set[tuple[int, ...]]] = {}
    for strip in app.screen._compositor.render_strips():
        for text, style, _control in strip:
            if style and style.color and style.color.triplet:
                for sign in {*text} & BLOCKS or ({*text} if style.reverse else ()):
                    found.setdefault(sign, set()).add(tuple(style.color.triplet))
    return found


def test_two_squares_make_a_cell() -> None:
    (row,) = drawn(("##..oo..", "#.#.o.o."), coloured=True)
    ink = [("█", INK), ("▀", INK), ("▄", INK), (" ", CLEAR)]
    assert row == [*ink, *((sign, ACCENT if which == INK else which) for sign, which in ink)]


def test_without_colour_the_accent_is_shaded() -> None:
    (row,) = drawn(("##..oo..", "#.#.o.o."), coloured=False)
    assert "".join(sign for sign, _ink in row) == "█▀▄ ▓▀▄ "


@pytest.mark.parametrize("coloured", [True, False])
def test_every_picture_fills_its_cells(coloured: bool) -> None:
    for one in all_pictures():
        cells = drawn(one.rows, coloured=coloured)
        assert len(cells) == HEIGHT
        assert {len(row) for row in cells} == {WIDTH}
        squares = {"█": 2, "▓": 2, "▀": 1, "▄": 1, " ": 0}
        inked = sum(squares[sign] for row in cells for sign, _ink in row)
        assert inked == sum(cell != CLEAR for row in one.rows for cell in row)


def test_it_looks_as_it_did(snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(Bare(PictureView("every-day")), terminal_size=SIZE)


def test_it_looks_as_it_did_without_colour(snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(Bare(PictureView("every-day", coloured=False)), terminal_size=SIZE)


async def test_it_has_the_colours_of_the_theme() -> None:
    app = Bare(PictureView("every-day"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        found = colours_of(app)
        wanted = {Color.parse(app.theme_variables[name]).rgb for name in ("foreground", "primary")}
    assert set().union(*found.values()) == wanted
    assert " " in found  # whole squares, as background
    assert "▓" not in found


@pytest.mark.parametrize("value", ["1", ""])
async def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    app = Bare(PictureView("every-day"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        found = colours_of(app)
    assert "▓" in found


async def test_it_is_as_wide_and_high_as_it_draws() -> None:
    view = PictureView("pace")
    async with Bare(view).run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert view.size == (WIDTH, HEIGHT)
        assert not view.can_focus


async def test_another_picture_can_take_its_place() -> None:
    view = PictureView("pace")
    app = Bare(view)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        before = rows_of(app)
        view.show("wait")
        await settle(pilot)
        assert rows_of(app) != before
        assert view.description == "A person sits and waits"


async def test_a_name_without_a_picture_takes_no_room() -> None:
    view = PictureView("no-such")
    app = Bare(view)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert view.size == (0, 0)
        assert view.description == ""
        view.show("pace")
        await settle(pilot)
        assert view.size == (WIDTH, HEIGHT)


@pytest.mark.parametrize(("kind", "painted"), [(CompanionApp, True), (ReaderApp, False)])
async def test_a_screen_reader_never_meets_it(kind: type[CompanionApp], painted: bool) -> None:
    session, _world = at("home", "screen" if painted else "reader")
    app = kind(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        before = rows_of(app)
        view = PictureView("no-such")
        await app.screen.query_one("#sheet").mount(view, before=0)
        view.show("pace")
        await settle(pilot)
        after = rows_of(app)
    assert bool(BLOCKS & {*"".join(after)}) is painted
    assert (after == before) is not painted
    shown = picture("pace")
    assert shown
    assert view.description == shown.description
