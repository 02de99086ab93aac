"""The journey of the first step on a real terminal, in every way and size, and cut short."""

import re
import sys
from pathlib import Path

import pytest

from companion.store.home import Home
from companion.store.opening import open_store
from tests.terminal.pty_program import Program
from tests.terminal.steps import enter, home_with, open_a_note, start_a_sentence

pytestmark = pytest.mark.slow

SIZES = [(120, 40), (80, 24), (40, 12)]
WAYS = ["screen", "reader", "plain"]
WORDS = "I need a quiet room."
# Where the first question's answers lead: what is typed at it.
ANSWER = {"screen": "1\n", "reader": "3\n", "plain": "3\n"}
SECOND = {"reader": "2\n", "plain": "1\n"}


def notes(home: Path) -> list[str]:
    return [note.text for note in open_store(Home(home)).notes.all()]


def answer_the_question(program: Program, way: str) -> None:
    program.expect("How do you want to use Companion?")
    program.expect("Choose 1 to 5:")
    program.type(ANSWER[way])
    if way in SECOND:
        program.expect("Do you want lines or a screen?")
        program.expect("Choose 1 to 3:")
        program.type(SECOND[way])
    program.expect("2 Charter")


def read_part_5(program: Program, way: str) -> None:
    program.type("2" + enter(way))
    expect = program.expect_written if way == "plain" else program.expect  # lines scroll away
    expect("1 Part 1: What we are")
    program.type("5" + enter(way))
    for page in range(1, 9):
        expect(f"Page {page} of 8.")
        if page == 7:
            expect("Stepping back is always okay.")
        program.type("\r" if way == "plain" else "1")
    program.expect("This is the last page.")
    program.type("0" + enter(way))
    program.expect("2 Charter")


def press_done(program: Program) -> None:
    program.type("\t")
    program.expect_cursor("2 Done")
    program.type("\r")


def write_a_note(program: Program, way: str) -> None:
    program.type("5" + enter(way))
    program.expect("1 My notes")
    program.type("1" + enter(way))
    program.expect("1 New note")
    program.type("1" + enter(way))
    program.expect("This note is only for you.")
    if way == "plain":
        program.type("1\r")
        program.expect("Line 1:")
        program.type(f"{WORDS}\r\r")
        program.expect("It has 1 line.")
        program.type("2\r")
    else:
        program.type(WORDS)
        program.expect(WORDS)
        press_done(program)
    program.expect("Saved on this computer.")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", WAYS)
def test_the_first_journey(tmp_path: Path, way: str, size: tuple[int, int]) -> None:
    home = tmp_path / "home"
    with Program(home, columns=size[0], rows=size[1]) as program:
        answer_the_question(program, way)
        read_part_5(program, way)
        write_a_note(program, way)
        program.type("q" + enter(way))
        program.expect("Your words are safe. Goodbye.")
        assert program.wait() == 0
    assert notes(home) == [WORDS]


