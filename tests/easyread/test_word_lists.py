"""The lists of words are whole, and words are found in them by root."""

import pytest

from benchmarks.checker import HALVES, labelled
from companion.easyread import lexicon, phrases
from companion.easyread.lexicon import COMMON, rank
from companion.easyread.rules.vocabulary import syllables
from tests.easyread.test_checker import RULES
from tools.common_words import LIST, MOST_ROOTS, is_word


@pytest.mark.parametrize(
    "word", ["the", "Sessions", "went", "children's", "slowly", "happily", "unhappy", "helpers"]
)
def test_common_words_in_any_form(word: str) -> None:
    found = rank(word)
    assert found is not None
    assert found <= COMMON


@pytest.mark.parametrize("word", ["kettle", "kettles", "kettle's", "Companion", "sign-up", "aloud"])
def test_everyday_words(word: str) -> None:
    assert rank(word) == 0


@pytest.mark.parametrize("word", ["tranquillity", "commence", "co-tranquil", "xyzzy", "", "-"])
def test_unknown_words(word: str) -> None:
    assert rank(word) is None


def test_the_list_is_as_its_script_makes_it() -> None:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    roots = [line for line in lines if not line.startswith("#")]
    assert len(roots) == MOST_ROOTS
    assert all(is_word(word) for line in roots for word in line.split())
    assert "Attribution-ShareAlike" in "\n".join(lines[:8])


def test_lists_that_people_write() -> None:
    assert set(lexicon.avoided()) == {"jargon", "metaphor", "deficit", "hard"}
    entries = [word for kind in lexicon.avoided().values() for word in kind]
    assert all(entry == entry.strip() and entry for entry in entries)
    assert lexicon.terms()["meeting"] == "session"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We signposted her.", ["signposted"]),
        ("Co-production, co-production.", ["Co-production", "co-production"]),
        ("She suffers, from here.", []),
        ("The in-the-loop team.", ["in-the-loop"]),
        ("We meet. Meetings help.", ["Meetings"]),
        ("In the event of rain, the event ends.", ["In the event of", "event"]),
    ],
)
def test_phrases_in_any_form(sentence: str, found: list[str]) -> None:
    table = dict.fromkeys(
        ["signpost", "co-production", "suffer from", "in the loop", "meeting"], ""
    )
    index = phrases.index({**table, "event": "", "in the event of": ""})
    assert [sentence[f.start : f.end] for f in phrases.find(sentence, index)] == found


def test_syllables() -> None:
    words = ["the", "like", "table", "people", "education", "session", "asked", "wanted"]
    assert [syllables(word) for word in words] == [1, 1, 2, 2, 4, 2, 1, 2]


def test_the_labelled_lines_are_whole() -> None:
    lines = labelled()
    assert len(lines) > 400
    assert {rule for line in lines for rule in line.rules} == {*RULES, "ER-04"}
    assert len({line.text for line in lines}) == len(lines)
    halves = [line.group for line in lines if line.group in HALVES]
    assert 0.4 < halves.count("held out") / len(halves) < 0.6
