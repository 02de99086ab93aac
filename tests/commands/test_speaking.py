"""`companion say` and `companion read`, up to where sound begins; their files with a real voice."""

import json
import wave
from pathlib import Path

import pytest

from companion.problems import Problem
from companion.speech.backends import Manner
from companion.speech.recording import recorded
from companion.speech.rendering import Piece
from companion.store.home import Home
from companion.store.opening import open_store
from tests.commands.test_commands import TRACE, companion

SECRET = "the blue door"


@pytest.fixture(scope="module")
def a_voice() -> None:
    try:
        recorded([Piece("a")], Manner())
    except Problem as problem:
        pytest.skip(f"{problem.say} {problem.next}")


def a_note(home: Path) -> str:
    assert companion(home, "note", "add", "-", words=SECRET.encode()).returncode == 0
    [note] = open_store(Home(home)).notes.all()
    return note.id


def seconds(file: Path) -> float:
    with wave.open(str(file), "rb") as sound:
        return sound.getnframes() / sound.getframerate()


@pytest.mark.parametrize(
    ("words", "code", "say"),
    [
        (("read", "charter", "abc"), 1, "This text has no part abc."),
        (("read", "charter", "99"), 1, "This text has no part 99."),
        (("read", "charter", "5 1"), 1, "This text has no part 5 1."),
        (("read", "charter", "\x1b[2J"), 1, "This text has no part"),
        (("read", "home", "5"), 2, "We do not understand: 5"),
        (("read", "nowhere"), 2, "There is no page nowhere to read."),
        (("read", "note"), 2, "Something is missing after: companion read note"),
        (("read", "note", "abc"), 1, "There is no note abc."),
        (("read", "session", "abc"), 1, "There is no session abc."),
        (("read", "charter", "--to", "a.mp3"), 2, ".wav"),
        (("say", "--to", "no/such/folder/a.wav", "hello"), 1, "no/such/folder"),
    ],
)
def test_what_cannot_be_said_is_told(
    home: Path, words: tuple[str, ...], code: int, say: str
) -> None:
    done = companion(home, *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert say in done.stderr
    assert "\x1b" not in done.stderr
    assert TRACE not in done.stderr


def test_a_note_that_is_only_for_the_member_is_not_said(home: Path) -> None:
    done = companion(home, "say", a_note(home))
    assert done.returncode == 1
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize("answer", [b"n\n", b"\n", b""])
def test_own_words_are_read_only_after_a_yes(home: Path, answer: bytes) -> None:
    done = companion(home, "read", "note", a_note(home), words=answer)
    assert done.returncode == 1
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.usefixtures("a_voice")
def test_a_file_of_own_words_comes_with_a_warning(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.wav"
    done = companion(home, "read", "note", a_note(home), "--to", str(file))
    assert (done.returncode, done.stdout) == (0, f"The file is ready: {file}.\n")
    assert "This file holds your own words." in done.stderr
    assert file.stat().st_mode & 0o077 == 0
    assert seconds(file) > 1


@pytest.mark.usefixtures("a_voice")
def test_the_whole_charter_is_one_file_and_a_part_is_less(home: Path, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.wav", tmp_path / "part.wav"
    done = companion(home, "read", "charter", "--to", str(whole), "--json")
    assert json.loads(done.stdout) == {"file": str(whole), "format": "wav", "private": False}
    assert done.stderr == ""
    assert companion(home, "read", "charter", "5", "--to", str(part)).returncode == 0
    assert 30 < seconds(part) < seconds(whole) / 2
