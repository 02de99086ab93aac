"""Two keys, or one: everything can be reached, and what is spoken can be chosen."""

import asyncio

import pytest
from textual.pilot import Pilot

from companion.page.blocks import Quote
from companion.page.events import Chose, Pressed
from companion.screens.app import CompanionApp
from companion.screens.few_keys import ROUNDS, FewKeys
from companion.screens.views import RowView, Stop
from tests.fakes import World
from tests.places import RecordingSession, at, one_of_each_choice
from tests.screens.pilots import press, settle
from tests.screens.test_screen import APPS, both_ways, the_screen

REST = 2.0  # seconds, as the setting has it first


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def here_of(app: CompanionApp) -> str:
    here = the_screen(app).here()
    assert isinstance(here, Stop)
    return here.words


def set_up(
    place: str, way: str, keys: str, *, voice: str = "off"
) -> tuple[CompanionApp, RecordingSession, World]:
    session, world = at(place, way)
    for name, value in {"keys": keys, "voice": voice, "say_moves": "on"}.items():
        world.settings.put(name, value)
    return APPS[way](session), session, world


def rested(few: FewKeys) -> bool:
    return few.rests


def spoken(world: World) -> bool:
    """Whether something is being said."""
    return world.voice.talking


async def scanning(app: CompanionApp, pilot: Pilot[None]) -> tuple[FewKeys, Clock]:
    """Begin to go round, by a clock that a test turns."""
    await settle(pilot)
    few, clock = the_screen(app).few_keys, Clock()
    few.now = clock
    few.opened()
    return few, clock


async def wait(pilot: Pilot[None], few: FewKeys, clock: Clock, seconds: float = REST) -> None:
    clock.time += seconds
    few.look()
    await settle(pilot)


@both_ways
async def test_with_two_keys_each_choice_is_reached_and_chosen(way: str) -> None:
    app, session, _world = set_up("home", way, "two")
    async with app.run_test() as pilot:
        await settle(pilot)
        met = [here_of(app)]
        while len(met) < 40 and met[0] not in met[1:]:
            await press(pilot, "space")
            met.append(here_of(app))
        controls = [v.words for v in the_screen(app).controls() if isinstance(v, RowView)]
        assert set(controls) <= set(met)
        while "Charter" not in here_of(app):
            await press(pilot, "space")
        await press(pilot, "enter")
        assert session.events == [Pressed("open_charter")]


@both_ways
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (20, 6)])
async def test_with_two_keys_every_word_of_a_long_page_comes_into_sight(
    way: str, size: tuple[int, int]
) -> None:
    app, _session, _world = set_up("help now", way, "two")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = the_screen(app)
        seen: set[str] = set()
        for _ in range(60):
            rows = [strip.text.strip() for strip in screen._compositor.render_strips()]
            seen |= {word for row in rows for word in row.split()}
            await press(pilot, "space")
        words = {word for v in screen.stops() if isinstance(v, Stop) for word in v.words.split()}
        assert {w for w in words if len(w) < size[0] - 2} <= seen


@pytest.mark.parametrize("keys", ["two", "one"])
@pytest.mark.parametrize("place", one_of_each_choice())
def test_no_page_needs_a_text_box(place: str, keys: str) -> None:
    session, world = at(place)
    world.settings.put("keys", "all")
    before = [b for b in session.page.blocks if type(b).__name__ == "Field"]
    world.settings.put("keys", keys)
    blocks = session.page.blocks
    assert not [b for b in blocks if type(b).__name__ == "Field"]
    offered = [b for b in blocks if getattr(b, "action", "") == "write_board"]
    assert len(offered) == len(before) or place.startswith("board")


