"""What is said covers all words of a text, in order, at its own places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.speech.spans import LONGEST, spans

HOSTILE = st.text(
    st.sampled_from("aB é1.?!,;:- \n\r\t\u2028()\"'•✓→👍🏽👨\u200d\u0301\x00\x1b[]<>")
    | st.characters()
)


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n ", []),
        ("No end here", ["No end here"]),
        ("We meet. We talk! Do we? Yes.", ["We meet.", "We talk!", "Do we?", "Yes."]),
        ("Mr. Smith came at 5.30 p.m. today.", ["Mr. Smith came at 5.30 p.m. today."]),
        ("A title\nA line. And more", ["A title", "A line.", "And more"]),
        ("- Bread\n- Milk\r\n- Tea", ["- Bread", "- Milk", "- Tea"]),
        ("1. Wash\n2. Eat", ["1. Wash", "2. Eat"]),
        ("Hello.\n----------\n|||\n* * *\nBye.", ["Hello.", "Bye."]),
        ("Good!\n👍\n✓", ["Good!", "👍", "✓"]),
        ("\x1b[31m\nRed", ["Red"]),
        ("<br/>\nNext", ["Next"]),
        ("one\u2028two\x0bthree\x85four", ["one", "two", "three", "four"]),
    ],
)
def test_where_pieces_end(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_long_sentence_is_cut_at_its_last_pause() -> None:
    sentence = "We meet, " * 40 + "and then we go home."
    assert all(piece.endswith((",", ".")) for piece in pieces(sentence))
    assert " ".join(pieces(sentence)) == sentence


def test_a_long_sentence_without_a_pause_is_cut_between_words() -> None:
    sentence = "word " * 200 + "end"
    assert " ".join(pieces(sentence)) == sentence


def test_a_cut_leaves_letters_and_emoji_whole() -> None:
    for one in ("e\u0301", "👨\u200d👩\u200d👧", "👍🏽"):
        for shift in range(len(one)):
            found = pieces("x" * shift + one * 200)
            assert all(piece.startswith(("x", one)) for piece in found)


@given(HOSTILE | st.text("ab ,.", min_size=400, max_size=2000))
def test_pieces_are_in_order_short_and_without_space_around(text: str) -> None:
    found = spans(text)
    assert all(start < end <= start + LONGEST for start, end in found)
    assert all(end <= following for (_, end), (following, _) in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)


@given(st.text("aéZ1 ,.;!?()-\n", max_size=1500))
def test_every_word_is_in_a_piece(text: str) -> None:
    inside = {at for start, end in spans(text) for at in range(start, end)}
    assert all(at in inside for at, sign in enumerate(text) if sign.isalnum())
