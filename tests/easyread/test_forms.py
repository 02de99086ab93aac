"""A glossary word is found in whatever form a text uses it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.easyread.forms import found_in, same_term


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("pace", "pace"),
        ("Paces", "pace"),
        ("PACE,", "pace"),
        ('"pacing"', "pace"),
        ("session's", "session"),
        ("session", "sessions"),
        ("communities of practice", "community of practice"),
        ("Lived  Experience", "lived experience"),
        ("lived experiences", "lived experience"),
        ("acknowledged", "acknowledge"),
        ("stopped", "stop"),
        ("churches", "church"),
        ("Principles:", "principle"),
    ],
)
def test_forms_of_a_word(words: str, term: str) -> None:
    assert same_term(words, term)


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("", ""),
        ("", "pace"),
        ("...", "pace"),
        ("space", "pace"),
        ("experience", "lived experience"),
        ("lived", "lived experience"),
        ("cars", "care"),
        ("need", "nee"),
        ("press", "pres"),
    ],
)
def test_other_words(words: str, term: str) -> None:
    assert not same_term(words, term)


def test_terms_are_found_in_order_once_and_the_longest_first() -> None:
    terms = ("community", "pace", "community of practice", "practice", "silence", "")
    text = "A Community of Practice: honour pace. Practices, paces and the community's pace."
    assert found_in(text, terms) == ("community of practice", "pace", "practice", "community")
    assert found_in("", terms) == ()


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_text_can_be_searched(text: str, terms: list[str]) -> None:
    assert set(found_in(text, tuple(terms))) <= set(terms)
