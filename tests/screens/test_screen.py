"""The full screen in both ways: focus and cursor, text boxes, sizes, calm, hostile words."""

import asyncio
import re

import pytest
from textual.events import Key, Paste

from companion.actions import offer
from companion.domain.bounce import REPEAT
from companion.domain.connections import Arrived
from companion.page import wording
from companion.page.blocks import Quote
from companion.page.events import Chose, Pressed
from companion.problems import Problem
from companion.screens.app import CompanionApp
from companion.screens.field import FieldView
from companion.screens.page_screen import PageScreen
from companion.screens.picture import PictureView
from companion.screens.reader import ReaderApp, ReaderScreen
from companion.screens.views import RowView, Stop, WordsView
from tests.places import CANARY, RecordingSession, at
from tests.screens.pilots import press, settle
from tests.sharing_places import MADE_ANEW

APPS = {"screen": CompanionApp, "reader": ReaderApp}
SIZES = [(120, 40), (80, 24), (40, 12), (20, 6)]
LONG = ["charter part", "last page of a part", "help", "help now", "marked note"]
PATIENCE = 20.0  # seconds; computers may be busy
both_ways = pytest.mark.parametrize("way", APPS)


def app_at(place: str, way: str) -> tuple[CompanionApp, RecordingSession]:
    session, _world = at(place, way)
    return APPS[way](session), session


def rows_of(app: CompanionApp) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


def the_screen(app: CompanionApp) -> PageScreen:
    assert isinstance(app.screen, PageScreen)
    return app.screen


def cursor_row(app: CompanionApp) -> str:
    app.place_cursor()
    return rows_of(app)[app.cursor_position.y]


@both_ways
@pytest.mark.parametrize("size", [(80, 24), (20, 6)])
@pytest.mark.parametrize("place", LONG)
async def test_every_word_can_be_brought_into_view_by_arrows(
    place: str, way: str, size: tuple[int, int]
) -> None:
    app, session = app_at(place, way)
    session.still = True
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = the_screen(app)
        wanted = {v for v in screen.stops() if isinstance(v, Stop)}
        seen = set()
        for _ in range(sum(max(1, v.size.height) for v in screen.stops()) + 2):
            here = screen.here()
            if isinstance(here, FieldView):
                await press(pilot, "escape")
            else:
                assert isinstance(here, Stop)
                assert here.row_words(here.size.width) in cursor_row(app)
                seen.add(here)
                await press(pilot, "down")
            await settle(pilot)
        words = {v for v in wanted if isinstance(v, WordsView)}
        assert words <= seen or way == "screen"
        assert {v for v in wanted if isinstance(v, RowView)} <= seen


@both_ways
@pytest.mark.parametrize("size", [(40, 12), (20, 6)])
async def test_a_long_page_begins_at_its_title(way: str, size: tuple[int, int]) -> None:
    app, _session = app_at("help now", way)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "I need help now" in rows_of(app)[0]
        assert "999" in " ".join(rows_of(app)) or size == (20, 6)


@both_ways
async def test_letters_are_text_in_a_text_box(way: str) -> None:
    app, session = app_at("new note", way)
    async with app.run_test() as pilot:
        await press(pilot, *"bq0x?w1 5v", "space", "n")
        await asyncio.sleep(0)
        the_screen(app).keep_typed()
        assert [e for e in session.events if not hasattr(e, "text")] == []
        assert app.screen.query_one(FieldView).text == "bq0x?w1 5v n"


@both_ways
async def test_escape_leaves_the_box_and_keeps_the_text(way: str) -> None:
    app, session = app_at("new note", way)
    async with app.run_test() as pilot:
        await press(pilot, *"hello", "escape")
        assert not isinstance(app.screen.focused, FieldView)
        assert app.screen.query_one(FieldView).text == "hello"
        await press(pilot, "b")
        assert session.page.route == "notes"
        assert [n.text for n in session._ports.notes.all()] == ["hello"]


