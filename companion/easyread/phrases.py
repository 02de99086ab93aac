"""Finds the words and phrases of a table in a sentence, in whatever form they come."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from companion.easyread.forms import roots

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TOGETHER = frozenset({" ", "-", "‑"})

Index = Mapping[str, list[tuple[list[str], str, str]]]


class Found(NamedTuple):
    """A phrase of the table, where it stands (as for a slice), and what the table says of it."""

    start: int
    end: int
    phrase: str
    says: str


def index(table: Mapping[str, str]) -> Index:
    """The table by the first word of each phrase, the longest phrase first."""
    by_first: dict[str, list[tuple[list[str], str, str]]] = {}
    for phrase, says in table.items():
        parts = [part.casefold() for part in _WORD.findall(phrase)]
        by_first.setdefault(parts[0], []).append((parts, phrase, says))
    for rows in by_first.values():
        rows.sort(key=lambda row: -len(row[0]))
    return by_first


def find(sentence: str, table: Index) -> Iterator[Found]:
    """Each phrase of the table that the sentence uses, in order, none inside another."""
    words = list(_WORD.finditer(sentence))
    forms = [_forms(word.group()) for word in words]
    at = 0
    while at < len(words):
        step = 1
        rows = (row for root in forms[at] for row in table.get(root, ()))
        for parts, phrase, says in sorted(rows, key=lambda row: -len(row[0])):
            last = at + len(parts) - 1
            if last < len(words) and _fits(sentence, words[at : last + 1], forms[at:], parts):
                yield Found(words[at].start(), words[last].end(), phrase, says)
                step = len(parts)
                break
        at += step


@lru_cache(maxsize=4_096)
def _forms(word: str) -> frozenset[str]:
    bare = word.casefold().replace("’", "'").removesuffix("'s")
    return frozenset({bare} | roots(bare))


def _fits(
    sentence: str, words: list[re.Match[str]], forms: list[frozenset[str]], parts: list[str]
) -> bool:
    gaps = (sentence[a.end() : b.start()] for a, b in pairwise(words))
    return all(part in form for part, form in zip(parts, forms, strict=False)) and all(
        gap in _TOGETHER for gap in gaps
    )
