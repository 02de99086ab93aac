"""`companion card`, and its file."""

import json
import subprocess
from pathlib import Path

from tests.commands.test_commands import TRACE, companion

LOUD = "Loud sound hurts me.\nTurn it down, please."


def add(home: Path, text: str) -> "subprocess.CompletedProcess[str]":
    return companion(home, "card", "add", "-", words=text.encode())


def test_the_card_is_said_with_the_day_when_it_was_checked(home: Path) -> None:
    empty = companion(home, "card")
    assert empty.stdout.startswith("There is nothing on your card yet.\n")
    assert add(home, LOUD).returncode == 0
    said = companion(home, "card").stdout
    assert said.startswith(f"What helps me\n\n{LOUD}\n\nLast checked: ")
    [part] = json.loads(companion(home, "card", "--json").stdout)
    assert [part["need"], part["to_do"]] == LOUD.split("\n")


def test_a_check_keeps_the_words_and_a_new_day(home: Path) -> None:
    add(home, LOUD)
    [before] = json.loads(companion(home, "card", "--json").stdout)
    [after] = json.loads(companion(home, "card", "check", "--json").stdout)
    assert after["checked"] > before["checked"]
    assert {**after, "checked": ""} == {**before, "checked": ""}


def test_words_do_not_belong_in_the_command(home: Path) -> None:
    for words in (("card", "add", "I need quiet"), ("card", "I need quiet")):
        done = companion(home, *words)
        assert done.returncode == 2
        assert TRACE not in done.stderr
    assert not home.exists()


def test_it_prints_on_paper(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "card.txt"
    none = companion(home, "print", "card", "--output", str(path))
    assert (none.returncode, path.exists()) == (1, False)
    assert none.stderr.startswith("There is nothing on your card yet.\n")
    add(home, LOUD)
    assert companion(home, "print", "card", "--output", str(path)).returncode == 0
    text = path.read_text()
    assert text.startswith("What helps me\n")
    assert "Loud sound hurts me.\n" in text
    assert path.stat().st_mode & 0o077 == 0
