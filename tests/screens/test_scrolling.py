"""Space and the wheel on a page that is longer than the screen: nothing is skipped or lost."""

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from companion.page.events import Typed
from companion.screens.app import CompanionApp
from companion.screens.page_screen import PageScreen
from companion.screens.views import Stop, TextBox, WordsView
from tests.places import at
from tests.screens.pilots import press, settle

LINES = [f"line {letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def a_long_note(size_of_words: str) -> CompanionApp:
    session, world = at("new note", "screen")
    world.settings.put("text_size", size_of_words)
    session.send(Typed("text", "\n".join(LINES)))
    return CompanionApp(session)


@pytest.mark.parametrize(("size_of_words", "size"), [("normal", (40, 10)), ("large", (60, 24))])
async def test_space_shows_every_row_of_a_text_box_that_fills_the_screen(
    size_of_words: str, size: tuple[int, int]
) -> None:
    app = a_long_note(size_of_words)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, PageScreen)
        screen.go_to(screen.stops()[0], +1)
        await settle(pilot)
        sheet = screen.query_one("#sheet")
        box = next(v for v in screen.views() if isinstance(v, TextBox))
        rows = set(range(sheet.virtual_size.height))
        for _ in range(2 + sheet.virtual_size.height // (sheet.size.height - 4)):
            top = sheet.scroll_offset.y
            rows -= set(range(top, top + sheet.size.height))
            await press(pilot, "space")
            here = screen.here()
            assert isinstance(here, Stop)
            in_sight = here.region.overlaps(sheet.content_region) or here.parent is not sheet
            assert in_sight or isinstance(here, WordsView)  # Enter chooses nothing unseen
        assert rows == set()
        assert box.written() == "\n".join(LINES)


async def wheel(pilot: Pilot[None], kind: type[MouseScrollDown | MouseScrollUp]) -> None:
    widget, _region = pilot.app.screen.get_widget_at(5, 3)
    widget.post_message(kind(widget, 5, 3, 0, 0, 0, False, False, False))
    await settle(pilot)


@pytest.mark.parametrize("size", [(40, 12), (80, 16)])
async def test_the_focus_goes_along_with_the_wheel(size: tuple[int, int]) -> None:
    session, _world = at("help", "screen")
    app = CompanionApp(session)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, PageScreen)
        sheet = screen.query_one("#sheet")
        for kind in (MouseScrollDown, MouseScrollUp):
            before = sheet.scroll_offset.y
            for _ in range(10):
                await wheel(pilot, kind)
                here = screen.here()
                assert isinstance(here, Stop)
                assert here.region.overlaps(sheet.content_region)
            assert sheet.scroll_offset.y != before


async def test_the_wheel_leaves_the_focus_to_who_is_writing() -> None:
    app = a_long_note("normal")
    async with app.run_test(size=(40, 10)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, PageScreen)
        box = next(v for v in screen.views() if isinstance(v, TextBox))
        screen.go_to(box, +1)
        await settle(pilot)
        for _ in range(15):
            await wheel(pilot, MouseScrollDown)
        assert screen.here() is box
