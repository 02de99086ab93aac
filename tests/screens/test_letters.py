"""Large letters: their shapes, their lines, and every page in them."""

import re
from itertools import combinations

import pytest
from textual.geometry import Region

from companion.domain.choices import SETTINGS
from companion.easyread.reading import charter_pack
from companion.page.events import Pressed
from companion.ports import Mark
from companion.screens.app import CompanionApp
from companion.screens.letter_field import LetterField
from companion.screens.letters.drawing import drawn, lines_of, width_of
from companion.screens.letters.font import UNKNOWN, dots
from companion.screens.letters.scales import GIANT, LARGE, Scale
from companion.screens.reader import ReaderApp
from companion.screens.sheet import View
from companion.screens.views import Stop, TextBox
from tests.places import at, one_of_each_choice
from tests.screens.pilots import press, settle
from tests.screens.test_screen import app_at, rows_of, the_screen
from tests.sharing_places import MADE_ANEW

SCALES = [*LARGE.values(), GIANT]
QUADRANTS = LARGE["quadrants"]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
USED = ".,:;!?'\"-–—()/&%£€$+=*@#½°•→✓…‘’“”"
ACCENTS = "àâäéèêëîïôöûüùçñÀÂÉÈÊÎÔÖÛÜÇŵŷŴŶåÅšžß"
BLOCKS = re.compile("[\u2580-\u259f\U0001fb00-\U0001fb3b]")
# A page of each kind: long, with rows, with a text box, with pictures.
SOME = ["home", "charter part", "with pictures", "written note", "speak, typed", "symbols", "help"]


def named(scale: Scale) -> str:
    return scale.name


@pytest.mark.parametrize("letter", [*ALPHABET, *USED, *ACCENTS])
def test_every_letter_that_we_use_is_drawn(letter: str) -> None:
    assert dots(letter) != dots(UNKNOWN)
    assert any(dots(letter)[1])


def test_every_letter_of_the_charter_is_drawn() -> None:
    words = "".join(c.words for part in charter_pack().parts for c in part.clauses)
    assert [letter for letter in set(words) if dots(letter) == dots(UNKNOWN)] == []


def test_what_is_not_drawn_is_a_box_and_never_a_gap() -> None:
    for letter in ("\u4e2d", "\U0001f600", "\u202e", "\x07"):
        assert dots(letter)[1] == dots(UNKNOWN)[1] or dots(letter) == dots(UNKNOWN)


def test_no_two_letters_look_the_same() -> None:
    shapes = {letter: dots(letter)[1] for letter in ALPHABET + ACCENTS}
    for one, other in combinations(shapes, 2):
        assert shapes[one] != shapes[other], (one, other)
    assert drawn("rn", QUADRANTS) != drawn("m", QUADRANTS)


@pytest.mark.parametrize("scale", SCALES, ids=named)
@pytest.mark.parametrize("word", ["Honour", "gjpqy,", "(6pm)", "É", "W" * 80, "a"])
def test_a_word_has_whole_rows_of_one_width(scale: Scale, word: str) -> None:
    rows = drawn(word, scale)
    assert len(rows) == scale.rows
    assert len({len(row) for row in rows}) == 1
    if len(word) < 60:
        assert len(rows[0]) == width_of(word, scale)


@pytest.mark.parametrize("scale", SCALES, ids=named)
@pytest.mark.parametrize("width", [38, 58, 78, 118])
def test_lines_fit_and_no_word_is_lost(scale: Scale, width: int) -> None:
    text = "We meet in Room 4 at 6 pm. Uncharacteristically long words are cut."
    lines = lines_of(text, width, scale)
    assert all(width_of_line(line, scale) <= width for line in lines)
    assert "".join("".join(lines).split()).replace("-", "") == "".join(text.split())
    if width > 70 and scale is QUADRANTS:
        assert any("Room 4" in line for line in lines)
        assert any("6 pm." in line for line in lines)


