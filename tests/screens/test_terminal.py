"""What a terminal gets on every page: its cursor on what has the focus, and nothing while idle."""

import asyncio

import pytest

from companion.page.events import Pressed
from companion.screens.app import CompanionApp
from companion.screens.field import FieldView
from companion.screens.page_screen import PageScreen
from companion.screens.views import Stop, TextBox, WordsView
from tests.places import at, one_of_each_shape
from tests.screens.pilots import press
from tests.screens.terminals import Terminal, on_terminal, run_fast
from tests.screens.test_screen import LONG, SIZES, app_at, both_ways, the_screen

HOUR = 3600.0  # seconds
MOST = 60  # screenfuls of the longest page
every_page = pytest.mark.parametrize(
    ("place", "size"),
    [(place, (40, 12)) for place in one_of_each_shape()]
    + [(place, size) for place in LONG for size in SIZES],
)


def stands_on_the_focus(screen: PageScreen, terminal: Terminal) -> None:
    here = screen.here()
    assert here is not None
    assert here.region.height > 0
    assert screen.get_widget_at(*terminal.cursor)[0] is here
    assert terminal.cursor == here.cursor()
    assert terminal.cursor_is_shown
    if isinstance(here, Stop) and screen.scale is None:
        assert here.row_words(here.size.width) in terminal.rows[terminal.cursor.y]


async def nothing_comes(terminal: Terminal) -> None:
    """Wait an hour in which nobody presses a key."""
    before = len(terminal.written)
    await asyncio.sleep(HOUR)
    assert terminal.written[before:] == ""


@pytest.mark.sweep
@both_ways
@every_page
def test_the_cursor_stands_on_what_has_the_focus_and_idle_writes_nothing(
    place: str, way: str, size: tuple[int, int]
) -> None:
    app, session = app_at(place, way)
    session.still = True

    async def look() -> None:
        async with on_terminal(app, size) as (pilot, terminal):
            screen = the_screen(app)
            for _ in screen.controls():
                stands_on_the_focus(screen, terminal)
                await nothing_comes(terminal)
                await press(pilot, "tab")
            stands_on_the_focus(screen, terminal)

    run_fast(look())


@pytest.mark.sweep
@both_ways
@pytest.mark.parametrize("size", [(40, 12), (20, 6)])
@pytest.mark.parametrize("place", [*LONG, "full words", "privacy", "typed note", "rhythm"])
def test_space_shows_every_word_and_the_cursor_goes_along(
    place: str, way: str, size: tuple[int, int]
) -> None:
    app, session = app_at(place, way)
    session.still = True

    async def read() -> None:
        async with on_terminal(app, size) as (pilot, terminal):
            screen, sheet = the_screen(app), app.screen.query_one("#sheet")
            typed = [box.written() for box in screen.query(FieldView)]
            if isinstance(screen.here(), TextBox):
                await press(pilot, "escape")
            for _ in range(MOST):
                await press(pilot, "pageup")
                stands_on_the_focus(screen, terminal)
                if sheet.scroll_offset.y == 0:
                    break
            session.events.clear()  # the page before, where there was nothing above
            seen, top = "\n".join(terminal.rows), -1
            for _ in range(MOST):
                if top == sheet.scroll_offset.y or session.events:
                    break
                top = sheet.scroll_offset.y
                await press(pilot, "space")
                here = screen.here()
                # Where a text box fills the screen, the focus waits at the words above it.
                if here is not None and sheet.content_region.contains(*here.cursor()):
                    stands_on_the_focus(screen, terminal)
                seen += "\n".join(terminal.rows)
            words = [v for v in screen.stops() if isinstance(v, WordsView)]
            unseen = [r for v in words for r in v.wrapped(v.size.width) if r not in seen]
            assert unseen == []
            assert [box.written() for box in screen.query(FieldView)] == typed

    run_fast(read())
    offers = "next_page" in session.page.actions()
    assert session.events == ([Pressed("next_page")] if offers else [])


@pytest.mark.parametrize("level", ["large", "giant"])
def test_space_skips_no_large_words(level: str) -> None:
    session, world = at("charter part")
    session.still = True
    world.settings.put("text_size", level)
    app = CompanionApp(session)

    async def read() -> None:
        async with on_terminal(app, (80, 24)) as (pilot, terminal):
            screen, sheet = the_screen(app), app.screen.query_one("#sheet")
            last = [view for view in screen.stops() if isinstance(view, WordsView)][-1]
            for _ in range(MOST):
                before, more = sheet.scroll_offset.y, last.region.bottom > sheet.region.bottom
                await press(pilot, "space")
                assert (session.events == []) is more
                if not more:
                    return
                assert 0 < sheet.scroll_offset.y - before <= sheet.size.height
                stands_on_the_focus(screen, terminal)
            raise AssertionError("the page has no end")

    run_fast(read())
    assert session.events == [Pressed("next_page")]
