"""Where commands are tried: a home that is not there yet, and a disk that is soon full."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small_disks import disk_of


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 kB."""
    with disk_of("8k", tmp_path) as place:
        yield place