@both_ways
async def test_keys_that_come_all_at_once_lose_no_letter(way: str) -> None:
    session, world = at("new note", way)
    app = APPS[way](session)
    async with app.run_test() as pilot:
        for key in (*"quick", "tab"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        await press(pilot, "2")
        assert [n.text for n in world.notes.all()] == ["quick"]


@both_ways
async def test_typed_text_is_drafted_while_the_member_still_types(way: str) -> None:
    session, world = at("new note", way)
    app = APPS[way](session)
    async with app.run_test() as pilot:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not world.drafts.stored and asyncio.get_running_loop().time() < end:
            await press(pilot, "a")  # never resting, so that only KEEP_WITHIN can keep it
        drafts = list(world.drafts.stored.values())
        assert drafts
        assert drafts[0].text


@both_ways
async def test_a_paste_brings_words_and_no_controls(way: str) -> None:
    app, _session = app_at("new note", way)
    async with app.run_test() as pilot:
        box = app.screen.query_one(FieldView)
        app.post_message(Paste("one\r\ntwo \x1b[31mred\x07\x00 [b]markup[/b]"))
        await settle(pilot)
        assert box.text == "one\ntwo red [b]markup[/b]"


@both_ways
@pytest.mark.parametrize(
    "words", ["[/]", "[b]bold[/b]", "[@click=app.quit]x[/]", "\x1b[2J\x9b31m", "a\u202eb\u2066c"]
)
async def test_hostile_words_are_shown_as_words(way: str, words: str) -> None:
    session, world = at("notes, none", way)
    world.notes.add(words)
    session.send(Pressed("back"))
    session.send(Pressed("open_notes"))
    app = APPS[way](session)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2")
        text = "\n".join(rows_of(app))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        if words.startswith("["):
            assert words in text


@both_ways
async def test_resizing_keeps_page_focus_caret_and_text(way: str) -> None:
    app, session = app_at("written note", way)
    async with app.run_test(size=(80, 24)) as pilot:
        box = app.screen.query_one(FieldView)
        await press(pilot, "end", *" and more")
        caret, text = box.cursor_location, box.text
        for size in [(40, 12), (20, 6), (5, 2), (120, 40), (80, 24)]:
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert session.page.route == "note"
        assert app.screen.focused is box
        assert (box.cursor_location, box.text) == (caret, text)


async def test_a_page_of_one_sentence_has_a_larger_picture_where_there_is_room() -> None:
    app, session = app_at("with pictures", "screen")
    session.send(Pressed("read_together"))
    async with app.run_test(size=(120, 40)) as pilot:
        for size, cells in [((120, 40), (32, 16)), ((80, 24), (16, 8)), ((100, 30), (32, 16))]:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            picture = app.screen.query(PictureView).first()
            assert picture.size == cells
            strips = picture.render_lines(picture.size.region)
            inks = {segment.style for strip in strips for segment in strip}
            assert len(inks) > 1  # full squares are painted as background


async def test_a_picture_comes_and_goes_with_the_room_for_it() -> None:
    app, session = app_at("with pictures", "screen")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.screen.query(PictureView)
        for size in [(30, 10), (80, 24), (36, 11), (120, 40)]:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            drawn = size[0] >= 36 and size[1] >= 12
            assert bool(app.screen.query(PictureView)) is drawn
            assert ("Picture:" in " ".join(v.words for v in app.screen.query(Stop))) is not drawn
            session.tell(Problem("disk_full"))
            await the_screen(app).draw()  # in place: as many views as items


@both_ways
async def test_marking_a_note_does_not_disturb_the_box(way: str) -> None:
    app, _session = app_at("written note", way)
    async with app.run_test() as pilot:
        box = app.screen.query_one(FieldView)
        await press(pilot, "end", "X", "escape", "3")
        assert app.screen.query_one(FieldView) is box
        assert box.text.split("\n")[0].endswith("X")


async def test_focus_shows_without_colour() -> None:
    app, _session = app_at("home", "screen")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "down")
        assert [row.strip() for row in rows_of(app) if row.strip().startswith(">")] == [
            "> 2 Charter"
        ]


