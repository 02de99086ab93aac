"""A model that serves, and a member who is connected to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.member import Member
from tests.sync.model import Model, serving


@pytest.fixture
def model() -> Iterator[Model]:
    with serving(Model()) as found:
        yield found


@pytest.fixture
def member(tmp_path: Path, model: Model) -> Member:
    found = Member(tmp_path / "home")
    found.connect(model)
    return found
