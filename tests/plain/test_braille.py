"""Lines for braille displays of 40 and 20 cells: each fits, and can be read by itself."""

import io
import re
import sys

import pytest

from companion.plain.mode import PlainMode
from companion.plainwords.wrap import cells
from tests.parity.test_parity import Typist
from tests.places import PLACES, at

# Box lines, blocks, arrows, bullets and braille patterns: noise under the fingers.
DECORATION = re.compile(
    r"[\u2190-\u21ff\u2500-\u259f\u25a0-\u25ff\u2022\u2713-\u2718\u2800-\u28ff]"
)
# Lines of their own in what leaves, letter by letter.
BRACKETS = ("{", "}", "},")
LONG = 18  # a word longer than that may be alone in its row


def shown(place: str, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that is printed for a page, a row each; the last is the question."""
    session, world = at(place, "plain")
    world.settings.put("width", str(width))
    typist = Typist()
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    PlainMode(session, typist).run()
    return [row for row in typist.shown.split("\n") if row]


@pytest.mark.parametrize("width", [40, 20])
@pytest.mark.parametrize("place", PLACES)
def test_each_row_fits_and_has_a_meaning(
    place: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    *rows, question = shown(place, width, monkeypatch)
    for row in rows:
        assert cells(row) <= width, row
        assert not DECORATION.search(row), row
        told = any(letter.isalnum() for letter in row) or row.strip() in BRACKETS
        assert told or len(row) > LONG, row
    assert question.rstrip().endswith(":")


@pytest.mark.parametrize("width", [40, 20])
def test_what_a_row_means_comes_first(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = shown("home", width, monkeypatch)
    starts = [row[:10] for row in rows]
    for label in ("1 Next ses", "2 Charter", "3 My journ", "4 Speak fo", "5 More"):
        assert label in starts
