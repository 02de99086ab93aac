"""`companion forget`: a plain list, a clear yes, out of sight, 30 days to undo, then gone."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.plainwords.dates import day
from companion.store.forgetting import forget
from companion.store.home import Home
from companion.store.opening import open_store
from tests.bundle.everything import CANARY, COUNTS, filled
from tests.commands.test_commands import TRACE, companion
from tests.store.test_forgetting import files, in_sight


def test_the_list_says_what_goes_from_where_and_what_stays(home: Path) -> None:
    filled(home)
    Home(home).set_aside("words-0123456789abcdef", b":damaged")
    done = companion(home, "forget")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "This goes:",
        *COUNTS,
        "Copies of broken parts: 1.",
        "The key to your words.",
        f"All of it is in this folder: {home}.",
        "This stays:",
        "Files that you made with export or print.",
        "Copies that people or programs made of your folder.",
        "You can bring it back for 30 days.",
    ]
    assert done.stderr.startswith("To forget everything, type forget:\n")


@pytest.mark.parametrize("typed", [b"", b"\n", b"y\n", b"yes\n", b"forge\n"])
def test_nothing_but_the_word_is_a_yes(home: Path, typed: bytes) -> None:
    filled(home)
    before = files(home)
    for now in ((), ("--now",)):
        done = companion(home, "forget", *now, words=typed)
        assert done.returncode == 1
        assert "We changed nothing. All your words are here." in done.stderr
    assert files(home) == before


def test_forgotten_then_brought_back(home: Path) -> None:
    filled(home)
    before = files(home)
    done = companion(home, "forget", words=b"Forget\n")
    assert done.returncode == 0
    until = day((datetime.now(UTC) + timedelta(days=30)).astimezone())
    assert done.stdout.splitlines()[-4:] == [
        "Companion forgot everything. It starts as new.",
        f"We keep your words in secret code until {until}.",
        "To bring it back, type: companion forget --undo",
        "Then it is gone for ever, the next time you open Companion.",
    ]
    assert companion(home, "note", "list", "--json").stdout == "[]\n"
    assert companion(home, "sessions", "--json").stdout == "[]\n"
    assert "nothing of yours" in companion(home, "forget", words=b"forget\n").stderr
    done = companion(home, "forget", "--undo")
    assert (done.returncode, done.stdout) == (0, "All your words are back.\n")
    assert files(home) == before
    assert "nothing to bring back" in companion(home, "forget", "--undo").stderr


def test_words_that_were_written_since_stay_beside_those_that_come_back(home: Path) -> None:
    filled(home)
    companion(home, "forget", words=b"forget\n")
    companion(home, "note", "add", "-", words=b"written since")
    companion(home, "settings", "theme", "light")
    assert companion(home, "forget", "--undo").returncode == 0
    store = open_store(Home(home))
    assert {note.text for note in store.notes.all()} == {
        "written since",
        f"note: {CANARY}",
        f"join: {CANARY}",
    }
    assert store.journal.all()[0].said == CANARY
    assert store.drafts.left_over()[0].text == f"draft: {CANARY}"
    assert store.settings.get("theme") == "light"
    assert "nothing to bring back" in companion(home, "forget", "--undo").stderr
    companion(home, "forget", "--now", words=b"forget\ngone\n")
    assert files(home) == {}


def test_now_needs_a_second_word_and_leaves_nothing(home: Path) -> None:
    filled(home)
    before = files(home)
    half = companion(home, "forget", "--now", words=b"forget\nforget\n")
    assert half.returncode == 1
    assert "You cannot bring it back after this.\n" in half.stdout
    assert "30 days" not in half.stdout
    assert files(home) == before
    lines = before["words.log"].splitlines()
    done = companion(home, "forget", "--now", "--json", words=b"forget\ngone\n")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert document["until"] is None
    assert document["forgotten"]["notes"] == 3
    for path in home.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert CANARY.encode() not in data
            assert not any(line in data for line in lines)
    assert list(home.rglob("*.key")) == []
    assert files(home) == {}


def test_now_lets_go_of_what_was_forgotten_before(home: Path) -> None:
    filled(home)
    companion(home, "forget", words=b"forget\n")
    done = companion(home, "forget", "--now", words=b"forget\ngone\n")
    assert done.returncode == 0
    assert f"What you forgot on {day(datetime.now().astimezone())}." in done.stdout
    assert files(home) == {}
    assert "nothing of yours" in companion(home, "forget", "--now").stderr


def forgotten_days_ago(home: Path, days: int) -> None:
    filled(home)
    forget(Home(home), datetime.now(UTC) - timedelta(days=days))


@pytest.mark.parametrize("words", [("note", "list"), ("next",), ("doctor",), ("forget", "--undo")])
def test_any_start_after_30_days_lets_go(home: Path, words: tuple[str, ...]) -> None:
    forgotten_days_ago(home, 31)
    assert TRACE not in companion(home, *words).stderr
    assert files(home) == {}


def test_after_29_days_it_comes_back(home: Path) -> None:
    forgotten_days_ago(home, 29)
    assert companion(home, "note", "list", "--json").stdout == "[]\n"
    assert companion(home, "forget", "--undo").returncode == 0
    assert CANARY in companion(home, "note", "list", "--json").stdout


def test_words_that_cannot_be_opened_can_be_forgotten(home: Path) -> None:
    filled(home)
    [key] = home.glob("*.key")
    key.write_bytes(b"damaged")
    (home / "settings.json").write_bytes(b"damaged")
    done = companion(home, "forget", words=b"forget\n")
    assert done.returncode == 0
    assert "Your words. We cannot open them now.\n" in done.stdout
    assert in_sight(home) == {}


def test_it_waits_until_another_companion_is_closed(home: Path) -> None:
    filled(home)
    other = Home(home)
    with other.presence():
        done = companion(home, "forget", words=b"forget\n")
        assert done.returncode == 1
        assert done.stderr == (
            "Companion is open in another window.\n"
            "Close the other window first. Then type the same again.\n"
        )
    assert companion(home, "forget", words=b"forget\n").returncode == 0


def test_a_key_in_another_place_is_named_as_staying(home: Path, tmp_path: Path) -> None:
    key = tmp_path / "mine.key"
    companion(home, "note", "add", "-", words=b"words", COMPANION_KEY_FILE=str(key))
    typed = b"forget\ngone\n"
    done = companion(home, "forget", "--now", words=typed, COMPANION_KEY_FILE=str(key))
    assert f"The key file, since it is in another place: {key}.\n" in done.stdout
    assert key.exists()
    assert files(home) == {}


def test_undo_and_now_do_not_go_together(home: Path) -> None:
    filled(home)
    assert companion(home, "forget", "--undo", "--now").returncode == 2
    assert in_sight(home)
