"""Checks that words are easy to read, by the rules that simple patterns can test exactly.

It reads what the program and its organisers say. Members' own words are never checked.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from companion.easyread.rules import grammar, numbers, times, wording
from companion.easyread.rules.hit import Hit
from companion.plainwords.sentences import sentence_spans

_RULES: tuple[Callable[[str], Iterator[Hit]], ...] = (
    wording.long_sentences,
    wording.abbreviations,
    wording.contractions,
    wording.vague_words,
    wording.orders,
    wording.signs,
    grammar.negatives,
    grammar.passives,
    numbers.spelled_out,
    numbers.shares,
    times.dates,
    times.times,
)


class Finding(Struct, frozen=True):
    """One place where a rule ("ER-01") is broken.

    Lines and columns count from 1. `why` and `suggestion` are sentences to show;
    `suggestion` may be "".
    """

    rule: str
    level: Literal["fail", "warn", "human"]
    line: int
    column: int
    words: str
    why: str
    suggestion: str


def check(text: str, *, allowed: frozenset[str] = frozenset()) -> list[Finding]:
    """What is hard to read in a text, in reading order; [] when nothing is.

    `allowed` are words that stay as they are, such as a fixed name: a finding about
    exactly these words is left out.
    """
    findings = [
        _finding(text, start, hit)
        for start, end in _sentences(text)
        for rule in _RULES
        for hit in rule(text[start:end].replace("\n", " "))
    ]
    return sorted(
        (finding for finding in findings if finding.words not in allowed),
        key=lambda finding: (finding.line, finding.column),
    )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences start and end. A line end ends one, unless the text clearly goes on."""
    start = 0
    for line in _passages(text):
        for first, last in sentence_spans(line):
            yield start + first, start + last
        start += len(line)


def _passages(text: str) -> Iterator[str]:
    """The lines, each with the lines after it that start in lower case."""
    passage = ""
    for line in text.split("\n"):
        if passage and not line[:1].islower():
            yield passage
            passage = ""
        passage += line + "\n"
    yield passage


def _finding(text: str, start: int, hit: Hit) -> Finding:
    at = start + hit.start
    before = text[:at]
    return Finding(
        hit.rule,
        "fail",
        before.count("\n") + 1,
        at - (before.rfind("\n") + 1) + 1,
        " ".join(text[at : start + hit.end].split()),
        hit.why,
        hit.suggestion,
    )
