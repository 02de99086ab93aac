"""The code of a community as people type it."""

import pytest

from companion.wire import codes

WORDS = tuple(f"{a}{b}{c}{d}" for a in "bcdf" for b in "aeio" for c in "lmnp" for d in "aeiousty")


@pytest.mark.parametrize(
    "typed",
    [
        "bala bela bila bola",
        "BALA-BELA-BILA-BOLA",
        "  bala,  bela\nbila - bola. ",
        "\uff22ala bela bila bola",  # a wide letter, as some keyboards make them
    ],
)
def test_capitals_spaces_and_hyphens_do_not_count(typed: str) -> None:
    assert codes.parts_of(typed, WORDS) == (("bala", "bela"), ("bila", "bola"))


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("bala bela bila", ""),
        ("bala bela bila bola bula", "bula"),
        ("bala bela quux bola", "quux"),
        ("", ""),
        ("1 2 3 4", ""),
    ],
)
def test_what_is_no_code_says_which_word_is_wrong(typed: str, unknown: str) -> None:
    with pytest.raises(ValueError) as told:
        codes.parts_of(typed, WORDS)
    assert told.value.args == (unknown,)


def test_the_words_of_a_key_are_always_the_same_and_not_those_of_another() -> None:
    one, other = bytes(32), bytes([1] * 32)
    assert codes.words_of_key(one, WORDS) == codes.words_of_key(one, WORDS)
    assert codes.words_of_key(one, WORDS) != codes.words_of_key(other, WORDS)
    assert set(codes.words_of_key(one, WORDS)) <= set(WORDS)


def test_a_new_secret_is_another_each_time() -> None:
    assert len({codes.new_secret(WORDS) for _ in range(100)}) > 90
