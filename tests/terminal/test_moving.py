"""Export, import and forget as a person at a terminal meets them."""

from pathlib import Path

import pytest

from companion.domain.kept import About
from companion.store.home import Home
from companion.store.opening import open_store
from tests.bundle.everything import CANARY, filled
from tests.store.test_forgetting import files, in_sight
from tests.terminal.pty_program import Program

pytestmark = pytest.mark.slow

WORDS = "otter lamp quiet"


def test_secret_words_are_not_shown_and_may_be_tried_again(tmp_path: Path) -> None:
    here, there, file = tmp_path / "one", tmp_path / "two", str(tmp_path / "mine")
    filled(here)
    with Program(here, "export", file, "--encrypted") as program:
        program.expect("Type your secret words:")
        program.type(f"{WORDS}\r")
        program.expect("Type them again:")
        program.type(f"{WORDS}\r")
        program.expect("The file is ready")
        assert program.wait() == 0
        assert WORDS.encode() not in program.raw
    with Program(there, "import", file) as program:
        for wrong in ("otter", "lamp"):
            program.expect("Type the secret words of this file:")
            program.wipe()
            program.type(f"{wrong}\r")
            program.expect("Try again, or type nothing to stop.")
        program.type(f"{WORDS}\r")
        program.expect("To take it in, type yes:")
        program.type("yes\r")
        program.expect("We added: 7.")
        assert program.wait() == 0
        assert WORDS.encode() not in program.raw
    assert len(open_store(Home(there)).notes.all()) == 2


@pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x04", 1)], ids=["Ctrl+C", "Ctrl+D"])
@pytest.mark.parametrize("hidden", [True, False])
def test_leaving_a_question_does_nothing(
    tmp_path: Path, keys: str, code: int, hidden: bool
) -> None:
    home, file = tmp_path / "home", tmp_path / "mine"
    filled(home)
    more = ["--encrypted"] if hidden else []
    with Program(home, "export", str(file), *more) as program:
        program.expect("Type your secret words:" if hidden else "To make the file, type yes:")
        program.type(keys)
        assert program.wait() == code
        assert b"Traceback" not in program.raw
    assert not file.exists()
    with Program(home, "forget") as program:
        program.expect("To forget everything, type forget:")
        program.type(keys)
        assert program.wait() == code
    assert in_sight(home)


def test_with_another_companion_open_nothing_is_forgotten_and_nothing_comes_back(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    filled(home)
    with Program(home, "--plain") as other:
        other.expect("Companion, line by line")
        with Program(home, "forget") as program:
            program.expect("Close the other window first.")
            assert program.wait() == 1
        assert in_sight(home)
        for sign in (home / "running").iterdir():
            sign.unlink()  # as where a sign could not be made
        with Program(home, "forget", "--now") as program:
            program.expect("To forget everything, type forget:")
            program.type("forget\r")
            program.expect("To let it go for ever, type gone:")
            program.type("gone\r")
            program.expect("Everything is gone for ever.")
            assert program.wait() == 0
        other.type("\x04")
        assert other.wait() == 0
    assert files(home) == {}


def test_a_note_that_another_companion_shows_does_not_come_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = filled(home)
    note = next(one for one in store.notes.all() if one.aloud)
    store.drafts.keep("d1", About("note", note.id), f"{CANARY} and more")
    with Program(home, "--plain") as other:
        other.expect("Companion, line by line")
        other.type("6\r")  # carry on with the draft
        other.expect("My note")
        for sign in (home / "running").iterdir():
            sign.unlink()
        with Program(home, "forget", "--now") as program:
            program.expect("type forget:")
            program.type("forget\r")
            program.expect("type gone:")
            program.type("gone\r")
            assert program.wait() == 0
        other.type("1\r")
        other.expect("1 Write more")
        other.type("1\r")
        other.expect("An empty line ends.")
        other.type("still more\r")
        other.expect("We save nothing here.")
        other.type("\x04")  # nobody is there any more: it tries to keep all that it has
        assert other.wait() == 1
    assert files(home) == {}
