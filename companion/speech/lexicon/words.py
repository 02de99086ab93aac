"""Says words: initials, short forms, names of places, drawn-out words, a member's names."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from companion.speech.lexicon.rules import (
    LETTERS,
    Rule,
    Scene,
    after,
    always,
    before,
    ends_sentence,
)

_SHORT = r"(?<![\w&])[A-Za-z]{1,7}(?:[./&][A-Za-z]{1,3}){0,3}(?:\.|/(?!\w))?(?!\w)"
_MAYBE_MANY = r"(?<!\w)(?P<word>[A-Za-z]{2,30})\((?P<end>e?s)\)"
_AND_BETWEEN = r"(?<!\w)(?P<first>[A-Z])&(?P<second>[A-Z])(?P<many>s?)(?!\w)"
_STREET_OR_SAINT = r"(?<!\w)St(?!\w)\.?"
_DOCTOR_OR_DRIVE = r"(?<!\w)Dr(?!\w)\.?"
_NUMBER = r"(?<!\w)[Nn]o\. ?(?=\d|of )"
_ABOUT = r"(?<!\w)c\. ?(?=\d)"
_VERY = r"(?<!\w)v\. (?=[a-z]{2})"
# A voice says a lone A as in "a cup", but for one before a pause.
_LETTER_A = r"(?<!\w)A(?= [a-z])"
_NAMED_BY_LETTER = re.compile(r"(?i)\b(?:press|type|key|option|plan|group|part|room|vitamin) $")
_PAGE = r"(?<!\w)(?P<p>pp?)\. ?(?=\d)"
# Letters, and apostrophes between them.
_WORD = r"[^\W\d_]+(?:'[^\W\d_]+)*"
_DRAWN_OUT = re.compile(r"([^\W\d_])\1\1")
_ADDRESS = re.compile(r"\d[A-Za-z]? (?:[A-Z][a-z]+ )+$")
_VOWELS = frozenset("AEIOUY")
_LONGEST_INITIALS = 6


class _Tables(NamedTuple):
    spelled: frozenset[str]
    spelled_small: frozenset[str]
    also_words: frozenset[str]
    not_initials: frozenset[str]
    as_written: Mapping[str, str]
    short: Mapping[str, str]
    places: Mapping[str, str]
    drawn_out: frozenset[str]


@cache
def _tables() -> _Tables:
    with Path(__file__).with_name("words.toml").open("rb") as file:
        read = tomllib.load(file)
    return _Tables(
        frozenset(read["spelled"]),
        frozenset(read["spelled_small"]),
        frozenset(read["also_words"]),
        frozenset(read["not_initials"]),
        read["as_written"],
        read["short"],
        read["places"],
        frozenset(read["drawn_out"]["words"]),
    )


def letters(word: str, end: str = "") -> str:
    """A word letter by letter: "N H S"; with the ending "'s": "G P's".

    Voices say a lone A as in "a cup", so with an A the letters have dots: "A.S.D".
    """
    return ("." if "A" in word[: None if not end else 0] else " ").join(word) + end


def as_written(word: str) -> str:
    """How a word in just these capitals is said; "" where it is not known."""
    return _tables().as_written.get(word, "")


def _short(match: re.Match[str], _scene: Scene) -> str | None:
    written = match[0].lower()
    words = _tables().short.get(written)
    if words is None:
        return None
    # The dot of "etc." also ends the sentence.
    return words + ("." if written == "etc." and ends_sentence(match) else "")


def _short_without_dot(match: re.Match[str], _scene: Scene) -> str | None:
    return _tables().short.get(match[0].lower())


def _and_between(match: re.Match[str], _scene: Scene) -> str:
    """ "A&E": with hyphens, so that A is said as a letter."""
    many = "'s" if match["many"] else ""
    return f"{match['first']}-and-{match['second']}{many}"


def _street_or_saint(match: re.Match[str], _scene: Scene) -> str:
    follows, behind = after(match, 2), before(match, 40)
    named = follows[:1] == " " and follows[1:].isupper()
    is_street = behind.endswith(("High ", "Main ")) or _ADDRESS.search(behind)
    return "Saint" if named and not is_street else "Street"


def _doctor_or_drive(match: re.Match[str], _scene: Scene) -> str:
    follows = after(match, 2)
    named = follows[:1] == " " and follows[1:].isupper()
    return "Drive" if not named and _ADDRESS.search(before(match, 40)) else "Doctor"


def _letter_a(match: re.Match[str], _scene: Scene) -> str | None:
    return "A, " if _NAMED_BY_LETTER.search(before(match, 10)) else None


def _word(match: re.Match[str], scene: Scene) -> str:
    tables, word = _tables(), match[0]
    base, end = _without_end(word)
    if word in tables.as_written:
        return tables.as_written[word]
    if base in tables.as_written:
        return tables.as_written[base] + end
    place = tables.places.get(base.title())
    if place:
        return place + end
    if base == "US" and before(match, 4).lower() != "the ":
        return "us"
    if is_initials(base, loud=scene.loud) or base in tables.spelled_small:
        return letters(base.upper(), end)
    # Voices take some words in capitals for initials ("IT"), so a loud text is made calm.
    return _drawn_out(word.lower() if scene.loud else word)


def _without_end(word: str) -> tuple[str, str]:
    """A word without the 's of "GP's" or the s of "GPs"; the ending as it is said."""
    if word[-2:] in ("'s", "'S"):
        return word[:-2], "'s"
    if (
        len(word) > 2
        and word.endswith("s")
        and (word[:-1].isupper() or word[:-1] in _tables().spelled_small)
    ):
        return word[:-1], "'s"
    return word, ""


def is_initials(word: str, *, loud: bool = False) -> bool:
    """Whether a word in capitals is said letter by letter. `loud`: all words are in capitals."""
    if not (2 <= len(word) <= 9 and word.isupper() and word.isascii()):
        return False
    tables = _tables()
    if word in tables.spelled:
        return not (loud and word in tables.also_words)
    return (
        len(word) <= _LONGEST_INITIALS
        and not _VOWELS & set(word)
        and word not in tables.not_initials
    )


def _drawn_out(word: str) -> str:
    """ "sooooo" is "so"; an unknown word keeps two of each drawn-out letter."""
    if not _DRAWN_OUT.search(word.lower()):
        return word
    runs = [(len(list(run)), letter) for letter, run in groupby(word.lower())]
    for most in (1, 2):
        known = "".join(letter * min(count, most if count > 2 else count) for count, letter in runs)
        if known in _tables().drawn_out:
            break
    return known.capitalize() if word[0].isupper() else known


RULES = (
    Rule(LETTERS, _SHORT, _short),
    Rule(LETTERS, r"(?<!\w)[A-Za-z]{2,7}(?=\.)", _short_without_dot),
    Rule(LETTERS, _MAYBE_MANY, lambda m, _s: f"{m['word']} or {m['word']}{m['end']}"),
    Rule(LETTERS, _AND_BETWEEN, _and_between),
    Rule(LETTERS, _STREET_OR_SAINT, _street_or_saint),
    Rule(LETTERS, _DOCTOR_OR_DRIVE, _doctor_or_drive),
    Rule(LETTERS, _NUMBER, always("number ")),
    Rule(LETTERS, _LETTER_A, _letter_a),
    Rule(LETTERS, _ABOUT, always("about ")),
    Rule(LETTERS, _VERY, always("very ")),
    Rule(LETTERS, _PAGE, lambda m, _s: "page " if m["p"] == "p" else "pages "),
)
RULES_LAST = (Rule(LETTERS, _WORD, _word),)
