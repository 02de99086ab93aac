"""What every walk over all pages has."""

import pytest

from companion.plain import mode
from companion.screens import page_screen


@pytest.fixture(autouse=True)
def _words_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide clears the memory of the process, which takes long in one that holds all tests."""
    for module in (mode, page_screen):
        monkeypatch.setattr(module, "let_go_of_words", lambda: None)
