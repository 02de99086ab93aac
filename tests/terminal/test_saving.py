"""A file of what was said and typed in lines, made on a real terminal."""

from pathlib import Path

import pytest

from tests.terminal.pty_program import Program
from tests.terminal.steps import home_with

pytestmark = pytest.mark.slow

WORDS = "I need a quiet room."


def write_a_line(program: Program) -> None:
    program.expect("2 Charter")
    program.type("my notes\r")
    program.expect("1 New note")
    program.type("1\r")
    program.expect("Your note")
    program.type("1\r")
    program.expect("Line 1:")
    program.type(f"{WORDS}\r\r")
    program.expect("It has 1 line.")


def test_the_words_of_this_run_are_in_a_file_only_when_asked(tmp_path: Path) -> None:
    member = tmp_path / "member"
    member.mkdir()
    with Program(home_with(tmp_path, "plain"), rows=40, columns=160, HOME=str(member)) as program:
        write_a_line(program)
        program.type("save\r")
        program.expect("Others may read it. For a file, type yes:")
        assert list(member.iterdir()) == []
        program.type("no\r")
        program.expect("We made no file.")
        program.type("save What I said\r")
        program.expect("What I said.txt")
        program.type("yes\r")
        program.expect("The file is ready:")
        program.type("x\r")
        program.expect_written("Carry on")
        program.type("save\r1\rsave After\r")
        program.expect("After.txt")
        program.type("yes\r")
        program.expect("The file is ready:")
        program.type("save\r")
        program.expect("type yes:")
        program.type("\x04")  # the end of input
        program.expect("Goodbye.")
        assert program.wait() == 0
    files = {path.name: path.read_text("utf-8") for path in member.iterdir()}
    assert sorted(files) == ["After.txt", "What I said.txt"]
    said = files["What I said.txt"]
    assert said.startswith("Companion, line by line.\n")
    assert f"Line 1: {WORDS}\nLine 2: \n" in said
    assert said.endswith("save What I said\n")
    assert all(sign.isprintable() or sign == "\n" for sign in said)
    assert "quiet" not in files["After.txt"]
    assert (member / "What I said.txt").stat().st_mode & 0o777 == 0o600