async def test_no_marker_in_the_reader_way() -> None:
    app, _session = app_at("home", "reader")
    async with app.run_test() as pilot:
        await press(pilot, "down")
        assert not any(">" in row for row in rows_of(app))


@both_ways
async def test_choosing_another_way_ends_this_one(way: str) -> None:
    app, session = app_at("ways", way)
    async with app.run_test() as pilot:
        session.send(Chose("way", "lines"))
        await the_screen(app).after()
        await pilot.pause()
    assert app._exit
    assert not session.stopped


@both_ways
async def test_bigger_words_show_at_once(way: str) -> None:
    app, session = app_at("ways", "screen")
    async with app.run_test() as pilot:
        await press(pilot, "2")
        assert session.text_size == "large"
        assert app.screen.has_class("letters")


@both_ways
async def test_what_cannot_be_saved_is_told_and_stays_on_the_screen(way: str) -> None:
    session, world = at("new note", way)
    app = APPS[way](session)
    async with app.run_test(size=(80, 30)) as pilot:
        world.drafts.broken = Problem("disk_full")
        await press(pilot, *"keep me")
        the_screen(app).keep_typed()
        await the_screen(app).after()
        await settle(pilot)
        shown = " ".join(" ".join(rows_of(app)).split())
        assert "The disk is full." in shown
        assert app.screen.query_one(FieldView).text == "keep me"
        assert isinstance(app.screen.focused, FieldView)


@both_ways
@pytest.mark.parametrize("place", ["journal draft", "note draft", "speak draft"])
async def test_the_member_goes_on_behind_the_last_letter(place: str, way: str) -> None:
    app, session = app_at(place, way)
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await press(pilot, *" more")
        assert app.screen.query_one(FieldView).text == f"{CANARY} more"
        assert session.page.private


async def test_the_cursor_goes_to_the_row_that_was_chosen_by_its_number() -> None:
    app, _session = app_at("join in", "reader")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert cursor_row(app).rstrip() == "4 I draw, chosen"


async def test_other_rows_wait_while_someone_writes() -> None:
    app, session = app_at("question 1", "reader")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2", "a")
        the_screen(app).keep_typed()
        await the_screen(app).after()
        await settle(pilot)
        assert session.page.blocks[-2] == offer("next_question", label="Done")
        assert "4 Skip" in "\n".join(rows_of(app))
        await press(pilot, "tab")
        assert "4 Done" in "\n".join(rows_of(app))


@both_ways
async def test_the_second_question_begins_at_its_first_row(way: str) -> None:
    app, _session = app_at("question 1", way)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert "1 Choose pictures" in cursor_row(app)


@both_ways
@pytest.mark.parametrize("columns", [100, 40, 20])
async def test_every_letter_that_leaves_is_on_the_screen_as_it_is(way: str, columns: int) -> None:
    app, session = app_at(MADE_ANEW, way)
    exact = [b for b in session.page.blocks if isinstance(b, Quote) and b.exact]
    lines = [line for block in exact for line in wording.lines(block)]
    async with app.run_test(size=(columns, 100)) as pilot:
        await settle(pilot)
        views = [v for v in the_screen(app).stops() if isinstance(v, WordsView)]
        shown = [view for view in views if view.words in lines]
        assert [view.words for view in shown] == [block.text for block in exact]
        on_screen = rows_of(app)
        for view in shown:
            region = view.content_region
            rows = [r[region.x : region.right] for r in on_screen[region.y : region.bottom]]
            gutter = "  " if way == "screen" else ""
            assert all(row.startswith(gutter) for row in rows)
            pieces = [row.removeprefix(gutter) for row in rows]
            ends = view.wrapped(view.size.width)
            assert "".join(p[: len(end)] for p, end in zip(pieces, ends, strict=True)) == view.words


