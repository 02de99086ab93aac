"""Every cell of every page can be seen: with our own colours, the terminal's, and with none."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.widget import Widget

from companion.problems import Problem
from companion.screens.app import CompanionApp
from companion.screens.field import FieldView
from companion.screens.page_screen import PageScreen
from companion.screens.picture import PictureView
from companion.screens.themes import THEMES, without_bright_bold
from companion.screens.views import MARKER, RowView, Stop, WordsView
from tests.places import RecordingSession, at, one_of_each_shape
from tests.screens.cells import PALETTES, Piece, colours, contrast, is_drawn, pieces

TRUE, FEW, FEWEST = ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD
TEXT = {TRUE: 7.0, FEW: 4.5, FEWEST: 4.5}
DRAWN = 3.0  # frames, pictures, and where the focus is
SIZE = (80, 24)
OWN = ("dark", "light", "cream")
WITHOUT = ("terminal", "none")
ATTRIBUTES = ("bold", "underline", "reverse", "italic", "dim", "blink", "strike")


def app_at(place: str, theme: str) -> CompanionApp:
    session, here = at(place)
    here.settings.put("theme", theme)
    return CompanionApp(session)


def the_screen(app: CompanionApp) -> PageScreen:
    assert isinstance(app.screen, PageScreen)
    return app.screen


async def settle(app: CompanionApp) -> None:
    """Let everything that was asked for happen. Textual's own pause sleeps, hundreds of times."""
    for _ in range(3):
        for _ in range(12):
            await asyncio.sleep(0)
        app.screen._on_timer_update()


async def go(app: CompanionApp, place: str, theme: str) -> RecordingSession:
    """Show another place, in the same app: starting one takes longer than showing a page."""
    session, here = at(place)
    here.settings.put("theme", theme)
    app.session = the_screen(app).session = session
    await the_screen(app).draw()
    await settle(app)
    return session


def read_aloud(app: CompanionApp) -> Stop | None:
    """Mark words as they are marked while they are read."""
    words = [v for v in the_screen(app).stops() if isinstance(v, WordsView)]
    view = next((v for v in words if v.has_class("words")), None)
    if view is not None:
        view.mark((0, len(view.words)))
    return view


async def states(app: CompanionApp, place: str, theme: str) -> AsyncIterator[str]:
    """Bring a place into every state that looks different."""
    session = await go(app, place, theme)
    yield "as it opens"
    session.tell(Problem("disk_full"))
    await the_screen(app).draw()
    read_aloud(app)
    the_screen(app).move(-1, controls=True)
    await settle(app)
    yield "with a problem, read aloud, the last row in focus"
    the_screen(app).text_select_all()
    await settle(app)
    yield "with all words marked by the mouse"
    the_screen(app).clear_selection()
    for box in the_screen(app).query(FieldView):
        box.load_text("")
        box.focus()
        await settle(app)
        yield "with an empty text box in focus"
        box.load_text("Words to mark")
        box.select_all()
        await settle(app)
        yield "with marked words in a text box"
        the_screen(app).keep_typed()  # else it is kept while the next place is drawn


def faults(app: CompanionApp, theme: str) -> set[str]:
    """What cannot be seen well enough, whatever the terminal."""
    found = set()
    for piece in pieces(app):
        found |= set(
            _faults_of(piece, theme, TRUE, "xterm") + _faults_of(piece, theme, FEW, "xterm")
        )
        if theme != "cream":  # that is not worn with 16 colours
            plain = piece._replace(style=without_bright_bold(piece.style))
            for palette in PALETTES:
                found |= set(_faults_of(plain, theme, FEWEST, palette))
    return found


def _faults_of(piece: Piece, theme: str, system: ColorSystem, palette: str) -> list[str]:
    ink, page = colours(piece.style, system, palette)
    usual = THEMES[theme].background
    assert usual
    paper = colours(Style(bgcolor=usual), system, palette)[1]
    where = f"{system.name} {palette}: {piece.text!r} at {piece.x}, {piece.y}: {piece.style}"
    if paper is None or page is None:
        return [f"the terminal's own colour {where}"]
    found = []
    if page != paper and contrast(page, paper) < DRAWN:
        found.append(f"block {contrast(page, paper):.1f} {where}")
    letters = [sign for sign in piece.text if not sign.isspace()]
    seen = contrast(ink, page) if ink else 0.0
    if any(not is_drawn(sign) for sign in letters) and seen < TEXT[system]:
        found.append(f"text {seen:.1f} {where}")
    if any(is_drawn(sign) for sign in letters) and seen < DRAWN:
        found.append(f"drawn {seen:.1f} {where}")
    return found


