"""Rough handling on a real terminal: floods of keys, pastes, signals, odd terminals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from companion.store.home import Home
from companion.store.opening import open_store
from tests.terminal.pty_program import Program
from tests.terminal.steps import home_with, open_a_note, start_a_sentence

pytestmark = pytest.mark.slow


def kept(home: Path) -> list[str]:
    """All the member's words on the disk: notes, and drafts of a run that ended."""
    store = open_store(Home(home))
    return [n.text for n in store.notes.all()] + [d.text for d in store.drafts.left_over()]


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_keys_just_before_ctrl_q_are_kept(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        open_a_note(program, way)
        program.type("hello there words\x11")
        assert program.wait() == 0
    assert kept(home) == ["hello there words"]


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_keys_typed_ahead_of_the_page_reach_it(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        program.expect("2 Charter")
        # More, my notes, new note, words; left of "ld" one letter more; Tab to Done, Enter, Ctrl+Q.
        program.type("511hello wld\x1b[D\x1b[Dor\t\r\x11")
        assert program.wait() == 0
    assert kept(home) == ["hello world"]


def test_pasted_paragraphs_are_all_text_in_plain_lines(tmp_path: Path) -> None:
    home = home_with(tmp_path, "plain")
    with Program(home) as program:
        for key in ("5", "1", "1", "1"):
            program.expect(":")
            program.read(0.3)
            program.type(f"{key}\r")
        program.expect("Line 1:")
        program.type("one\r\r4\rq\rtwo\r")
        program.expect("Line 6:")
        program.type("\r")
        program.expect("It has 5 lines.")
        program.type("q\r")
        program.wait()
    assert kept(home) == ["one\n\n4\nq\ntwo"]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_note_add_keeps_finished_lines_whatever_ends_it(tmp_path: Path, end: int) -> None:
    home = tmp_path / "home"
    with Program(home, "note", "add") as program:
        program.expect("Line 1:")
        program.type("one\r")
        program.expect("Line 2:")
        program.type("two\r")
        program.expect("Line 3:")
        os.kill(program.pid, end)
        assert program.wait() == (-end if end == signal.SIGKILL else 130)
    assert kept(home) == ["one\ntwo"]


def test_note_edit_shows_the_lines_and_keeps_the_rest(tmp_path: Path) -> None:
    home = tmp_path / "home"
    note = open_store(Home(home)).notes.add("one\ntwo")
    with Program(home, "note", "edit", note.id) as program:
        program.expect("It has 2 lines.")
        program.type("1\r")
        program.expect("Line 3:")
        program.type("three\r")
        program.expect("Line 4:")
        program.type("\r")
        program.expect("Saved on this computer.")
        assert program.wait() == 0
    assert kept(home) == ["one\ntwo\nthree"]


@pytest.mark.parametrize(("command", "questions"), [("note", 1), ("journal", 2)])
def test_words_are_asked_for_in_lines_that_fit(
    tmp_path: Path, command: str, questions: int
) -> None:
    with Program(tmp_path / "home", command, "add", "--width", "20") as program:
        for answer in ("one", "two")[:questions]:
            program.expect("An empty line ends.")
            program.expect("Line 1:")
            program.type(f"{answer}\r")
            program.expect("Line 2:")
            program.wipe()
            program.type("\r")
        assert program.wait() == 0
        rows = program.raw.decode().splitlines()
    assert max(map(len, rows)) <= 20, rows


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_nothing_is_drawn_on_standard_error(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    caught = tmp_path / "caught"
    command = f"exec {sys.executable} -m companion 2>{caught}"
    with Program(home, shell=command) as program:
        program.expect("2 Charter")
        program.type("q")
        assert program.wait() == 0
    assert caught.read_bytes() == b""


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_draw_gets_lines(tmp_path: Path, term: str) -> None:
    home = home_with(tmp_path, "screen")
    with Program(home, TERM=term) as program:
        program.expect("Choose 1 to 5:")
        program.type("q\r")
        assert program.wait() == 0


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
@pytest.mark.parametrize("way", ["screen", "reader", "plain"])
def test_signals_keep_what_was_typed(tmp_path: Path, way: str, end: int) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        start_a_sentence(program, way)
        program.read(0.8)
        os.kill(program.pid, end)
        program.wait()
    assert kept(home) == ["half a sent"]


def test_a_number_of_5000_digits_is_just_a_wrong_answer(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "companion", "charter", "9" * 5000],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "does not fit here." in done.stderr


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_the_page_is_there_again_after_a_stop_from_outside(tmp_path: Path, way: str) -> None:
    with Program(home_with(tmp_path, way)) as program:
        program.expect("2 Charter")
        program.read(0.5)
        os.kill(program.pid, signal.SIGTSTP)
        program.read(0.5)
        program.wipe()
        os.kill(program.pid, signal.SIGCONT)
        program.expect("2 Charter")


@pytest.mark.parametrize("way", ["screen", "reader", "plain"])
def test_a_terminal_that_goes_without_a_signal_ends_the_program(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    outer, inner = os.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "companion"],
        stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
        env={**os.environ, "COMPANION_HOME": str(home), "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(inner)
    shown = b""
    while b"More" not in shown:
        shown += os.read(outer, 65536)
    os.close(outer)
    assert program.wait(20) is not None
