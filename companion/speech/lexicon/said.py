"""Turns one written sentence into what a voice should say.

Only what is said changes: the words on the screen are the member's own, and stay. Voices
obey some text (espeak a Control-A and "[[", Windows and macOS tags and "[["), so nothing
of that kind is ever in what comes out.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from companion.speech.lexicon import (
    days,
    digits,
    emoji,
    links,
    money,
    numbers,
    signs,
    times,
    words,
    years,
)
from companion.speech.lexicon.folding import folded
from companion.speech.lexicon.names import name_rules
from companion.speech.lexicon.rules import Rules, Scene

_BULLET = re.compile(r"[-*+•●◦▪‣⁃·\u2013] +|#{1,6} +|(?:> ?){1,9}(?=[^\s\d])")
_NUMBERED = re.compile(r"\(?(\d{1,3}|[a-zA-Z])(?:\)|(?<=\d)\.) +(?=\S)")
_PAUSES = re.compile(r" ?[,.;:!?][ ,.;:!?]*")


def said(text: str, *, today: date, names: Mapping[str, str] | None = None) -> str:
    """One sentence as a voice should say it; "" where there is no word in it.

    `today` tells the century of a year of two digits. `names` are words or names and how to
    say them, such as "Siobhan" and "Shivawn". What comes out is letters, digits, spaces
    and , . ; : ? ! ' - and nothing else. Never raises.
    """
    text = folded(text)
    rules = _rules(frozenset((names or {}).items()))
    spoken = rules.say(_without_bullet(text), Scene(today, _is_loud(text)), signs.unsaid)
    return _tidy(spoken)


@lru_cache(maxsize=8)
def _rules(names: frozenset[tuple[str, str]]) -> Rules:
    """All rules, in the order in which they may speak."""
    return Rules(
        (
            *name_rules(dict(names)),
            *links.RULES,
            *digits.RULES_FIRST,
            *days.RULES,
            *years.RULES,
            *times.RULES,
            *digits.RULES,
            *money.RULES,
            *numbers.RULES,
            *words.RULES,
            *words.RULES_LAST,
            *signs.RULES,
            *emoji.RULES,
        )
    )


def _is_loud(text: str) -> bool:
    """Whether a whole sentence is in capitals."""
    found = re.findall(r"[^\W\d_]{2,}", text[:2000])
    return len(found) > 2 and all(word.isupper() for word in found)


def _without_bullet(text: str) -> str:
    """A list's bullet is no word; its number is, with a pause behind."""
    bullet = _BULLET.match(text)
    if bullet and bullet.end() < len(text):
        text = text[bullet.end() :]
    numbered = _NUMBERED.match(text)
    return f"{numbered[1]}, {text[numbered.end() :]}" if numbered else text


def _tidy(text: str) -> str:
    """One space between words, one mark at a pause, none at the start; "" without a word."""
    text = _PAUSES.sub(_pause, " ".join(text.split())).lstrip(" ,.;:!?'-").rstrip(" ,;:'-")
    return text if any(map(str.isalnum, text)) else ""


def _pause(match: re.Match[str]) -> str:
    marks = match[0].replace(" ", "")
    if match[0] == "." and match.string[match.end() : match.end() + 1].isalnum():
        return "."
    return next(mark for mark in "?!.:;," if mark in marks) + " "