@pytest.mark.sweep
@pytest.mark.parametrize("theme", OWN)
async def test_every_cell_can_be_seen(theme: str) -> None:
    app = app_at("home", theme)
    wrong: dict[str, set[str]] = {}
    async with app.run_test(size=SIZE):
        for place in one_of_each_shape():
            async for state in states(app, place, theme):
                if found := faults(app, theme):
                    wrong[f"{place}, {state}"] = found
    assert wrong == {}


@pytest.mark.parametrize("theme", OWN)
@pytest.mark.parametrize("place", ["home", "question 1", "speak"])
async def test_large_letters_can_be_seen_as_well_as_small_ones(place: str, theme: str) -> None:
    app = app_at(place, theme)
    app.session._ports.settings.put("text_size", "large")
    async with app.run_test(size=SIZE):
        await settle(app)
        drawn = [p for p in pieces(app) if any(map(is_drawn, p.text))]
        assert drawn
        for piece in drawn:
            ink, page = colours(piece.style, TRUE, "xterm")
            assert ink and page and contrast(ink, page) >= TEXT[TRUE], piece


@pytest.mark.sweep
@pytest.mark.parametrize("theme", WITHOUT)
async def test_no_cell_sets_a_colour(theme: str) -> None:
    app = app_at("home", theme)
    async with app.run_test(size=SIZE):
        for place in one_of_each_shape():
            async for state in states(app, place, theme):
                for piece in pieces(app):
                    for colour in (piece.style.color, piece.style.bgcolor):
                        named = colour is not None and (theme == "none" or not colour.is_default)
                        assert not named, f"{place}, {state}: {piece}"


def looks(app: CompanionApp, view: Widget) -> tuple[set[str], set[str]]:
    """The signs in the region of a view, and the attributes that its letters have there."""
    here = [p for p in pieces(app) if view.region.contains(p.x, p.y)]
    marks = {name for p in here for name in ATTRIBUTES if p.text.strip() and getattr(p.style, name)}
    return set("".join(p.text for p in here)), marks


@pytest.mark.parametrize("theme", WITHOUT)
async def test_without_colours_focus_is_seen(theme: str) -> None:
    app = app_at("question 1", theme)
    async with app.run_test(size=SIZE):
        await settle(app)
        rows = [v for v in the_screen(app).controls() if isinstance(v, RowView)]
        box = app.screen.query_one(FieldView)
        for row in rows:
            the_screen(app).set_focus(None)
            await settle(app)
            before, frame = looks(app, row), looks(app, box)[0]
            row.focus()
            await settle(app)
            signs, marks = looks(app, row)
            assert marks - before[1] == {"bold", "reverse"}
            assert row.has_class("always") or signs - before[0] >= {MARKER.strip()}
        box.focus()
        await settle(app)
        assert {*filter(is_drawn, frame)} != {*filter(is_drawn, looks(app, box)[0])}


@pytest.mark.parametrize("theme", WITHOUT)
async def test_without_colours_states_are_seen(theme: str) -> None:
    app = app_at("symbols, chosen", theme)
    async with app.run_test(size=SIZE):
        await settle(app)
        chosen = [v.words for v in app.screen.query(RowView) if "chosen" in v.words]
        assert len(chosen) == 2
        app.session.tell(Problem("disk_full"))
        await the_screen(app).draw()
        read = read_aloud(app)
        assert read is not None
        await settle(app)
        words = next(v for v in app.screen.query(WordsView) if v.has_class("place"))
        assert looks(app, words)[1] == set()
        assert looks(app, read)[1] == {"bold", "underline"}
        assert looks(app, the_screen(app).notice)[1] == {"bold"}
        the_screen(app).text_select_all()
        await settle(app)
        assert looks(app, words)[1] == {"reverse"}  # marked by the mouse


@pytest.mark.parametrize("theme", WITHOUT)
async def test_without_colours_the_parts_of_a_picture_are_seen(theme: str) -> None:
    app = app_at("with pictures", theme)
    async with app.run_test(size=SIZE):
        await settle(app)
        views = list(app.screen.query(PictureView))
        here = [p for p in pieces(app) if any(v.region.contains(p.x, p.y) for v in views)]
        assert any(p.text.isspace() and p.style.reverse for p in here)  # ink
        assert any("▓" in p.text for p in here)  # the other ink
