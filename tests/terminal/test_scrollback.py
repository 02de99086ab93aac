"""Own words are gone from a real terminal, also from the lines above, after Hide and Stop."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import pytest

from companion.store.home import Home
from companion.store.opening import open_store
from tests.terminal.pty_program import Program
from tests.terminal.steps import enter, home_with

pytestmark = pytest.mark.slow
WAYS = ["screen", "reader", "plain"]
WORD = "kestrel"


class Tmux:
    """A tmux of our own, with a shell in it. `second_screen`: as most terminals have one."""

    def __init__(self, socket: str, env: dict[str, str], *, second_screen: bool, rows: int) -> None:
        self._words = ["tmux", "-L", socket, "-f", "/dev/null"]
        self._env = {**os.environ, **env}
        self.run("new-session", "-d", "-x", "80", "-y", f"{rows}", "sh")
        self.run("set", "-g", "alternate-screen", "on" if second_screen else "off")

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._words, *words], env=self._env, capture_output=True, text=True, check=True
        )
        return done.stdout

    def type(self, *keys: str) -> None:
        self.run("send-keys", *keys)

    def everything(self) -> str:
        """What is shown, and all lines above."""
        return self.run("capture-pane", "-p", "-S", "-")

    def expect(self, words: str) -> None:
        end = time.monotonic() + 20
        while words not in self.run("capture-pane", "-p"):
            assert time.monotonic() < end, self.everything()
            time.sleep(0.05)


@contextmanager
def companion_in_tmux(
    tmp_path: Path, way: str, *, second_screen: bool, rows: int
) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is missing. To test this, type: sudo apt install tmux")
    home = home_with(tmp_path, way)
    open_store(Home(home)).notes.add(WORD)
    env = {"COMPANION_HOME": str(home), "TERM": "xterm-256color", "PS1": "$ "}
    # A server of its own: one that is still ending would take the next shell with it.
    tmux = Tmux(f"companion-{token_hex(4)}", env, second_screen=second_screen, rows=rows)
    try:
        tmux.type(f"clear; {sys.executable} -m companion", "Enter")
        end = ["Enter"] if way == "plain" else []
        for key, then in (("5", "1 My notes"), ("1", "1 New note"), ("2", "1 Your note")):
            tmux.expect("2 Charter" if key == "5" else "")
            tmux.type(key, *end)
            tmux.expect(then)
        assert WORD in tmux.everything()
        yield tmux
    finally:
        tmux.run("kill-server")


@pytest.mark.parametrize("rows", [24, 90])  # more rows than Hide pushed away before
@pytest.mark.parametrize("second_screen", [True, False])
@pytest.mark.parametrize("way", WAYS)
def test_after_hide_and_after_stop_no_own_word_is_above(
    tmp_path: Path, way: str, second_screen: bool, rows: int
) -> None:
    with companion_in_tmux(tmp_path, way, second_screen=second_screen, rows=rows) as tmux:
        end = ["Enter"] if way == "plain" else []
        if way != "plain":
            tmux.type("Escape")
            time.sleep(1)  # so long may it be the start of a longer key
        tmux.type("x", *end)
        tmux.expect("Carry on")
        assert WORD not in tmux.everything()
        for key in ("1", "5", "1", "2"):
            tmux.type(key, *end)
            time.sleep(0.7)
        tmux.expect(WORD)
        if way != "plain":
            tmux.type("Escape")
            time.sleep(1)
        tmux.type("q", *end)
        tmux.expect("Goodbye.")
        assert WORD not in tmux.everything()


def _to_a_note(program: Program) -> None:
    program.expect("2 Charter")
    for key, then in (("5", "1 My notes"), ("1", "1 New note"), ("2", WORD)):
        program.type(key + enter("plain"))
        program.expect(then)


@pytest.mark.parametrize("end", ["q\r", "\x03", "\x04"])
def test_a_terminal_that_cannot_clear_lines_is_told_of(tmp_path: Path, end: str) -> None:
    home = home_with(tmp_path, "plain")
    open_store(Home(home)).notes.add(WORD)
    with Program(home, TERM="vt100", TMUX="") as program:
        _to_a_note(program)
        program.type(end)
        program.expect("Your words still stand above. To clear them, close this window.")
        program.expect("Your words are safe. Goodbye.")
        program.wait()
        assert b"\x1b" not in program.raw


def test_lines_that_hold_no_own_word_stay(tmp_path: Path) -> None:
    home = home_with(tmp_path, "plain")
    with Program(home) as program:
        program.expect("2 Charter")
        program.type("2\rq\r")
        program.expect("Goodbye.")
        program.wait()
        assert b"\x1b" not in program.raw
        assert not re.search(rb"(\r\n){9}", program.raw)


def test_own_words_in_lines_are_cleared_also_when_the_screen_came_after(tmp_path: Path) -> None:
    home = home_with(tmp_path, "plain")
    open_store(Home(home)).notes.add(WORD)
    with Program(home) as program:
        _to_a_note(program)
        ways = ("go how i use companion", "1 Screen"), ("1", "x Hide")
        for key, then in (("0", "2 Charter"), *ways):
            program.type(key + "\r")
            program.expect(then)
        program.type("q")
        program.expect("Goodbye.")
        program.wait()
        assert program.raw.rindex(b"\x1b[3J") > program.raw.rindex(b"\x1b[?1049l")
