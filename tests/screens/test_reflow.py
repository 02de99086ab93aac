"""Every page at every size of window: no action is lost, nothing stands beside the screen."""

import pytest
from textual.geometry import Region

from companion.screens.field import FieldView
from companion.screens.page_screen import PageScreen
from companion.screens.views import Stop, TextBox
from tests.places import at, one_of_each_shape
from tests.screens.pilots import press, settle
from tests.screens.test_screen import APPS, rows_of, the_screen

SIZES = [(120, 40), (80, 24), (40, 12), (20, 6)]
LOOKS = [("screen", "normal"), ("reader", "normal"), ("screen", "large")]
GIANT = ["home", "charter part", "typed note", "with pictures", "settings", "help", "question 1"]


def name(view: Stop | TextBox | None) -> str:
    if isinstance(view, TextBox):
        return view.key
    return view.words if view is not None else ""


def choices(screen: PageScreen) -> list[str]:
    return sorted(name(view) for view in screen.controls())


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("place", "way", "level"),
    [(place, *look) for place in one_of_each_shape() for look in LOOKS]
    + [(place, "screen", "giant") for place in GIANT],
)
async def test_every_size_keeps_the_actions_the_place_and_what_was_typed(
    place: str, way: str, level: str
) -> None:
    session, world = at(place, way)
    world.settings.put("text_size", level)
    app = APPS[way](session)
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        screen = the_screen(app)
        await press(pilot, "x" if isinstance(screen.here(), TextBox) else "tab")
        there, here = choices(screen), name(screen.here())
        typed = [box.written() for box in screen.query(FieldView)]
        for size in (*SIZES[1:], SIZES[0]):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            shown = "\n".join(rows_of(app))
            assert choices(screen) == there, size
            assert name(screen.here()) == here, size
            assert [box.written() for box in screen.query(FieldView)] == typed, size
            assert screen.query_one("#sheet").max_scroll_x == 0, size
            assert all(0 < view.region.width <= size[0] for view in screen.stops()), size
            assert "#" not in shown, size
            app.place_cursor()
            assert Region(0, 0, *size).contains(*app.cursor_position), size
            assert screen.get_widget_at(*app.cursor_position)[0] is screen.here(), size