def width_of_line(line: str, scale: Scale) -> int:
    words = line.split(" ")
    return sum(width_of(word, scale) for word in words) + scale.space * (len(words) - 1)


def in_size(place: str, size: str, way: str = "screen") -> CompanionApp:
    session, world = at(place, way)
    world.settings.put("text_size", size)
    return CompanionApp(session) if way == "screen" else ReaderApp(session)


@pytest.mark.parametrize("size", ["large", "giant"])
@pytest.mark.parametrize("place", SOME)
async def test_only_whole_lines_are_shown_and_all_can_be_reached(place: str, size: str) -> None:
    app = in_size(place, size)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        screen = the_screen(app)
        rows = screen.scale.rows if screen.scale else 0
        sheet = screen.query_one("#sheet")
        assert rows and sheet.size.height % rows == 0
        for _press in range(len(screen.controls())):
            await press(pilot, "tab")
            assert sheet.scroll_offset.y % rows == 0
            seen = screen.here()
            assert seen is not None
            first, _last = seen.row_span()
            assert Region(0, 0, 100, 40).contains_region(
                Region(0, seen.region.y + first, 1, rows)
            ), f"{seen} is out of sight"


@pytest.mark.sweep
@pytest.mark.parametrize("place", [p for p in one_of_each_choice() if p != MADE_ANEW])
async def test_every_page_says_the_same_words_in_large_letters(place: str) -> None:
    small, large = in_size(place, "normal"), in_size(place, "large")
    async with small.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        words = sorted(map(said, the_screen(small).views()))
    async with large.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert sorted(map(said, the_screen(large).views())) == words
        assert BLOCKS.search("\n".join(rows_of(large)))


def said(view: View) -> str:
    return view.words if isinstance(view, Stop) else view.written()


async def test_typing_in_large_letters_keeps_every_letter_and_the_caret_in_sight() -> None:
    app = in_size("new note", "large")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        box = app.screen.query_one(LetterField)
        box.focus()
        text = "I need quiet please. Lights off, and a break after half an hour."
        await press(pilot, *text)
        assert box.written() == text
        assert len(box.pieces()) > 2
        assert "".join(text[start:end] for _n, start, end in box.pieces()) == text
        assert Region(0, 0, 80, 24).contains_point(box.cursor())
        await press(pilot, "up", "up", "X")
        assert box.written().index("X") < len(text) - 20
        await press(pilot, "backspace", "down", "down", "end")
        assert box.written() == text


async def test_a_word_wider_than_the_screen_can_be_written() -> None:
    app = in_size("new note", "giant")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        box = app.screen.query_one(LetterField)
        box.focus()
        box.insert("W" * 40 + " end")
        await settle(pilot)
        assert "".join(box.text[start:end] for _n, start, end in box.pieces()) == box.text
        assert all(end > start for _n, start, end in box.pieces())


async def test_plus_and_minus_change_the_size_at_once_and_keep_the_place() -> None:
    app, session = app_at("charter part", "screen")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down")
        here = the_screen(app).here()
        assert isinstance(here, Stop)
        words = here.words
        for size in SETTINGS["text_size"][1:]:
            await press(pilot, "plus")
            assert session.text_size == size
            now = the_screen(app).here()
            assert isinstance(now, Stop)
            assert now.words == words
        await press(pilot, "plus")
        assert session.notice is not None
        assert session.notice.text == "This is the largest."
        await press(pilot, "minus", "minus", "minus")
        assert session.text_size == "normal"
        assert not BLOCKS.search("\n".join(rows_of(app)))


async def test_a_change_of_size_keeps_what_was_typed_and_the_caret() -> None:
    app, session = app_at("written note", "screen")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "home", "A", "B", "C")
        session.send(Pressed("larger"))
        session.send(Pressed("larger"))
        the_screen(app).keep_typed()
        await the_screen(app).draw()
        await settle(pilot)
        box = app.screen.query_one(LetterField)
        assert box.written().startswith("ABC")
        assert box.cursor_location == (0, 3)
        assert app.screen.focused is box


