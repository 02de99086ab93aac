"""A folder for what is tried as another user, since those of pytest are closed to all but one."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534


@pytest.fixture
def nobodys() -> Iterator[Path]:
    """A folder of the user "nobody". Skips where tests cannot become another user."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("To try this as another user, tests must run as root.")
    folder = Path(tempfile.mkdtemp())
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)