@both_ways
async def test_words_are_written_with_two_keys_alone(way: str) -> None:
    app, session, world = set_up("new note", way, "two")
    world.notes.add("I need a quiet room.", aloud=True)
    async with app.run_test() as pilot:
        await settle(pilot)

        async def choose(words: str) -> None:
            for _ in range(40):
                if here_of(app).split(" ", 1)[-1].removesuffix(", chosen") == words:
                    await press(pilot, "enter")
                    return
                await press(pilot, "space")
            raise AssertionError(f"{words} is not there: {the_screen(app).stops()}")

        await choose("Your note")
        await choose("g to l")
        await choose("h")
        await choose("g to l")
        await choose("i")
        await choose("Signs and numbers")
        await choose("Full stop")
        await choose("Words")
        await choose("quiet")
        await choose("Take 1 back")
        await choose("Take 1 back")
        assert Quote("Hi. Quie", exact=True) in session.page.blocks
        await choose("Words")
        await choose("Whole lines")
        await choose("I need a quiet room.")
        await choose("Done")
        await choose("Back")
        assert "Hi. Quie\nI need a quiet room." in [note.text for note in world.notes.all()]


@both_ways
async def test_with_one_key_each_choice_is_said_and_waits_while_it_is_said(way: str) -> None:
    app, session, world = set_up("home", way, "one", voice="on")
    async with app.run_test() as pilot:
        few, clock = await scanning(app, pilot)
        own = world.sound.speakers["own"]
        first = here_of(app)
        await wait(pilot, few, clock, 60)
        assert here_of(app) == first  # it is being said
        own.end()
        await wait(pilot, few, clock, REST - 0.1)
        assert here_of(app) == first  # its time is not over
        await wait(pilot, few, clock, 0.1)
        assert here_of(app) != first
        assert "Charter" in world.sound.heard("own")[-1]
        await press(pilot, "space")
        assert session.events == [Pressed("open_charter")]


@both_ways
async def test_after_a_few_rounds_it_waits_in_silence_for_a_press(way: str) -> None:
    app, session, world = set_up("home", way, "one", voice="on")
    async with app.run_test() as pilot:
        few, clock = await scanning(app, pilot)
        own = world.sound.speakers["own"]
        controls = len(the_screen(app).controls())
        for _ in range(ROUNDS * (controls + 2)):
            if own.talking:
                own.end()
            await wait(pilot, few, clock)
        assert rested(few)
        said = list(world.sound.said)
        await wait(pilot, few, clock, 3600)
        assert world.sound.said == said
        assert said.count(said[-1]) == ROUNDS
        await press(pilot, "space")
        assert session.events == []  # it chooses nothing that was said long ago
        assert not rested(few)
        assert "Next session" in here_of(app)
        assert "Next session" in world.sound.said[-1][1]


@both_ways
async def test_a_press_while_a_page_is_read_only_stops_it(way: str) -> None:
    app, session, world = set_up("help now", way, "one", voice="on")
    async with app.run_test() as pilot:
        few, clock = await scanning(app, pilot)
        session.send(Pressed("read"))
        own = world.sound.speakers["own"]
        own.start()
        session.events.clear()
        await wait(pilot, few, clock, 60)
        before = here_of(app)
        await press(pilot, "space")
        assert not spoken(world)
        assert session.events == []
        await wait(pilot, few, clock)
        assert here_of(app) != before


@both_ways
async def test_a_press_while_the_room_hears_something_stops_that(way: str) -> None:
    app, session, world = set_up("speak", way, "one", voice="on")
    async with app.run_test() as pilot:
        few, clock = await scanning(app, pilot)
        session.send(Pressed("say_line", "0"))
        session.events.clear()
        assert world.voice.talking
        await wait(pilot, few, clock, 60)
        await press(pilot, "space")
        assert not spoken(world)
        assert session.events == []


async def test_with_all_keys_nothing_moves_by_itself() -> None:
    app, _session, _world = set_up("home", "screen", "all")
    async with app.run_test() as pilot:
        few, clock = await scanning(app, pilot)
        first = here_of(app)
        await wait(pilot, few, clock, 3600)
        assert here_of(app) == first


async def test_one_key_turns_two_keys_and_all_keys_on_again() -> None:
    app, session, world = set_up("keys", "screen", "one")
    async with app.run_test() as pilot:
        few, clock = await scanning(app, pilot)
        await press(pilot, "space")
        for _ in range(20):
            if "All keys" in here_of(app):
                break
            few = the_screen(app).few_keys
            await wait(pilot, few, clock)
        await asyncio.sleep(1.1)  # until the key counts again
        await press(pilot, "space")
        assert Chose("keys", "all") in session.events
        assert world.settings.get("keys") == "all"
