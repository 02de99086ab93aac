"""A language that nobody speaks: whatever is not in it, the program forgot to mark."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.plainwords import messages
from tools.languages import PRETEND, write_pretended


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the pretended language."""
    folder = tmp_path_factory.mktemp("languages")
    write_pretended(folder)
    return folder


@pytest.fixture
def pretended(catalogues: Path) -> Iterator[None]:
    """The program speaks the pretended language."""
    assert messages.use_language(PRETEND, folder=str(catalogues)) == PRETEND
    yield
    messages.use_language()
