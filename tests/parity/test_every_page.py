"""What is asked of every page: a name, help in its place, and nothing that happens by itself."""

from datetime import timedelta

import pytest

from companion import actions
from companion.page import wording
from companion.page.blocks import Field, Page
from companion.page.events import Chose, Pressed
from companion.page.rows import rows
from companion.pages import MODULES
from companion.screens.views import RowView
from tests.parity.test_parity import APPS
from tests.places import PLACES, at, one_of_each_page
from tests.screens.pilots import press, settle

pages = pytest.mark.parametrize("place", PLACES)
EVERYWHERE = [entry.id for entry in actions.ACTIONS if entry.when is not actions.When.OFFERED]


@pages
def test_every_page_has_a_name(place: str) -> None:
    assert any(letter.isalpha() for letter in wording.title(at(place)[0].page))


@pages
def test_help_has_the_same_key_and_comes_in_the_same_order(place: str) -> None:
    page = at(place)[0].page
    here = [entry.id for entry in actions.always(page)]
    assert here == [name for name in EVERYWHERE if name in here]
    if not page.hidden and page.route != "help":
        assert page.letters_off or actions.for_key(page, "?") == actions.offer("help")
        assert "help" in here


def test_an_action_has_the_same_name_on_every_page() -> None:
    names: dict[str, set[str]] = {}
    for place in PLACES:
        for row in rows(at(place)[0].page):
            if isinstance(row.event, Pressed) and row.event.action in EVERYWHERE:
                words = wording.row(row).lstrip("0123456789 ")
                names.setdefault(row.event.action, set()).add(words)
    assert names
    assert all(len(words) == 1 for words in names.values()), names


@pages
def test_nothing_ends_while_nobody_does_anything(place: str) -> None:
    """No time is up, after an hour and after a month: page, text and choices stand."""
    session, here = at(place)
    before = session.page
    for time in (timedelta(hours=1), timedelta(days=30)):
        here.clock.time += time
        session.hear()
        session.try_again()
        session.look_again()
        assert not session.stopped
        assert (session.page.route, session.page.title) == (before.route, before.title)
        assert session.page.actions() == before.actions()
        assert fields(session.page) == fields(before)


def fields(page: Page) -> list[Field]:
    return [block for block in page.blocks if isinstance(block, Field)]


@pytest.mark.sweep
@pytest.mark.parametrize("way", APPS)
@pytest.mark.parametrize("place", one_of_each_page())
async def test_to_go_to_a_row_does_nothing_else(place: str, way: str) -> None:
    session, _world = at(place, way)
    app = APPS[way](session)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *["tab"] * (len(rows(session.page)) + 6), "down", "up")
        assert [event for event in session.events if isinstance(event, Pressed | Chose)] == []
        assert session.page.route in MODULES


async def test_a_press_of_the_mouse_counts_only_when_it_is_let_go_on_the_same_row() -> None:
    session, _world = at("home")
    app = APPS["screen"](session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        first, second = list(app.screen.query(RowView))[:2]
        await pilot.mouse_down(first)
        await pilot.mouse_up(second)
        await settle(pilot)
        assert session.page.route == "home"
        await pilot.click(second)
        await settle(pilot)
        assert session.page.route == "charter"
