"""Checks that words are easy to read, by the rules that a program can test.

It reads what the program and its organisers say. Members' own words are never checked.
`check` is for single messages, `check_text` for documents; checking_packs.py has packs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from companion.easyread.findings import Finding, Reading, each_sentence, in_order
from companion.easyread.lexicon import COMMON, rank
from companion.easyread.markdown_text import markdown_passages
from companion.easyread.passages import plain_passages
from companion.easyread.rules import whole
from companion.easyread.rules.hit import Hit
from companion.easyread.rules.whole import Place, Sentence
from companion.plainwords.messages import _

__all__ = ["Finding", "check", "check_text"]

_NO_GLOSSARY: Mapping[str, str] = {}
# A line that was broken by hand shows as it is, so it does not end on a small word, part a
# word in 2, or part a number from what it counts.
_BAD_BREAK = re.compile(
    r"(?:\b(?:an?|the|of|to|in|and|or)|(?<=[a-z])-|\b\d+(?=[ \t]*\n[ \t]*(?:[ap]m|o'clock|%)))"
    r"[ \t]*\n(?=[ \t]*[a-z])",
    re.IGNORECASE,
)


def check(
    text: str,
    *,
    allowed: frozenset[str] = frozenset(),
    glossary: Mapping[str, str] = _NO_GLOSSARY,
) -> list[Finding]:
    """What must change in a message, in reading order; [] when nothing does.

    `allowed` are words that stay as they are, such as a fixed name: a finding about
    exactly these words is left out. A message has no rules for whole documents.
    """
    reading = Reading(text, list(plain_passages(text)))
    found = reading.findings(each_sentence(reading.sentences, glossary))
    return [one for one in in_order(found, allowed) if one.level == "fail"]


def check_text(
    text: str,
    *,
    kind: Literal["plain", "markdown"] = "plain",
    glossary: Mapping[str, str] = _NO_GLOSSARY,
    allowed: frozenset[str] = frozenset(),
) -> list[Finding]:
    """What is hard to read in a document, in reading order: what must change, and hints.

    Words of the glossary may be used; the rarer ones are explained where they first come.
    """
    if kind == "markdown":
        passages, italics = markdown_passages(text)
    else:
        passages, italics = list(plain_passages(text)), []
    reading = Reading(text, passages)
    found = reading.findings(each_sentence(reading.sentences, glossary))
    found += reading.findings(_whole(reading.sentences, glossary))
    found += [reading.finding_at(start, end, _italic()) for start, end in italics]
    if kind == "plain":
        breaks = _BAD_BREAK.finditer(text)
        found += [reading.finding_at(one.start(), one.end(), _bad_break()) for one in breaks]
    return in_order(found, allowed)


def _whole(said: Sequence[Sentence], glossary: Mapping[str, str]) -> Iterator[Place]:
    if said:
        yield from whole.whole_text(said)
        yield from whole.paragraphs(said)
        yield from whole.lists(said)
        yield from whole.people(said)
        rare = {word: meaning for word, meaning in glossary.items() if _is_rare(word)}
        yield from whole.explained(said, rare)


def _is_rare(term: str) -> bool:
    """Whether a term has to be explained: people know "service", though a glossary has it."""
    ranks = [rank(word) for word in term.split()]
    return None in ranks or max(number or 0 for number in ranks) > COMMON


def _italic() -> Hit:
    why = _("Words that lean are hard to read.")
    return Hit("ER-17", 0, 0, why, _("Write them like the other words."))


def _bad_break() -> Hit:
    return Hit("ER-20", 0, 0, _("This line ends in the middle of a thought."),
               _("End the line before this word, or after the next."))  # fmt: skip
