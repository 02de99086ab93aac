"""The screen-reader way: what keeps its place, what is said once, and what takes the cursor."""

import re

import pytest
from rich.console import Console
from rich.segment import Segment
from textual.geometry import Offset, Region
from textual.strip import Strip

from companion.page.blocks import Fact
from companion.page.rows import rows
from companion.screens.field import FieldView
from companion.screens.painter import ASIDE, CLEAR_SCREEN, TextPainter
from companion.screens.reader import ReaderApp
from companion.screens.steady import WORDS_ROWS, facts_in_choices
from tests.places import at
from tests.screens.pilots import press, settle
from tests.screens.terminals import Terminal, on_terminal

SIZE = (80, 24)
WIDTH = 20
BOX = Region(0, 1, WIDTH, 1)


class Painting:
    """A painter, and what a terminal of three rows and one for announcements is sent."""

    def __init__(self, *words: str) -> None:
        self._painter = TextPainter()
        self._console = Console()
        self.paint(*words)

    def paint(
        self,
        *words: str,
        cursor: int = 1,
        said: str = "",
        again: str = "",
        fine: Region | None = None,
    ) -> list[str]:
        """The texts that are sent, and last where the cursor goes, as "row;column"."""
        strips = [Strip([Segment(text.ljust(WIDTH))]) for text in (*words, "")]
        place = Offset(0, cursor)
        how = {"said": said, "again": again}
        sent = self._painter.paint(strips, self._console, place, fine=fine, **how)
        parts = re.split(r"\x1b\[(\d+;\d+)H", sent.removeprefix(CLEAR_SCREEN))
        texts = [re.sub(r"\x1b\[\d*[mK]", "", text).rstrip() for text in parts[2::2]]
        return [*[text for text in texts if text], *parts[-2:-1]]


def test_what_has_the_focus_is_announced_where_its_row_stands_already() -> None:
    painting = Painting("Companion", "1 Charter", "2 More")
    assert painting.paint("Companion", "1 Charter", "2 More", cursor=2, said="2 More") == [
        "2 More",
        "3;1",
    ]


def test_a_row_that_is_sent_is_not_announced_too() -> None:
    painting = Painting("Companion", "1 Charter", "2 More")
    assert painting.paint("More", "1 Charter", "2 News", cursor=2, said="2 News") == [
        "More",
        "2 News",
        "3;1",
    ]


def test_what_is_to_be_said_again_comes_first_also_where_the_cursor_is_sent() -> None:
    painting = Painting("Page 2", "1 Next", "2 Back")
    sent = painting.paint("Page 3", "1 Next", "2 Back", cursor=2, said="2 Back", again="We meet.")
    assert sent == ["Page 3", "We meet. 2 Back", "3;1"]
    sent = painting.paint("Page 4", "1 Next", "2 More", cursor=2, said="2 More", again="We talk.")
    assert "We talk." in sent


def test_a_text_box_is_announced_with_its_row() -> None:
    painting = Painting("Companion", "1 Charter", "2 More")
    said = "1 Your note, text box"
    sent = painting.paint("My note", "1 Your note:", "2 More", said=said, fine=BOX)
    assert sent == ["My note", "1 Your note:", said, "2;1"]


def test_the_same_words_on_another_page_are_sent_again_each_time() -> None:
    painting = Painting("Page 1", "1 Next", "2 Back")
    assert painting.paint("Page 2", "1 Next", "2 Back", said="1 Next") == [
        "Page 2",
        " 1 Next",
        f"2;{1 + ASIDE}",
    ]
    assert painting.paint("Page 3", "1 Next", "2 Back", said="1 Next") == [
        "Page 3",
        "1 Next",
        "2;1",
    ]


def test_other_words_that_begin_alike_are_sent_so_that_all_of_them_changed() -> None:
    painting = Painting("Noise", "1 Loud", "2 Quiet")
    assert painting.paint("Noise", "1 Loud, chosen", "2 Quiet") == [" 1 Loud, chosen", "2;1"]
    assert painting.paint("Noise", "1 Loud", "2 Quiet") == ["1 Loud", "2;1"]


