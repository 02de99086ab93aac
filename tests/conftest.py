"""What holds for every test: nothing is written into the key store of whoever runs them, and the
programs that tests start keep what Python compiles."""

import os
import sys

import pytest

from companion.store import boxes
from companion.store.key_store import OFF

os.environ["PYTHON_KEYRING_BACKEND"] = OFF

# Some machines turn it off. Then each program compiles each module again, which takes longer than
# most commands: hundreds of tests start programs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture
def quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks and cards that cost little to try, so that tests take no second for each."""
    monkeypatch.setattr(boxes, "COST", boxes.Cost(1, 2**14))
