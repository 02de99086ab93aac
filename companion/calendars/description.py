"""The plain way to write, in a calendar's description, what a session will be like.

docs/calendar-format.md tells organisers about it. What nobody can make out stays as it is,
as words about the session.
"""

import re

from msgspec import Struct

from companion.calendars.markup import without_tags
from companion.domain.sessions import JOIN, LIKE, Kind, Step
from companion.plainwords.characters import shown
from companion.plainwords.cleaning import (
    LONGEST_JOIN,
    MOST_LINES,
    MOST_STEPS,
    line,
    paragraphs,
    whole_line,
)
from companion.wire.session_description import ABOUT, EVERYONE, HOW_TO_JOIN, LIKE_THIS, STEPS

KINDS: dict[str, Kind] = {
    "session": "session",
    "shaping": "shaping",
    "shaping meeting": "shaping",
    "subgroup": "subgroup",
    "sub-group": "subgroup",
    "sub group": "subgroup",
    "in-person": "in-person",
    "in person": "in-person",
    "face to face": "in-person",
    "face-to-face": "in-person",
}
_FREE = {"yes": True, "no": False}
_HEADINGS = {heading.lower(): heading for heading in (STEPS, LIKE_THIS, HOW_TO_JOIN, ABOUT)}
_NAMES = {name.replace("_", " "): name for name in (*LIKE, *JOIN)}
_BULLET = (
    r"\s*(?:[-*+o\u2022\u2023\u25aa\u25ab\u25cf\u25e6\u2043\u2013\u2014\u00b7]|\d{1,2}[.)])\s+"
)
_RULE = r"\s*[-_=*~\u2013\u2014]{3,}\s*"  # a line that is drawn says nothing when read aloud
_MINUTES = r"(.*\S)\s*\((\d{1,4})\s*(?:minutes?|mins?)\.?\)"
_LONGEST = 50_000
_MOST_MINUTES = 24 * 60


class Description(Struct):
    """What a description says. `kind` is None where it does not say."""

    kind: Kind | None = None
    who: str = ""
    free: bool | None = None
    steps: tuple[Step, ...] = ()
    like: tuple[tuple[str, str], ...] = ()
    join: tuple[tuple[str, str], ...] = ()
    about: str = ""


def read_description(text: str) -> Description:
    """What a description says, from any calendar program. All of it is safe to keep."""
    found = Description()
    reader = _Reader(found)
    # A hidden sign before a word would keep us from knowing it.
    for row in shown(without_tags(text)[:_LONGEST]).split("\n"):
        reader.take(row)
    found.like = _in_place(found.like, LIKE)
    found.join = _in_place(found.join, JOIN)
    found.about = paragraphs("\n".join(reader.rest))
    return found


class _Reader:
    """Goes through the lines. `rest` are those that we cannot make out."""

    def __init__(self, found: Description) -> None:
        self.found = found
        self.rest: list[str] = []
        self._part = ""
        self._bare = False  # steps without bullets go on until an empty line

    def take(self, row: str) -> None:
        """One line."""
        if self._part == ABOUT:
            self.rest.append(row)
            return
        heading = " ".join(row.split()).lower()
        name, _, words = re.sub(f"^{_BULLET}", "", row).partition(":")
        name, words = " ".join(name.split()).lower(), words.strip()
        if heading.endswith(":") and heading[:-1].rstrip() in _HEADINGS:
            self._part = _HEADINGS[heading[:-1].rstrip()]
            self._bare = True
        elif self._part == STEPS and self._is_step(row):
            self._add_step(row)
        elif not (words and self._fact(name, words)) and not re.fullmatch(_RULE, row):
            self.rest.append(row)

    def _is_step(self, row: str) -> bool:
        if re.match(_BULLET, row):
            self._bare = False
            return True
        self._bare = self._bare and (bool(row.strip()) or not self.found.steps)
        name = row.partition(":")[0].strip().lower()
        return self._bare and bool(row.strip()) and name not in (*_NAMES, "for", "free", "kind")

    def _add_step(self, row: str) -> None:
        words = line(re.sub(f"^{_BULLET}", "", row))
        if not words or len(self.found.steps) >= MOST_STEPS:
            return
        timed = re.fullmatch(_MINUTES, words, re.IGNORECASE)
        step = Step(words)
        if timed and 0 < int(timed[2]) <= _MOST_MINUTES:
            step = Step(timed[1], int(timed[2]))
        self.found.steps += (step,)

    def _fact(self, name: str, words: str) -> bool:
        """Take a line such as "Sound: quiet". False where it is none that we know."""
        found = self.found
        if name == "for":
            who = line(words)
            found.who = "" if who.lower() == EVERYONE else who
        elif name == "free" and words.lower().rstrip(".") in _FREE:
            found.free = _FREE[words.lower().rstrip(".")]
        elif name == "kind" and words.lower() in KINDS:
            found.kind = KINDS[words.lower()]
        elif _NAMES.get(name) in LIKE and len(found.like) < MOST_LINES:
            found.like += ((_NAMES[name], line(words)),)
        elif _NAMES.get(name) in JOIN and len(found.join) < MOST_LINES:
            return self._join(_NAMES[name], words)
        else:
            return False
        return True

    def _join(self, name: str, words: str) -> bool:
        clean = web_address(words) if name == "link" else whole_line(words, LONGEST_JOIN)
        if clean:
            self.found.join += ((name, clean),)
        return bool(clean)


def web_address(words: str) -> str:
    """The http or https address that the words are or hold, or ""."""
    found = re.search(r"https?://[^\s<>\"]+", whole_line(words), re.IGNORECASE)
    return found[0].rstrip(".,;" if "(" in found[0] else ").,;") if found else ""


def kind_of(words: str) -> Kind | None:
    """The kind of session that a category names, in upper or lower case."""
    return KINDS.get(" ".join(words.lower().split()))


def _in_place(
    pairs: tuple[tuple[str, str], ...], order: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((pair for pair in pairs if pair[1]), key=lambda pair: order.index(pair[0])))