async def test_what_is_said_of_letters_that_do_not_fit_goes_when_they_fit() -> None:
    app = in_size("home", "giant")
    async with app.run_test(size=(50, 24)) as pilot:
        await settle(pilot)
        assert the_screen(app).notice.words
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert the_screen(app).level == "giant"
        assert the_screen(app).notice.words == ""


async def test_letters_that_do_not_fit_step_down_and_say_so_once() -> None:
    app = in_size("home", "giant")
    async with app.run_test(size=(50, 24)) as pilot:
        await settle(pilot)
        assert the_screen(app).level == "large"
        told = "There is no room for big letters."
        assert the_screen(app).notice.words == told
        await press(pilot, "2")
        assert the_screen(app).notice.words == ""
        await pilot.resize_terminal(30, 12)
        await settle(pilot)
        assert the_screen(app).level == "spaced"
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert the_screen(app).level == "giant"


async def test_a_screen_reader_never_meets_drawn_letters() -> None:
    app = in_size("charter part", "giant", "reader")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert not BLOCKS.search("\n".join(rows_of(app)))


async def test_the_sentence_that_is_read_is_marked_in_large_letters() -> None:
    app = in_size("charter part", "large")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        stops = [view for view in the_screen(app).stops() if isinstance(view, Stop)]
        view = next(view for view in stops if view.words.startswith("We do 6"))
        plain = [strip.text for strip in view.render_lines(Region(0, 0, *view.size))]
        mark = Mark(view.words, 0, 3, 7)
        view.mark((mark.start, mark.end))
        strips = view.render_lines(Region(0, 0, *view.size))
        assert [strip.text for strip in strips] == plain
        reversed_cells = [s for strip in strips for s in strip if s.style and s.style.reverse]
        assert reversed_cells
        assert len(reversed_cells) < sum(len(list(strip)) for strip in strips)


def test_boxes_have_every_method_that_the_screen_needs() -> None:
    needed = {name for name, what in vars(TextBox).items() if callable(what)}
    assert all(getattr(LetterField, name) is not getattr(TextBox, name) for name in needed)


@pytest.mark.parametrize("size", ["normal", "large"])
async def test_only_the_line_in_focus_is_shown_where_the_member_wants_that(size: str) -> None:
    session, world = at("charter part", "screen")
    world.settings.put("text_size", size)
    world.settings.put("show_lines", "one")
    app = CompanionApp(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for _line in range(6):
            await press(pilot, "down")
            screen = the_screen(app)
            shown = {
                view
                for view in screen.stops()
                if isinstance(view, Stop)
                and any(strip.text.strip() for strip in view.render_lines(Region(0, 0, *view.size)))
            }
            waiting = [view for view in screen.stops() if view not in shown]
            assert screen.here() in shown
            assert len(shown) <= 2  # and the title
            assert len(waiting) > 5


@pytest.mark.parametrize("place", ["help now", "talk", "charter part"])
async def test_a_long_page_begins_at_its_title(place: str) -> None:
    app = in_size(place, "large")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert the_screen(app).query_one("#sheet").scroll_offset.y == 0
        here = the_screen(app).here()
        assert here is the_screen(app).stops()[0]


@pytest.mark.parametrize("size", ["normal", "large"])
async def test_a_resize_keeps_the_focus_on_what_every_page_adds(size: str) -> None:
    app = in_size("help now", size)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        while not (isinstance(here := the_screen(app).here(), Stop) and "Help" in here.words):
            await press(pilot, "tab")
        for columns, height in [(80, 11), (80, 40), (100, 24), (60, 13)]:
            await pilot.resize_terminal(columns, height)
            await settle(pilot)
            here = the_screen(app).here()
            assert isinstance(here, Stop)
            assert "Help" in here.words
            scale = the_screen(app).scale
            sheet = the_screen(app).query_one("#sheet")
            assert scale is None or sheet.size.height % scale.rows == 0
