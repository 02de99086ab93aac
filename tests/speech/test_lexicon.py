"""What a voice says is what a careful person would say, and nothing that a voice obeys."""

import re
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.plainwords.dates import day
from companion.speech.lexicon.said import said

TODAY = date(2026, 6, 1)
MARKS = frozenset(" ,.;:?!'-")
CASES = Path(__file__).with_name("lexicon_cases.txt").read_text(encoding="utf-8")
# What voices take as commands, what breaks programs, and what rules look for.
HOSTILE = st.lists(
    st.sampled_from(
        "\x00\x01\x0b\x1b\x1e\x7f\x9b\ud83d\ude00\u200b\u200d\u202e\u2066\ufeff\ufe0f\u20e3\ue000"
        "[]<>/\\{}()|&%+=£€$°½×@#*_~^`\"'’“-–—…!?.,:;  \n\t"
        "0123456789aAbBmMpPxé✓☐→👍🏽👩🇬🇧★𝓗ﬁ①²\u0301क्ش٣"
    )
    | st.characters()
    | st.sampled_from(["26 June ", "6pm", "£5", "0800", "https://", "<b>", "[[", "NHS", "e.g."])
).map("".join)
PLAIN = st.lists(
    st.sampled_from(
        [
            "we",
            "meet",
            "in",
            "Kent",
            "when",
            "people",
            "listen",
            "and",
            "rest",
            "a",
            "while",
            "co-led",
        ]
    ),
    min_size=1,
)


def cases() -> list[tuple[str, str, str]]:
    found, kind = [], ""
    for line in CASES.splitlines():
        if line.startswith("[") and line.endswith("]") and "==>" not in line:
            kind = line
        elif "==>" in line and not line.startswith(";;"):
            written, _sign, expected = line.rpartition(" ==> ")
            found.append((kind, written, "" if expected == "nothing" else expected))
    return found


def say(text: str, **names: str) -> str:
    return said(text, today=TODAY, names=names)


def test_there_are_many_cases() -> None:
    assert len(cases()) >= 240


@pytest.mark.parametrize(("kind", "written", "expected"), cases())
def test_a_case_is_said_as_a_person_would(kind: str, written: str, expected: str) -> None:
    assert say(written) == expected, kind


@pytest.mark.parametrize(("kind", "written", "expected"), cases())
def test_what_was_said_is_said_the_same_again(kind: str, written: str, expected: str) -> None:
    assert_plain(expected)
    assert say(expected) == expected, kind


def assert_plain(words: str) -> None:
    """Only letters, digits and the marks of a pause, one space at a time."""
    strange = {c for c in words if c not in MARKS and unicodedata.category(c)[0] not in "LMN"}
    assert not strange
    assert "  " not in words
    assert words == words.strip()
    assert words == "" or any(map(str.isalnum, words))


@given(HOSTILE)
def test_nothing_that_a_voice_obeys_is_said(text: str) -> None:
    assert_plain(say(text))


@given(HOSTILE, HOSTILE, HOSTILE)
def test_a_members_names_bring_nothing_that_a_voice_obeys(text: str, name: str, words: str) -> None:
    assert_plain(said(text + name, today=TODAY, names={name: words}))


@given(PLAIN)
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    assert say(" ".join(words)).split() == words


@given(st.text('abcXYZé ,.;:?!()"-\n'))
def test_no_word_is_lost(text: str) -> None:
    """Letters may be spelled or a drawn-out word be shortened, but none goes."""
    heard = say(text).replace(" ", "").replace(".", "").lower()
    for word in re.findall(r"[^\W\d_]+", text):
        assert word[0].lower() in heard


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_of_the_program_is_said_as_that_date(when: date) -> None:
    weekday, number, month, year = day(when).split()
    end = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    end = "th" if number in ("11", "12", "13") else end
    spoken = f"the {number}{end} of {month} {year}"
    assert say(day(when)) == f"{weekday} {spoken}"
    assert say(f"{when:%d/%m/%Y}") == say(f"{when:%Y-%m-%d}") == spoken


def test_two_digits_of_a_year_are_of_the_nearest_century() -> None:
    assert said("1/2/26", today=date(2026, 1, 1)) == "the 1st of February 2026"
    assert said("1/2/99", today=date(2096, 1, 1)) == "the 1st of February 2099"


def test_a_members_names_go_before_everything() -> None:
    names = {
        "Siobhan": "Shivawn",
        "ASD team": "az dee team",
        "Will": "Wil",
        "yw": "you are welcome",
    }
    assert said("Siobhan's tea", today=TODAY, names=names) == "Shivawn's tea"
    assert said("SIOBHAN, yw", today=TODAY, names=names) == "Shivawn, you are welcome"
    assert said("Will will ask the ASD team", today=TODAY, names=names) == (
        "Wil will ask the az dee team"
    )
    assert said("Willow", today=TODAY, names=names) == "Willow"


@pytest.mark.parametrize(
    "text",
    [
        "\x01Hello", "\x00Hello", "Hel\x1b[31mlo", "Hel\u202elo", "Hel\u200blo", "Hel\ud800 lo",
        "\ufeffHello", "Hello\ue000", "<Hello", "<b>Hello", "[[Hello", "Hello]]", "Hello\\",
    ],
)  # fmt: skip
def test_what_is_not_seen_is_not_said(text: str) -> None:
    assert say(text).replace(" ", "") == "Hello"


@pytest.mark.parametrize(
    "part",
    [
        *("a", "1", "1 ", "a.", "1-", "0 ", "- ", "<", "<b", "[[", "£1-", "a@", "a@b.", "http://"),
        *("'", "x(s", "👍", "👩\u200d", "½", "①", "26 June - ", "6pm-", "Mon to ", "\n", "\x1b]"),
        *("... ", "text to 85258 ", "NHS ", "26/06/", "2026-06-", "&amp;", "e.g.", "\u0301"),
    ],
)
def test_a_long_hostile_text_takes_no_longer_than_its_length(part: str) -> None:
    def seconds(length: int) -> float:
        text = (part * length)[:length]
        start = time.process_time()
        say(text)
        return time.process_time() - start

    assert seconds(80_000) < 24 * max(seconds(10_000), 0.01)
