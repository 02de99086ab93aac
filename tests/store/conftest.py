"""Homes and logs on a real disk. Nothing of the store is replaced by a fake here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.store.home import Home
from tests.store.places import open_log


@pytest.fixture(autouse=True)
def _no_key_file_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPANION_KEY_FILE", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that does not exist yet, two folders deep."""
    return Home(tmp_path / "data" / "companion")


@pytest.fixture
def log_file(home: Home) -> Path:
    """Where the vault's file will be."""
    return home.path / "words.log"


@pytest.fixture
def key_file(home: Home) -> Callable[[], Path]:
    """Finds the only key in the home."""

    def find() -> Path:
        (found,) = home.path.glob("*.key")
        return found

    return find


@pytest.fixture
def filled(home: Home) -> Home:
    """A home whose vault holds a, b and c, each with a text."""
    log = open_log(home)
    for name in ("a", "b", "c"):
        log.append("notes", {name: {"text": f"the words of {name}"}})
    return home
