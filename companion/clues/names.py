"""Names of people and places: by a title before them, a list of first names, and how they stand.

A name that is missed is worse than one word too many, but a page of false alarms is read by
nobody: docs/clues.md measures both.
"""

# Without pathlib, which takes longer to load than the rest.
# ruff: noqa: PTH123

import re
from collections.abc import Iterator
from functools import cache

from companion.clues.clue import Clue
from companion.easyread.lexicon import rank
from companion.shipped import shipped

_NAME = r"[A-Z][a-zà-öø-ÿ'’-]+(?:[A-Z][a-z]+)?"
_TITLED = re.compile(
    rf"\b(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Doctor|Professor|Nurse|Sister|Aunt|Auntie|Aunty|Uncle|Nan"
    rf"|Grandma|Grandad|Granny|Rev|Dame|Sir)\.? {_NAME}(?: {_NAME})?"
)
_TITLED_SMALL = re.compile(r"\b(?:dr|mr|mrs|mx|prof)\.? (?!and\b|or\b|said\b)[a-z][a-z'’-]{2,}")
_CALLED = re.compile(
    r"\b(?i:called|named|name is|name's|(?:son|daughter|brother|sister|husband|wife|partner"
    r"|friend|carer|worker|teacher|manager|boss|mum|dad|nephew|niece|cousin),?) "
    rf"({_NAME}(?: {_NAME})?)"
)
_PLACE = re.compile(
    r"(?:[A-Z][\w'’.-]* ){1,4}(?:(?:Primary|Junior|Infant|High|Grammar|Secondary|Special"
    r"|Community|General|Medical|Health|Day|Care|Sixth Form) )*"
    r"(?:School|Academy|College|Nursery|Hospital|Surgery|Clinic|Hospice|Church|Centre|University"
    r"|Infirmary|Care Home)\b"
)
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_ENDS = re.compile(r"(?:[.!?:]['\"”’)]*\s+|\n\s*|[\"“(]\s*|\n\s*[-*]\s*|\A\s*[-*]\s*)$")
_LOOK_BACK = 8  # letters before a word that tell whether a sentence begins there
_LEADING = frozenset(
    (
        *("the", "my", "our", "your", "his", "her", "their", "a", "an", "at", "in", "on", "to"),
        *("from", "and", "but", "we", "i", "it"),
    )
)


def names_in(text: str) -> Iterator[Clue]:
    """Names of places and people; where two overlap, the first counts."""
    for match in _PLACE.finditer(text):
        start = _after_leading(text, *match.span())
        if text[start : match.end()].count(" ") >= 1:
            yield Clue("place", start, match.end())
    for match in _TITLED.finditer(text):
        yield Clue("name", *match.span())
    for match in _TITLED_SMALL.finditer(text):
        yield Clue("name", *match.span())
    for match in _CALLED.finditer(text):
        if _may_be_name(match[1].split()[0]):
            yield Clue("name", *match.span(1))
    yield from _single(text)


def _after_leading(text: str, start: int, end: int) -> int:
    """Where a name begins, without "The" or "My" before it."""
    while (space := text.find(" ", start, end)) > 0 and text[start:space].lower() in _LEADING:
        start = space + 1
    return start


def _single(text: str) -> Iterator[Clue]:
    """Words that are names by themselves, each with a surname where one follows."""
    found = list(_WORD.finditer(text))
    for at, match in enumerate(found):
        word = re.sub(r"['’]s$", "", match.group())
        first = _is_first(text, match.start())
        if not _is_name(word, first=first):
            continue
        end = match.start() + len(word)
        if at + 1 < len(found):
            after = found[at + 1]
            if text[match.end() : after.start()] == " " and _is_surname(after.group()):
                end = after.start() + len(re.sub(r"['’]s$", "", after.group()))
        yield Clue("name", match.start(), end)


def _is_first(text: str, at: int) -> bool:
    """Whether a word begins a sentence, a line, or what somebody said: it has a capital then."""
    before = text[max(0, at - _LOOK_BACK) : at]
    return (at <= _LOOK_BACK and not before.strip()) or bool(_ENDS.search(before))


def _is_name(word: str, *, first: bool) -> bool:
    plain = word.lower()
    if plain in _listed("no_person") or len(word) < 2:
        return False
    if plain in _listed("first_names"):
        if word.islower():
            return plain not in _listed("words_too")
        return not first or plain not in _listed("words_too")
    return not first and word[0].isupper() and not word.isupper() and rank(plain) is None


def _is_surname(word: str) -> bool:
    return word[0].isupper() and word[1:].islower() and _may_be_name(word)


def _may_be_name(word: str) -> bool:
    plain = re.sub(r"['’]s$", "", word.lower())
    return plain not in _listed("no_person") and plain not in _LEADING


@cache
def _listed(name: str) -> frozenset[str]:
    """A list of words in small letters: "first_names" that are often met in Britain; of these,
    "words_too" are words as well; "no_person" has capital letters and is no name of a person.
    """
    with open(shipped("clues", f"{name}.txt"), encoding="utf-8") as file:
        return frozenset(file.read().split())
