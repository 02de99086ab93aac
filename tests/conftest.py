"""What holds for every test: nothing is written into the key store of whoever runs them."""

import os

import pytest

from companion.store import boxes
from companion.store.key_store import OFF

os.environ["PYTHON_KEYRING_BACKEND"] = OFF


@pytest.fixture
def quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks and cards that cost little to try, so that tests take no second for each."""
    monkeypatch.setattr(boxes, "COST", boxes.Cost(1, 2**14))
