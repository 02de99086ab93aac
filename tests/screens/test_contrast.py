"""Every cell of every page can be seen: with our own colours, the terminal's, and with none."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual import constants
from textual.pilot import Pilot

from companion.ports import Mark
from companion.problems import Problem
from companion.screens.app import CompanionApp
from companion.screens.field import FieldView
from companion.screens.page_screen import PageScreen
from companion.screens.picture import PictureView
from companion.screens.themes import THEMES, without_bright_bold
from companion.screens.views import MARKER, RowView, Stop, WordsView
from tests.places import PLACES, RecordingSession, at
from tests.screens.cells import PALETTES, Piece, colours, contrast, is_drawn, pieces

TRUE, FEW, FEWEST = ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD
TEXT = {TRUE: 7.0, FEW: 4.5, FEWEST: 4.5}
DRAWN = 3.0  # frames, pictures, and where the focus is
SIZE = (80, 24)
OWN = ("dark", "light", "cream")
WITHOUT = ("terminal", "none")


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
        found |= set(_faults_of(piece, theme, TRUE, "xterm") + _faults_of(piece, theme, FEW, "xterm"))
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


@pytest.mark.parametrize("theme", OWN)
async def test_every_cell_can_be_seen(theme: str) -> None:
    app = app_at("home", theme)
    wrong: dict[str, set[str]] = {}
    async with app.run_test(size=SIZE):
        for place in PLACES:
            async for state in states(app, place, theme):
                if found := faults(app, theme):
                    wrong[f"{place}, {state}"] = found
    assert wrong == {}