@pytest.mark.parametrize("way", WAYS)
def test_killed_in_mid_word_every_letter_is_there_the_next_day(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        start_a_sentence(program, way)
        program.read(1.0)  # the promise is 2 seconds
        program.kill()
    assert notes(home) == []
    with Program(home) as program:
        program.expect("You were here: a note. Carry on?")
        program.type("6" + enter(way))
        program.expect("half a sent")
        if way == "plain":
            program.type("2\r")
        else:
            press_done(program)
        program.expect("Saved on this computer.")
    assert notes(home) == ["half a sent"]


@pytest.mark.parametrize("way", WAYS)
def test_ctrl_c_stops_and_keeps(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        program.expect("2 Charter")
        program.type("\x03")
        program.expect("Your words are safe. Goodbye.")
        assert program.wait() == (130 if way == "plain" else 0)


def test_the_question_is_asked_once_and_is_silent_lines(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Program(home) as program:
        answer_the_question(program, "plain")
        assert b"\x1b" not in program.raw
        assert b"\x07" not in program.raw
    with Program(home) as program:
        program.expect("Companion, line by line.")


def test_plain_mode_only_ever_adds_lines(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Program(home, "--plain") as program:
        program.expect("Choose 1 to 5:")
        read_part_5(program, "plain")
        write_a_note(program, "plain")
        program.type("x\r")
        program.expect("Carry on")
        program.type("1\rq\r")
        assert program.wait() == 0
        # But for one thing, on Hide alone: the lines above are cleared from the window.
        [before, after] = program.raw.split(b"\x1b[3J")
        assert before.endswith(b"\r\n" * 60)
        assert not re.search(rb"[^\n\r -~\x08]|\r(?!\n)", before + after)


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_the_full_screen_asks_the_terminal_nothing(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        program.expect("2 Charter")
        program.type("q")
        program.wait()
        # Device status, modes, colours, keyboard and cursor reports all end in these.
        assert not re.search(rb"\x1b\[[?>=]?[0-9;]*(?:\$p|[cnq])|\x1b\][0-9]+;\?", program.raw)
        assert b"\x1b[?25l" not in program.raw
        assert b"\x1b[?1004h" not in program.raw


def test_the_window_is_named_after_the_page_but_not_a_private_one(tmp_path: Path) -> None:
    home = home_with(tmp_path, "screen")
    with Program(home) as program:
        write_a_note(program, "screen")
        program.type("0")
        program.expect("2 Charter")
        program.type("2")
        program.expect("The charter says")
        program.type("q")
        program.wait()
        titles = re.findall(rb"\x1b\]2;(.*?)\x07", program.raw)
        through_notes = [b"Companion", b"Companion: More", b"Companion"]
        assert titles == [*through_notes, b"Companion: Charter"]
        assert program.raw.index(b"\x1b[22;2t") < program.raw.index(b"\x1b[23;2t")


def test_the_reader_way_names_no_window(tmp_path: Path) -> None:
    home = home_with(tmp_path, "reader")
    with Program(home) as program:
        program.expect("2 Charter")
        program.type("q")
        program.wait()
        assert b"\x1b]" not in program.raw


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_idle_writes_nothing(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        program.expect("2 Charter")
        program.type("511")
        program.expect("Your note")
        before = -1
        while before != len(program.raw):  # until it has drawn all, also on a busy machine
            before = len(program.raw)
            program.read(2)
        program.read(10)
        assert len(program.raw) == before


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_the_real_cursor_follows_the_focus(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        program.expect("2 Charter")
        program.read(0.5)
        assert "1 Next session" in program.cursor_row
        for key, row in [("\x1b[B", "2 Charter"), ("\t", "3 My journal"), ("\x1b[A", "2 Charter")]:
            program.type(key)
            program.read(0.5)
            assert row in program.cursor_row


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_no_word_of_a_page_stays_where_a_terminal_has_only_one_screen(
    tmp_path: Path, way: str
) -> None:
    with Program(home_with(tmp_path, way)) as program:  # the terminal of this test has only one
        program.expect("1 Next session")
        program.type("q")
        assert program.wait() == 0
        program.read()
        assert program.screen.split() == ["Your", "words", "are", "safe.", "Goodbye."]


@pytest.mark.parametrize("size", [(5, 2), (19, 30), (30, 5)])
def test_a_tiny_terminal_gets_lines(tmp_path: Path, size: tuple[int, int]) -> None:
    home = home_with(tmp_path, "screen")
    with Program(home, columns=size[0], rows=size[1]) as program:
        program.read(2.0)
        program.type("q\r")
        assert program.wait() == 0
        assert b"\x1b[?1049h" not in program.raw


@pytest.mark.parametrize("way", WAYS)
def test_shrinking_to_almost_nothing_harms_nothing(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        program.expect("2 Charter")
        for size in [(5, 2), (1, 1), (80, 24)]:
            program.resize(*size)
            program.read(0.4)
        program.type("5" + enter(way))
        program.expect("1 My notes")
        program.type("1" + enter(way))
        program.expect("1 New note")


@pytest.mark.parametrize("way", WAYS)
def test_a_second_companion_is_told_and_neither_loses_words(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as first, Program(home, "--plain") as second:
        first.expect("2 Charter")
        second.read(1.0)
        with Program(home, "--plain") as third:
            third.expect("Companion is open in another window too.")
            write_a_note(third, "plain")
        write_a_note(first, way)
    assert notes(home) == [WORDS, WORDS]


def test_a_fault_shows_one_calm_sentence(tmp_path: Path) -> None:
    home = home_with(tmp_path, "screen")
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import sys\n"
        "from msgspec.structs import force_setattr\n"
        "from companion.pages import find_route\n"
        "def take(state, event):\n"
        "    private = 'the canary ' + str(event)\n"
        "    raise ValueError(private)\n"
        "force_setattr(find_route('note'), 'take', take)\n"
        "sys.argv = ['companion']\n"
        "from companion.__main__ import run\n"
        "run()\n"
    )
    with Program(
        home, shell=f"exec {sys.executable} {broken}", PYTHONPATH=str(Path.cwd())
    ) as program:
        open_a_note(program, "screen")
        program.type("words")
        program.expect("Companion stopped by mistake.")
        assert program.wait() == 1
        assert b"canary" not in program.raw
        assert b"Traceback" not in program.raw
