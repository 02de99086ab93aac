"""Keys of one's own, by command: checked as on the page, and told."""

import io
import json
import sys
from pathlib import Path

import pytest

from companion.actions import spec
from companion.cli import main
from companion.commands.own_keys import NAMES
from companion.domain.own_keys import own_keys
from companion.store.home import Home
from companion.store.opening import open_store

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def its_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(home))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))


def settings(*words: str) -> int:
    return main(["settings", *words])


def kept(home: Path) -> dict[str, str]:
    return own_keys(open_store(Home(home)).settings)


def test_a_key_is_given_taken_away_and_brought_back(home: Path, capsys: Capture) -> None:
    assert settings("key.help", "Z") == 0
    assert capsys.readouterr().out.startswith("key.help: z\nHelp with this page")
    assert settings("key.back", "off") == 0
    assert kept(home) == {"help": "z", "back": ""}
    capsys.readouterr()
    assert settings("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {n: v for n, v in told.items() if n in NAMES} == {"key.help": "z", "key.back": "off"}
    assert settings("key.help", "usual") == 0
    assert settings("key.back", "usual") == 0
    assert kept(home) == {}


def test_all_keys_are_listed_as_they_are(capsys: Capture) -> None:
    settings("key.help", "off")
    capsys.readouterr()
    assert settings("key") == 0
    lines = capsys.readouterr().out.splitlines()
    expected = {name: spec(action).key for name, action in NAMES.items()} | {"key.help": "off"}
    assert lines == [f"{name}: {key}" for name, key in expected.items()]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("key.help", "b"), "We did not change this key. This key is for Back."),
        (("key.help", "7"), "We did not change this key. Type 1 letter or sign."),
        (("key.help", "ab"), "We did not change this key. Type 1 letter or sign."),
        (("key.help", "\x1b"), "We did not change this key. Type 1 letter or sign."),
        (("key.nothing", "z"), "There is no setting key.nothing."),
        (("key.home", "z"), "There is no setting key.home."),
        (("key", "z"), "Say what the key does."),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    home: Path, capsys: Capture, words: tuple[str, ...], said: str
) -> None:
    assert settings(*words) == 2
    told = capsys.readouterr()
    assert told.err.startswith(said)
    assert told.out == ""
    assert kept(home) == {}