@both_ways
async def test_what_comes_by_itself_leaves_the_focus_where_it_is(way: str) -> None:
    session, here = at("receipt, waiting", way)
    app = APPS[way](session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab")
        for doing in ("Sending. 1 of 1.", ""):
            here.sync.doing = doing
            screen = the_screen(app)
            if isinstance(screen, ReaderScreen):
                screen.said = ""
            screen.post_message(PageScreen.Heard())
            await settle(pilot)
            assert bool(doing) == ("Sending." in "\n".join(rows_of(app)))
            assert "2 Take it back" in cursor_row(app)
            if isinstance(screen, ReaderScreen):
                assert screen.said == ""


@both_ways
async def test_a_file_that_is_ready_is_told_once(way: str) -> None:
    session, here = at("share drawing, being made", way)
    app = APPS[way](session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "We make the new file now." in "\n".join(rows_of(app))
        await press(pilot, "tab", "tab")  # the page can be used meanwhile
        here.studio.slow = False
        here.studio.heard()
        await settle(pilot)
        screen = the_screen(app)
        assert session.page.route == "share_thing"
        assert "\n".join(rows_of(app)).count("The new file is ready.") == 1
        if isinstance(screen, ReaderScreen):
            assert screen.said.count("The new file is ready.") == 1
            screen.said = ""
        here.studio.heard()
        await settle(pilot)
        if isinstance(screen, ReaderScreen):
            assert screen.said == ""


async def test_after_what_came_a_move_goes_on_from_where_the_focus_was() -> None:
    session, here = at("receipt, waiting", "reader")
    app = ReaderApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab")
        here.sync.come(Arrived(got=1))
        the_screen(app).post_message(PageScreen.Heard())
        await settle(pilot)
        assert "They have 1 thing that you sent." in cursor_row(app)
        here.sync.doing = "Looking for news."  # the page is drawn anew
        the_screen(app).post_message(PageScreen.Heard())
        await settle(pilot)
        assert "They have 1 thing that you sent." in cursor_row(app)
        await press(pilot, "tab")
        assert "3 Print" in cursor_row(app)


async def test_one_sentence_is_said_also_where_it_stands_already() -> None:
    app, _session = app_at("charter part", "reader")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "space")
        assert "Acknowledge." in rows_of(app)[2]
        await press(pilot, "6")
        assert "Acknowledge." in rows_of(app)[2]
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.again == "Acknowledge."


@both_ways
async def test_a_second_press_that_comes_too_soon_does_nothing(way: str) -> None:
    app, session = app_at("home", way)
    session._ports.settings.put("bounce", "2")
    async with app.run_test() as pilot:
        for at in (10.0, 11.5):
            app.post_message(typed_at(at, "2"))
            await settle(pilot)
        assert session.events == [Pressed("open_charter")]


@both_ways
async def test_a_press_that_may_be_held_counts_a_moment_later_or_before_the_next_key(
    way: str,
) -> None:
    app, session = app_at("new note", way)
    session._ports.settings.put("bounce", "0.2")
    async with app.run_test() as pilot:
        for at, key in ((0, "a"), (0.4, "a"), (0.5, "b")):  # pressed again, then another key
            app.post_message(typed_at(at, key))
        for at in (2.0, 2.5, 2.53, 2.56):  # held
            app.post_message(typed_at(at, "c"))
        for at in (4.0, 4.4):  # pressed again, and nothing after it
            app.post_message(typed_at(at, "d"))
        await pilot.pause(REPEAT * 2)
        the_screen(app).keep_typed()
        assert app.screen.query_one(FieldView).text == "aabcdd"


def typed_at(at: float, letter: str) -> Key:
    """A key that came at that time."""
    key = Key(letter, letter)
    key.time = at
    return key


@both_ways
async def test_that_counts_for_letters_too_but_not_for_what_is_pasted(way: str) -> None:
    app, session = app_at("new note", way)
    session._ports.settings.put("bounce", "2")
    async with app.run_test() as pilot:
        await press(pilot, *"hellpo")
        app.post_message(Paste("pool"))
        await settle(pilot)
        await press(pilot, *"mm")
        the_screen(app).keep_typed()
        assert app.screen.query_one(FieldView).text == "helpopoolm"
