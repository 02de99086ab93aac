"""What in some words may say who someone is, on a labelled list; and the words without it."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.clues import found_in, labelled, measured
from companion.clues.finding import clues_in, without
from companion.clues.numbers import is_nhs_number

TODAY = date(2026, 6, 19)


def test_most_clues_are_found_and_little_else() -> None:
    for kind, (right, wrong, missed) in measured().items():
        assert wrong <= right / 10, kind
        assert missed <= right / 10, kind


def test_what_says_nothing_of_anybody_is_left_alone() -> None:
    plain = [text for text, wanted in labelled() if not wanted]
    assert len(plain) > 30
    assert [text for text in plain if found_in(text)] == []


@pytest.mark.parametrize("number", ["943 476 5919", "9434765919", "401-023-2137"])
def test_a_right_check_digit_makes_an_nhs_number(number: str) -> None:
    assert is_nhs_number(number)


@pytest.mark.parametrize("number", ["943 476 5918", "1234567890", "0000000000", "943 476 591", ""])
def test_a_wrong_one_does_not(number: str) -> None:
    assert not is_nhs_number(number)


def test_a_wrong_digit_counts_where_the_words_say_what_it_is() -> None:
    assert found_in("My NHS number is 943 476 5918.") == {("nhs", "943 476 5918")}


def test_a_birthday_is_one_and_the_day_of_a_session_is_not() -> None:
    assert found_in("Born on 26 June 2026.") == {("birth", "26 June 2026")}
    assert found_in("We meet on 26 June 2026.") == set()


def test_the_rest_of_the_words_stays_as_it_is() -> None:
    text = "  Dr Patel  said:\n\tring 07700 900123!"
    clues = clues_in(text, TODAY)
    assert without(text, clues, lambda clue: f"[{clue.kind}]") == "  [name]  said:\n\tring [phone]!"
    assert without(text, (), lambda clue: clue.kind) == text


@given(st.text(alphabet="aA1@. \n-+/'[]wDrMsoliver0é\u202e", max_size=200))
def test_clues_never_overlap_and_stand_in_the_words(text: str) -> None:
    at = 0
    for clue in clues_in(text, TODAY):
        assert at <= clue.start < clue.end <= len(text)
        at = clue.end


@pytest.mark.parametrize(
    "part", ["0", "a@", "a.", "Aa ", "www.", "https://a@", "called Ab ", "+1 "]
)
def test_long_words_take_no_time_to_speak_of(part: str) -> None:
    begun = process_time()
    clues_in(part * (64_000 // len(part)), TODAY)
    assert process_time() - begun < 10  # a second at most; without bounds it is minutes
