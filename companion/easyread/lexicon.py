"""The lists of words that ship with the program, each read from its file at its first use."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH123

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from companion.easyread.forms import roots
from companion.shipped import shipped

COMMON = 1_500  # roots that need no second thought; those after them are worth a look

_NO_RANK = 1_000_000
# How one word is made of another, beside the endings that forms.py knows.
_ENDINGS = (
    *(("ily", "y"), ("ly", "")),
    *(("ier", "y"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e")),
    *(("iest", "y"), ("est", ""), ("est", "e")),
)


@lru_cache(maxsize=4_096)
def rank(word: str) -> int | None:
    """How common a word is by its root: 0 for everyday words, 1 for "the"; None if unknown.

    The word may have any form and case; a word with hyphens is as rare as its rarest part.
    """
    word = word.casefold().replace("’", "'").removesuffix("'s").rstrip("'")
    ranks = _ranks()
    best = min((ranks.get(root, _NO_RANK) for root in _roots(word)), default=_NO_RANK)
    if best < _NO_RANK:
        return best
    parts = [rank(part) for part in word.split("-") if part and "-" in word]
    known = [part for part in parts if part is not None]
    return max(known) if known and len(known) == len(parts) else None


def _roots(word: str) -> Iterator[str]:
    """What a word may be a form of, "slowly" of "slow" and "unsure" of "sure" too."""
    yield word
    yield from roots(word)
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + instead
    for start in ("un", "mis"):
        if word.startswith(start) and len(word) > len(start) + 3:
            yield word.removeprefix(start)
            yield from roots(word.removeprefix(start))


@cache
def _ranks() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for number, line in enumerate(_lines("common.txt"), 1):
        for word in line.split():
            ranks.setdefault(word, number)
    for line in _lines("everyday.txt"):
        ranks.update(dict.fromkeys(line.casefold().split(), 0))
    return ranks


@cache
def roots_by_use() -> tuple[str, ...]:
    """The common words of English without their forms, the most common first."""
    return tuple(line.split()[0] for line in _lines("common.txt"))


def everyday() -> list[str]:
    """Words of 3 to 8 letters that people know from daily life, for a phrase to remember."""
    words = {word for line in _lines("everyday.txt") for word in line.split()}
    return sorted(
        word
        for word in words
        if 3 <= len(word) <= 8 and word.isascii() and word.isalpha() and word.islower()
    )


@cache
def card_words() -> tuple[str, ...]:
    """The words of which recovery cards are made, in their order."""
    return tuple(_lines("card.txt"))


@cache
def avoided() -> Mapping[str, Mapping[str, str]]:
    """By kind ("jargon"), each word or phrase to keep out, with better words or ""."""
    return tomllib.loads(_text("avoid.toml"))


@cache
def terms() -> Mapping[str, str]:
    """Each word that stands for a thing that has another name here, with that name."""
    table = tomllib.loads(_text("terms.toml"))
    return {other: term for term, others in table.items() for other in others}


def _lines(name: str) -> Iterator[str]:
    for line in _text(name).splitlines():
        words = line.partition("#")[0].strip()
        if words:
            yield words


def _text(name: str) -> str:
    with open(shipped("easyread", "words", name), encoding="utf-8") as stream:
        return stream.read()
