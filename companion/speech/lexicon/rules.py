"""Goes through a text once and lets the first fitting rule say each part of it.

What a rule has said is final: no later rule changes it again. Every pattern has bounded
repeats, or takes all that it looks at, so that hostile text costs no more than its length.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

DIGITS = "0123456789"
LETTERS = "letters"
# All characters beyond ASCII that are no letters and that no rule names.
OTHERS = "others"


class Scene(NamedTuple):
    """What rules know beside the words in front of them."""

    today: date
    # The whole text is in capitals, so that capitals say nothing about initials.
    loud: bool


Say = Callable[[re.Match[str], Scene], str | None]


class Rule(NamedTuple):
    """Says what `pattern` matches at a place, or None: then a later rule may.

    `starts` are the characters that it can begin with, or LETTERS for all letters,
    or OTHERS.
    """

    starts: str
    pattern: str
    say: Say


class _Ready(NamedTuple):
    match: Callable[[str, int], re.Match[str] | None]
    say: Say


class Rules:
    """Rules, found by the character that they begin with, in their order."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compiles the rules. Raises re.error for a wrong pattern."""
        self._by_start: dict[str, list[_Ready]] = {}
        for rule in rules:
            ready = _Ready(re.compile(rule.pattern).match, rule.say)
            for start in [rule.starts] if rule.starts in (LETTERS, OTHERS) else rule.starts:
                self._by_start.setdefault(start, []).append(ready)
        self._for_letters = self._by_start.get(LETTERS, [])
        self._for_others = self._by_start.get(OTHERS, [])

    def say(self, text: str, scene: Scene, otherwise: Callable[[str], str]) -> str:
        """The text as its rules say it; what no rule says, `otherwise` says, a sign a time."""
        said: list[str] = []
        at = 0
        while at < len(text):
            words, at = self._at(text, at, scene, otherwise)
            said.append(words)
        return "".join(said)

    def _at(
        self, text: str, at: int, scene: Scene, otherwise: Callable[[str], str]
    ) -> tuple[str, int]:
        start = text[at]
        if start.isalpha():
            rules = self._for_letters
        else:
            rules = self._by_start.get(start) or ([] if start < "\x80" else self._for_others)
        for rule in rules:
            match = rule.match(text, at)
            if match is None or match.end() == at:
                continue
            words = rule.say(match, scene)
            if words is not None:
                return words, match.end()
        return otherwise(start), at + 1


def before(match: re.Match[str], length: int) -> str:
    """What stands before a match, at most `length` characters."""
    return match.string[max(0, match.start() - length) : match.start()]


def after(match: re.Match[str], length: int) -> str:
    """What stands behind a match, at most `length` characters."""
    return match.string[match.end() : match.end() + length]


def ends_sentence(match: re.Match[str]) -> bool:
    """Whether a dot that a match took with it ("p.m.") also ends the sentence."""
    return match[0].endswith(".") and re.match(r"$| [A-Z]", after(match, 2)) is not None


def always(words: str) -> Say:
    """Says the same words whatever was found."""

    def say(_match: re.Match[str], _scene: Scene) -> str:
        return words

    return say
