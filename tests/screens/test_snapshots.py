"""A few pictures of the ordinary look, so that a change of its looks is seen and meant.

After a change that is meant: pytest tests/screens/test_snapshots.py --snapshot-update
"""

from collections.abc import Callable

import pytest

from companion.screens.app import CompanionApp
from tests.places import at

# Why each: words and rows; a text box with its label; the narrowest usual terminal; facts;
# words, a text box and rows together; what can be chosen many times.
PICTURES = [
    ("charter part", (80, 24)),
    ("written note", (80, 24)),
    ("help", (40, 12)),
    ("changed session", (80, 24)),
    ("question 1", (80, 24)),
    ("symbols, chosen", (40, 12)),
]


@pytest.mark.parametrize(("place", "size"), PICTURES)
def test_it_looks_as_it_did(
    place: str, size: tuple[int, int], snap_compare: Callable[..., bool]
) -> None:
    session, _world = at(place)
    assert snap_compare(CompanionApp(session), terminal_size=size)
