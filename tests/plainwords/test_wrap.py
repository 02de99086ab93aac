"""Lines break where a reader would pause, and are never too wide."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from companion.plainwords.characters import shown
from companion.plainwords.wrap import Exact, cells, wrap

# fmt: off
EASY = st.lists(st.sampled_from([
    "We", "a", "the", "of", "to", "in", "and", "or", "6", "4", "pm", "Room", "Part",
    "wait,", "speak.", "draw", "because",
]))
# fmt: on


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (
            40,
            [
                "Stepping back is always okay.",
                "You can use tools or draw,",
                "because each way counts the same.",
            ],
        ),
        (20, ["Other people who", "use this computer", "may read it."]),
        (20, ["We meet in Room 4 on", "Friday 26 June 2026,", "6pm to 8pm."]),
        (14, ["We show that", "we heard you."]),
        (14, ["Thursday", "16 July 2026:"]),
        (17, ["Thursday 16 July", "2026, at 6 pm"]),
        (12, ["Wait until", "6 pm or go", "to Part 5"]),
        (9, ["Say it in", "the room."]),
        (5, ["Honou", "r", "pace."]),
        (80, ["One line is enough."]),
    ],
)
def test_lines_break_at_natural_pauses(width: int, lines: list[str]) -> None:
    assert wrap(" ".join(lines).replace("Honou r", "Honour"), width) == lines


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Uncharacteristically.", ["Unchara-", "cterist-", "ically."]),
        ("example.org/join", ["example.", "org/join"]),
        ("01234567890", ["01234567", "890"]),
    ],
)
def test_no_hyphen_gets_into_an_address(text: str, pieces: list[str]) -> None:
    assert wrap(text, 8, hyphen="-") == pieces


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_no_words_no_lines(text: str) -> None:
    assert wrap(text, 40) == []


def test_wide_characters_count_two() -> None:
    assert cells("é") == 1
    assert cells("你好") == 4
    assert wrap("你好世界你好", 5) == ["你好", "世界", "你好"]
    assert wrap("你好", 1) == ["你", "好"]


@given(st.text() | st.text("ab ,.6 é你👩\u200d\ufe0f❤"), st.integers(2, 60))
@example("❤\ufe0f❤\ufe0f❤\ufe0f 👩\u200d👩\u200d👧 👍🏽👍🏽", 5)
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line and line == " ".join(line.split()) for line in lines)
    assert all(cells(line) <= width for line in lines)
    if max(map(cells, text.split()), default=0) <= width:
        assert " ".join(lines).split() == text.split()


@given(st.text() | st.text("ab ,.6 é你  "), st.integers(2, 60))
@example("   a line that begins with spaces,  with two between  ", 20)
def test_an_exact_line_loses_and_gains_nothing(text: str, width: int) -> None:
    rows = wrap(Exact(text), width)
    assert "".join(rows) == text
    assert all(row and cells(row) <= width for row in rows)


@given(st.text("ab é你👩\u200d\ufe0f❤🏽🇬🇧") | st.text())
def test_a_line_is_never_wider_than_a_terminal_thinks(text: str) -> None:
    clean = shown(text).replace("\n", " ")
    assert cells(clean) >= wcswidth(clean)


@given(EASY, st.integers(8, 30))
def test_words_that_belong_together_part_only_where_nothing_else_fits(
    words: list[str], width: int
) -> None:
    lines = [line.split() for line in wrap(" ".join(words), width)]
    gaps = [(a[-1], b[0]) for a, b in pairwise(lines)]
    assert sum(torn(*gap) for gap in gaps) == fewest_torn(tuple(words), width)


def torn(word: str, following: str) -> int:
    """How bad it is to part two words: a number from what it counts is the worst."""
    belongs = word in {"Room", "Part", "We"} and following in {"6", "4"}
    if word in {"6", "4"}:
        return 2
    return int(word in {"a", "the", "of", "to", "in", "and", "or"} or belongs)


@cache
def fewest_torn(words: tuple[str, ...], width: int) -> int:
    """By trying every way to break the words."""
    if len(" ".join(words)) <= width:
        return 0
    ways = (
        torn(words[end - 1], words[end]) + fewest_torn(words[end:], width)
        for end in range(1, len(words))
        if len(" ".join(words[:end])) <= width
    )
    return min(ways)
