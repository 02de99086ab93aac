"""Asking for a line on a real terminal: what arrives, and what is written meanwhile."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.plain.keys import MOVES, REMOVALS, edited
from companion.plain.shown import ShownLine
from companion.plainwords.wrap import cells
from tests.listening.terminals import Pty
from tests.terminal.pty_program import Program
from tests.terminal.steps import home_with

slow = pytest.mark.slow
LEFT, RIGHT, HOME, END, DELETE, BACK = "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f"
ENTER = "\r"
PATIENCE = 20.0
PROGRAM = r"""
import sys
from companion.plain.lines import EndOfInput, line_asker
ask, old = line_asker(), ""
try:
    while True:
        line = ask("Say it.\nLine: ", old)
        with open(sys.argv[1], "a", encoding="utf-8") as kept:
            kept.write(f"{line}\n{'cut' if ask.cut else 'whole'}\n")
        old = "old words" if line == "again" else ""
except EndOfInput:
    print("The end.")
"""
NO_TERMIOS = "import sys; sys.modules['termios'] = None"
NO_READLINE = "import sys; sys.modules['readline'] = None"
NO_ECHO = (
    "import termios; mode = termios.tcgetattr(0); mode[3] &= ~termios.ECHO; "
    "termios.tcsetattr(0, termios.TCSANOW, mode)"
)


class Asking:
    """A program that asks for lines on a pty."""

    def __init__(self, terminal: Pty, kept: Path) -> None:
        self.terminal = terminal
        self._kept = kept

    def press(self, *keys: str) -> None:
        """Press keys, each by itself, as a person does."""
        for key in keys:
            self.terminal.send(key.encode())
            time.sleep(0.02)

    def lines(self, count: int) -> list[tuple[str, str]]:
        """The lines that arrived, each "whole" or "cut", once there are `count`."""

        def kept() -> list[str]:
            return self._kept.read_text(encoding="utf-8").split("\n") if self._kept.exists() else []

        self.until(lambda: len(kept()) > 2 * count)
        return list(zip(kept()[0::2], kept()[1::2], strict=False))

    def line(self) -> str:
        """The only line that arrived, which must be whole."""
        ((words, state),) = self.lines(1)
        assert state == "whole"
        return words

    def expect(self, words: str) -> None:
        """Wait until words stand on the terminal."""
        self.until(lambda: words in "\n".join(self.terminal.rows()))

    def until(self, done: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, "\n".join(self.terminal.rows())
            time.sleep(0.01)


@contextmanager
def asking(tmp_path: Path, before: str = "", columns: int = 80) -> Iterator[Asking]:
    """Run PROGRAM on a pty, after the code in `before`."""
    terminal = Pty(columns, 24)
    kept = tmp_path / "kept"
    env = {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "PYTHONPATH": str(Path.cwd())}
    try:
        terminal.start([sys.executable, "-c", f"{before}\n{PROGRAM}", str(kept)], env)
        asks = Asking(terminal, kept)
        asks.expect("Line:")
        yield asks
    finally:
        terminal.stop()


BOUNCE = """
import companion.plain.lines as lines
from companion.domain.bounce import Bounce
made = lines.line_asker
lines.line_asker = lambda: made(judge=Bounce(lambda: 0.5).judge)
"""


@slow
def test_a_second_press_that_comes_too_soon_does_nothing(tmp_path: Path) -> None:
    with asking(tmp_path, BOUNCE) as asks:
        asks.press(*"helllo", ENTER)
        for _time in range(2):  # each by itself, also after the wait at the end of a line
            time.sleep(0.1)
            asks.press(ENTER)
        asks.press("x", ENTER)
        assert asks.lines(2) == [("helo", "whole"), ("x", "whole")]


@slow
def test_what_is_pasted_keeps_each_letter_and_each_empty_line(tmp_path: Path) -> None:
    with asking(tmp_path, BOUNCE) as asks:
        asks.terminal.send(b"too soon\r\rbook\r")
        assert [line for line, _state in asks.lines(3)] == ["too soon", "", "book"]


SPACE_ALONE = """
import companion.plain.lines as lines
made = lines.line_asker
lines.line_asker = lambda: made(alone=lambda key: key == " ")
"""


@slow
def test_a_key_that_is_an_answer_needs_no_enter(tmp_path: Path) -> None:
    with asking(tmp_path, SPACE_ALONE) as asks:
        asks.press(" ")
        assert asks.lines(1) == [(" ", "whole")]
        asks.press(*"my room", ENTER)
        assert asks.lines(2)[1] == ("my room", "whole")


# What arrives.


@slow
def test_a_line_arrives_as_it_was_typed(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        asks.press(*"I need a room. Café 静.", ENTER)
        assert asks.line() == "I need a room. Café 静."


@slow
def test_letters_are_taken_out_put_in_and_put_right(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        asks.press(
            *"quiet rom", BACK, *"m", LEFT, *"o", HOME, *"A ", END, *"!x", LEFT, DELETE, ENTER
        )
        assert asks.line() == "A quiet room!"


@slow
def test_keys_that_mean_nothing_here_change_nothing(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        up, page_up, f1, f1_console, alt_m, ctrl_s = (
            "\x1b[A",
            "\x1b[5~",
            "\x1bOP",
            "\x1b[[A",
            "\x1bm",
            "\x13",
        )
        asks.press("a", up, page_up, f1, f1_console, alt_m, ctrl_s, "\x1a", "\x0c", "b", ENTER)
        assert asks.line() == "ab"


@slow
def test_escape_alone_takes_no_letter_with_it(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        asks.press("a", "\x1b")
        time.sleep(0.8)
        asks.press("b", ENTER)
        assert asks.line() == "ab"


@slow
def test_pasted_words_stay_apart(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        asks.press("one\ttwo" + ENTER)
        assert asks.line() == "one two"


@slow
def test_6000_letters_arrive_whole(tmp_path: Path) -> None:
    words = "we are here and we talk " * 250
    with asking(tmp_path) as asks:
        asks.press(words[:3000])
        asks.press(words[3000:] + ENTER)
        assert asks.line() == words


@slow
def test_what_is_typed_ahead_is_whole_and_shown_once(tmp_path: Path) -> None:
    long = "we talk " * 700
    with asking(tmp_path) as asks:
        asks.press(f"one{ENTER}{long}{ENTER}three{ENTER}")
        assert [words for words, _state in asks.lines(3)] == ["one", long, "three"]
        asks.expect("three")
        assert asks.terminal.raw.count(b"one") == asks.terminal.raw.count(b"three") == 1


@slow
def test_old_words_can_be_changed_in_place(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        asks.press(*"again", ENTER)
        asks.expect("Line: old words")
        asks.press(BACK, *" here", ENTER)
        assert asks.lines(2)[1] == ("old word here", "whole")


@slow
def test_a_terminal_of_another_size_keeps_the_words(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        asks.press(*"we talk and we")
        for columns in (30, 120, 80):
            asks.terminal.resize(columns, 24)
            asks.press(*" talk")
        asks.press(BACK, *"k", ENTER)
        assert asks.line() == "we talk and we talk talk talk"


# The end, and the terminal afterwards.


@slow
@pytest.mark.parametrize("words", ["", "half a"])
def test_the_end_of_input_is_no_answer(tmp_path: Path, words: str) -> None:
    with asking(tmp_path) as asks:
        asks.press(*words, "\x04")
        if words:
            asks.press(ENTER)
            assert asks.line() == words  # it ends only an empty line
        else:
            asks.expect("The end.")


@slow
def test_the_terminal_is_given_back_as_it_was(tmp_path: Path) -> None:
    state = f"import os, sys; os.system({'stty -g'!r}); sys.stdout.flush()"
    again = "import atexit, os; atexit.register(os.system, 'stty -g')"
    with asking(tmp_path, f"{state}\n{again}") as asks:
        asks.press("\x04")
        asks.expect("The end.")
        states = [row for row in asks.terminal.rows() if row.count(":") > 10]
        asks.until(lambda: len([row for row in asks.terminal.rows() if row.count(":") > 10]) > 1)
        assert len(set(states)) == 1


# What is written.


@slow
def test_nothing_is_written_but_words_backspaces_and_line_ends(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        asks.press(*("we talk " * 12), *[BACK] * 30, *[LEFT] * 40, *"so", *[RIGHT] * 60, HOME, END)
        asks.terminal.resize(40, 24)
        asks.press(*"here", ENTER, "\x04")
        asks.expect("The end.")
        written = set(asks.terminal.raw.decode())
        assert written <= set("Say it.Line:we talksohereThe end.\b\r\n"), sorted(written)


@slow
def test_the_lines_before_the_prompt_come_with_it(tmp_path: Path) -> None:
    with asking(tmp_path) as asks:
        assert asks.terminal.raw == b"Say it.\r\nLine: "
        asks.press("a", ENTER)
        asks.until(lambda: asks.terminal.raw.endswith(b"a\r\nSay it.\r\nLine: "))


KEYS = sorted({*MOVES, *REMOVALS})
WRITING = st.text(st.sampled_from("ab cé静"), min_size=1, max_size=12)


@given(st.lists(st.sampled_from(KEYS) | WRITING, max_size=30), st.integers(6, 20))
def test_the_cursors_row_always_shows_what_is_around_the_cursor(
    keys: list[str], columns: int
) -> None:
    screen = pyte.Screen(columns, 300)
    screen.set_mode(pyte.modes.LNM)
    terminal = pyte.Stream(screen)
    prompt, line, at, shown = "Go: ", "", 0, ShownLine()
    terminal.feed(shown.show(prompt, len(prompt), columns))
    for key in keys:
        for one in [key] if key in KEYS else key:
            line, at = edited(line, at, one)
        text, cursor = prompt + line, len(prompt) + at
        written = shown.show(text, cursor, columns)
        terminal.feed(written)
        row = screen.display[screen.cursor.y].rstrip()
        start = cursor
        while start > 0 and cells(text[start - 1 : cursor]) <= screen.cursor.x:
            start -= 1
        assert cells(text[start:cursor]) == screen.cursor.x
        assert set(written) <= set(text) | set("\b\n ")
        assert screen.cursor.x or cursor == 0 == start
        assert f"{row:<{columns}}".startswith(text[start:cursor])
        assert text[start:].startswith(row)


@given(st.lists(st.sampled_from(KEYS) | WRITING, max_size=30))
def test_the_cursor_never_leaves_the_line(keys: list[str]) -> None:
    line, at = "", 0
    for key in keys:
        line, at = edited(line, at, key)
        assert 0 <= at <= len(line)


@pytest.mark.parametrize("letter", ["é", "e\u0301", "👩\u200d🦽", "静"])
def test_a_letter_of_several_parts_goes_as_one(letter: str) -> None:
    line = f"a{letter}"
    assert edited(line, len(line), BACK) == ("a", 1)
    assert edited(line, len(line), LEFT) == (line, 1)
    assert edited(line, 1, RIGHT) == (line, len(line))
    assert edited(line, 1, DELETE) == ("a", 1)


def test_whole_words_can_be_stepped_over_and_taken_out() -> None:
    assert edited("one two  ", 9, "\x17") == ("one ", 4)
    assert edited("one two", 7, "\x1b[1;5D") == ("one two", 4)
    assert edited("one  two", 1, "\x1b[1;5C") == ("one  two", 5)
    assert edited("one", 1, "\x1b[1;5C") == ("one", 3)


# Where keys cannot be had.


@slow
@pytest.mark.parametrize("before", [NO_TERMIOS, NO_ECHO])
def test_where_keys_cannot_be_had_the_terminal_edits(tmp_path: Path, before: str) -> None:
    with asking(tmp_path, before) as asks:
        asks.press("quiet rom", BACK, BACK, f"oom{ENTER}")
        assert asks.line() == "quiet room"


@slow
def test_a_long_line_that_the_terminal_may_cut_is_told(tmp_path: Path) -> None:
    with asking(tmp_path, NO_TERMIOS) as asks:
        asks.press("a" * 3900 + ENTER)
        assert asks.lines(1)[0] == ("a" * 3900, "whole")
        asks.press("b" * 2500)
        asks.press("b" * 2500 + ENTER)
        words, state = asks.lines(2)[1]
        assert len(words) < 5000
        assert state == "cut"


@slow
def test_readline_is_not_needed(tmp_path: Path) -> None:
    with asking(tmp_path, NO_READLINE) as asks:
        asks.press(*"rom", LEFT, *"o", ENTER)
        assert asks.line() == "room"


@slow
def test_a_sentence_wider_than_the_terminal_breaks_between_words(tmp_path: Path) -> None:
    with Program(home_with(tmp_path, "plain"), columns=50) as program:
        for answer in ("1", "2"):
            program.expect("Choose 1 to")
            program.type(f"{answer}\r")
        program.expect("How often we meet. For back, type b:")
        rows = program.raw.decode().replace("\r", "").split("\n")
        assert max(map(len, rows)) <= 50
        assert "plan the next session." in " ".join(rows)