def test_a_row_stays_where_it_stands_while_nothing_changes() -> None:
    painting = Painting("Noise", "1 Loud", "2 Quiet")
    painting.paint("Noise", "1 Loud, chosen", "2 Quiet")
    assert painting.paint("Noise", "1 Loud, chosen", "2 Quiet") == []
    assert painting.paint("Noise", "1 Loud, chosen", "2 Quiet", cursor=2) == ["3;1"]


def test_a_row_without_room_is_announced_instead() -> None:
    long = "1".ljust(WIDTH, "x")
    painting = Painting("Page 1", long, "2 Back")
    assert painting.paint("Page 2", long, "2 Back", said=long)[:2] == ["Page 2", long]


# Pages.


def test_a_fact_that_has_the_name_of_a_choice_is_told_in_the_choice() -> None:
    page = facts_in_choices(at("home with sessions")[0].page)
    assert [block.name for block in page.blocks if isinstance(block, Fact)] == ["News"]
    assert rows(page)[0].label.startswith("Next session: ")


def rows_of(terminal: Terminal) -> list[str]:
    return [row.rstrip() for row in terminal.rows]


async def test_a_text_that_is_turned_leaves_its_choices_where_they_are() -> None:
    app = ReaderApp(at("charter part", "reader")[0])
    async with on_terminal(app, SIZE) as (pilot, terminal):
        first = rows_of(terminal)
        assert first[WORDS_ROWS].strip() == "1 Next"
        before = len(terminal.written)
        await press(pilot, "space")
        assert rows_of(terminal)[WORDS_ROWS].strip() == "1 Next"
        assert rows_of(terminal)[WORDS_ROWS + 1] == first[WORDS_ROWS + 1] == "2 Page before"
        assert "Page before" not in terminal.written[before:]


@pytest.mark.parametrize("place", ["help", "next session", "speak", "question 1"])
async def test_a_page_without_room_has_its_choices_right_below_its_words(place: str) -> None:
    app = ReaderApp(at(place, "reader")[0])
    async with on_terminal(app, (80, 20)) as (_pilot, terminal):
        title, *rest = rows_of(terminal)
        assert title
        assert rest[0]


async def test_what_every_page_has_is_shown_when_the_focus_comes_to_it() -> None:
    app = ReaderApp(at("home", "reader")[0])
    async with on_terminal(app, SIZE) as (pilot, terminal):
        always = slice(-4, -1)
        assert rows_of(terminal)[always] == ["Help", "", ""]
        await press(pilot, *["tab"] * 5)
        assert rows_of(terminal)[always] == ["Help", "", ""]
        await press(pilot, "tab")
        assert rows_of(terminal)[always] == ["Help", "Hide now", ""]
        await press(pilot, "down")
        assert rows_of(terminal)[always] == ["Help", "Hide now", "Stop"]
        assert terminal.cursor.y == SIZE[1] - 2


async def test_a_row_and_its_message_go_out_in_one_write(monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[str] = []

    class Keeping(Terminal):
        def write(self, data: str) -> None:
            writes.append(data)
            super().write(data)

    monkeypatch.setattr("tests.screens.terminals.Terminal", Keeping)
    app = ReaderApp(at("setting", "reader")[0])
    async with on_terminal(app, SIZE) as (pilot, terminal):
        writes.clear()
        await press(pilot, "2")
        [told] = [data for data in writes if "chosen" in data]
        assert "We keep this." in told
        assert rows_of(terminal)[terminal.cursor.y].startswith("We keep this.")


async def test_a_message_of_a_page_that_opens_comes_before_its_text_box() -> None:
    app = ReaderApp(at("deleted note", "reader")[0])
    async with on_terminal(app, SIZE) as (pilot, terminal):
        await press(pilot, "1")
        assert rows_of(terminal)[terminal.cursor.y] == "Your note is back."
        await press(pilot, "tab")
        assert isinstance(app.screen.focused, FieldView)
        await press(pilot, "tab")
        assert "2 Done" in rows_of(terminal)[terminal.cursor.y]


async def test_after_a_message_of_the_same_page_a_move_goes_on_from_the_row() -> None:
    app = ReaderApp(at("setting", "reader")[0])
    async with on_terminal(app, SIZE) as (pilot, terminal):
        await press(pilot, "1", "2")
        await settle(pilot)
        await press(pilot, "up")
        assert rows_of(terminal)[terminal.cursor.y].strip().startswith("1 6pm")
