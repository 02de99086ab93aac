"""Large letters on screens that are too small for all of them: whole lines, the new words first."""

import pytest
from textual.geometry import Region
from textual.widget import Widget

from companion.screens.page_screen import PageScreen
from companion.screens.views import Stop
from tests.screens.pilots import press, settle
from tests.screens.test_letters import in_size
from tests.screens.test_screen import rows_of, the_screen

MIXED = ["letters", "words to show", "with pictures", "last page of a part"]


def in_sight(screen: PageScreen, view: Widget) -> Region:
    """The part of a view that is on the screen."""
    return screen.find_widget(view).visible_region


def cut_lines(screen: PageScreen, rows: list[str]) -> list[str]:
    """What is drawn of lines that the edge of their place cuts."""
    found = []
    for view in screen.stops():
        if not isinstance(view, Stop):
            continue
        high = view.row_span()[1] - view.row_span()[0]
        region, seen = view.region, in_sight(screen, view)
        for top in range(region.y, region.bottom, high) if high > 1 else ():
            line = Region(region.x, top, region.width, high)
            if not seen.contains_region(line):
                part = line.intersection(seen)
                found += [r[part.x : part.right] for r in rows[part.y : part.bottom]]
    return [row for row in found if row.strip()]


@pytest.mark.sweep
@pytest.mark.parametrize("level", ["normal", "large", "giant"])
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 13), (40, 12)])
@pytest.mark.parametrize("place", MIXED)
async def test_no_line_of_large_letters_is_ever_cut(
    place: str, size: tuple[int, int], level: str
) -> None:
    app = in_size(place, level)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = the_screen(app)
        for _stop in range(len(screen.stops())):
            assert cut_lines(screen, rows_of(app)) == []
            await press(pilot, "down")
            sheet = screen.query_one("#sheet")
            sheet.scroll_to(y=sheet.scroll_offset.y + 1, animate=False, force=True)
            await settle(pilot)


@pytest.mark.parametrize("level", ["large", "giant"])
@pytest.mark.parametrize("place", ["charter part", "1 sentence"])
async def test_a_turned_page_begins_at_its_words(place: str, level: str) -> None:
    app = in_size(place, level)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = the_screen(app)
        assert screen.here() is screen.stops()[0]  # its title
        for _page in range(3):
            await press(pilot, "1")
            here = screen.here()
            assert isinstance(here, Stop)
            assert here is screen.stops()[2]  # below the title and "Page 2 of 8."
            first = Region(here.region.x, here.region.y, here.region.width, here.row_span()[1])
            assert in_sight(screen, here).contains_region(first)


@pytest.mark.parametrize(("size", "level"), [((80, 24), "normal"), ((40, 12), "large")])
async def test_words_to_show_come_first(size: tuple[int, int], level: str) -> None:
    app = in_size("words to show", level)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = the_screen(app)
        big = next(v for v in screen.stops() if v.has_class("big"))
        assert in_sight(screen, big).height == big.region.height


async def test_a_message_leaves_room_for_the_page() -> None:
    for size, rows in (((120, 40), 5), ((80, 24), 5), ((40, 12), 1)):
        app = in_size("last page of a part", "large")
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            screen = the_screen(app)
            assert screen.notice.row_span() == (0, rows)
            assert in_sight(screen, screen.notice).height == screen.notice.region.height
            assert screen.query_one("#sheet").region.height >= 5
            await pilot.resize_terminal(120, 40)
            await settle(pilot)
            assert screen.notice.row_span() == (0, 5)
