"""Sentences end where a reader would say they end, and no word is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.plainwords.sentences import sentence_spans, sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["Honour pace.", "Pace means how fast or slow.", "We slow down and wait."],
        ["What would have helped?", "What one thing could be different?"],
        ["Mr. Smith and Dr. Jones came at 5:30pm.", "We were glad!"],
        ["We meet at 6pm.", "Bring a drink."],
        ["Bring a drink, e.g. Tea.", "See No. 5 too."],
        ["No.", "We cannot."],
        ['They said "Stop."', "Then they left."],
        ['"Stop!" they said.', "(It was late.)", "We went home."],
        ["To go back, press B.", "To stop, press Q.", "Now?"],
        ["Press ? for help.", "Need help now?", "Press ?"],
        ["J. B. Smith said this.", "Mr B. Smith did not."],
        ["1. Go home.", "2. Stay.", "There were 5.", "We left."],
        ["Version 1.2 is here.", "See example.org now."],
        ["No end here"],
        [],
    ],
)
def test_where_sentences_end(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_an_empty_line_ends_a_sentence_and_a_line_break_does_not() -> None:
    assert sentences("A title\n\nWe meet\nin Kent.  Then\twe go.") == [
        "A title",
        "We meet in Kent.",
        "Then we go.",
    ]


@given(st.text() | st.text("aB1.?!\"' \nMr"))
def test_no_word_is_lost(text: str) -> None:
    assert " ".join(sentences(text)) == " ".join(text.split())
    assert all(sentences(text))


@given(st.text("aB1.?!\"' \n"))
def test_spans_point_into_the_text(text: str) -> None:
    spans = sentence_spans(text)
    assert [" ".join(text[start:end].split()) for start, end in spans] == sentences(text)
    assert spans == sorted(spans)
