"""Every page in every front end: the same words, the same actions within reach."""

import io
import sys
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from companion import actions
from companion.page import wording
from companion.page.blocks import Page
from companion.page.events import Event, Pressed
from companion.page.rows import rows
from companion.pages import MODULES
from companion.plain.lines import EndOfInput
from companion.plain.mode import PlainMode
from companion.screens.app import CompanionApp
from companion.screens.field import FieldView
from companion.screens.items import page_items
from companion.screens.page_screen import PageScreen
from companion.screens.reader import ReaderApp
from companion.screens.views import RowView, Stop
from tests.places import PLACES, RecordingSession, at, one_of_each_choice, one_of_each_page
from tests.screens.pilots import press, settle

# Actions that only change how a page looks, and so are in one front end alone.
VOICE = (actions.When.WITH_VOICE, actions.When.BY_KEY)
LOOK_ONLY: frozenset[str] = frozenset()
SIZE = (120, 60)
APPS: dict[str, Callable[[RecordingSession], CompanionApp]] = {
    "screen": CompanionApp,
    "reader": ReaderApp,
}


class Typist:
    """Answers plain mode's questions from a list, then is gone; keeps all that was shown."""

    cut = False
    more = False

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.shown = ""

    def __call__(self, text: str, old: str = "") -> str:
        del old
        self.shown += text
        if not self._answers:
            raise EndOfInput
        return self._answers.pop(0)

    def unseen(self, text: str) -> str:
        return self(text)


def expected_events(page: Page) -> dict[str, Event]:
    """What every front end must be able to say on a page, by the words of its row."""
    events: dict[str, Event] = {
        wording.row(row): row.event for row in rows(page) if row.event is not None
    }
    for entry in actions.available(page):
        if entry.when is not actions.When.OFFERED and entry.id not in LOOK_ONLY:
            events.setdefault(wording.label(entry.label), Pressed(entry.id))
    return events


def keys_alone(page: Page) -> set[Event]:
    """What has a key on this page and no row: the voice, where it is off, and its keys.

    All of it stands as rows on "Read to me", which every help page offers.
    """
    offered = page.actions()
    entries = [entry for entry in actions.available(page) if entry.id not in offered]
    return {Pressed(e.id) for e in entries if e.when in VOICE and e not in actions.always(page)}


def test_what_has_only_a_key_is_a_row_of_read_to_me() -> None:
    offered = at("reading")[0].page.actions()
    voiced = {entry.id for entry in actions.ACTIONS if entry.when in VOICE}
    # The first needs a place on a page, and so a screen; the next are a setting too; the last
    # is a row of Help.
    assert voiced - offered == {"read_here", "larger", "smaller", "go"}
    assert "go" in at("help")[0].page.actions()
    assert "open_reading" in at("help")[0].page.actions()


def test_every_route_has_a_place() -> None:
    shown = {at(place)[0].page.route for place in PLACES}
    assert shown == set(MODULES)


def test_every_action_can_be_reached_somewhere() -> None:
    reached = {s.id for place in PLACES for s in actions.available(at(place)[0].page)}
    assert reached | {s.id for s in actions.in_lines()} == {s.id for s in actions.ACTIONS}


@pytest.mark.parametrize("place", PLACES)
def test_each_row_has_a_number_that_is_1_key(place: str) -> None:
    assert len(rows(at(place)[0].page)) <= 9


@pytest.mark.parametrize("place", PLACES)
def test_plain_lines_say_every_word(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    session, _world = at(place, "plain")
    page, typist = session.page, Typist()
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    PlainMode(session, typist).run()
    shown = typist.shown.split("\n")
    for line in wording.page_lines(page):
        assert any(said.startswith(line) for said in shown), line


@pytest.mark.parametrize("place", PLACES)
def test_plain_lines_reach_every_action(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at(place, "plain")[0].page
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    for words, event in expected_events(page).items():
        number_or_word = words.split(maxsplit=1)[0] if words[0].isdigit() else words.casefold()
        for answer in {number_or_word, _key(event) or number_or_word}:
            session, _world = at(place, "plain")
            PlainMode(session, Typist(answer)).run()
            assert session.events[:1] == [event], (words, answer)


def _key(event: Event) -> str:
    return actions.spec(event.action).key if isinstance(event, Pressed) else ""


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("place", "way"),
    [(place, "screen") for place in one_of_each_choice()]
    + [(place, "reader") for place in one_of_each_page()],
)
async def test_the_screen_shows_every_word(place: str, way: str) -> None:
    session, _world = at(place, way)
    app = APPS[way](session)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
        shown = [strip.text for strip in app.screen._compositor.render_strips()]
        items = page_items(session.page)
        drawn = [item.words for item in items if item.letters or app.screen.draws(item)]
        for line in wording.page_lines(session.page):
            assert line in drawn or any(line in row for row in shown), line


@pytest.mark.sweep
@pytest.mark.parametrize(
    # Which keys there are is the same in both ways, and the page's own.
    ("place", "way"),
    [(place, way) for way in APPS for place in one_of_each_page()],
)
async def test_the_screen_reaches_every_action(place: str, way: str) -> None:
    """Each by its key, and each as a row that Tab comes to."""
    session, _world = at(place, way)
    session.still = True
    expected = expected_events(session.page)
    app = APPS[way](session)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, PageScreen)
        await _leave_text_box(pilot)
        for words, event in expected.items():
            from_here = _from_here(screen)
            await press(pilot, "question_mark" if _key(event) == "?" else _first(words, event))
            sent = from_here if event == Pressed("read_here") else event
            assert session.events[-1:] == [sent], words
        found = set()
        for _ in range(len(screen.controls()) + 1):
            if isinstance(screen.focused, RowView):
                found.add(screen.focused.event)
            await press(pilot, "tab")
        assert found == set(expected.values()) - keys_alone(session.page)


@pytest.mark.parametrize("way", APPS)
async def test_enter_chooses_what_has_the_focus(way: str) -> None:
    session, _world = at("home", way)
    app = APPS[way](session)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "tab", "enter")
        assert session.events == [Pressed("open_charter")]
        assert session.page.route == "charter"


def _from_here(screen: PageScreen) -> Event:
    """What is read "from here" begins with the words that the focus is on."""
    here = screen.here()
    return Pressed("read_here", here.words if isinstance(here, Stop) else "")


def _first(words: str, event: Event) -> str:
    """The key for a row: its number, or its action's letter."""
    return words.split(maxsplit=1)[0] if words[0].isdigit() else _key(event)


async def _leave_text_box(pilot: Pilot[None]) -> None:
    await settle(pilot)
    if isinstance(pilot.app.screen.focused, FieldView):
        await press(pilot, "escape")
