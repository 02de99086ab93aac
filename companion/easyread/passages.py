"""A text as the checker reads it: passages of words, each knowing where it came from."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Kind = Literal["paragraph", "item", "heading"]

# An address is a name that nobody reads as words, whatever signs are in it.
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)[^\s<>]*[\w/]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w/-][\w./-]*\.(?:com|csv|docx?|html?|ics|md|net|org|pdf|png|toml|txt|uk)\b(?:/[\w./-]*\w)?"
)
_MARKER = re.compile(r"(?:[-*+•·◦▪]|\d{1,3}[.)])[ \t]+(?=\S)")
# A line this long was broken because it was full, not because the sentence had ended.
_FULL_LINE = 50


class Passage(NamedTuple):
    """Words that stand by themselves, on one line; `places` has the offset of each character."""

    kind: Kind
    text: str
    places: Sequence[int]


class Lines:
    """Finds the line and column (from 1) of an offset."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def passage(kind: Kind, text: str, places: Sequence[int]) -> Passage:
    """A passage of these characters: white space is one space, an address is a row of x."""
    keep = [
        index
        for index, char in enumerate(text)
        if not char.isspace() or (index and not text[index - 1].isspace())
    ]
    line = "".join(" " if text[i].isspace() else text[i] for i in keep)
    masked = _ADDRESS.sub(lambda found: "x" * len(found.group()), line)
    cut = len(masked.rstrip())
    return Passage(kind, masked[:cut], [places[i] for i in keep[:cut]])


def plain_passages(text: str) -> Iterator[Passage]:
    """The passages of a plain text. A line ends one, unless the text clearly goes on."""
    first, last = 0, 0
    start = 0
    for line in text.split("\n"):
        if last > first and not _goes_on(text[first:last], line):
            yield from _plain(text, first, last)
            first = start
        start += len(line) + 1
        last = start - 1
    yield from _plain(text, first, last)


def _goes_on(before: str, line: str) -> bool:
    last = before.rpartition("\n")[2].rstrip()
    if not line.strip() or not last or _MARKER.match(line.lstrip()):
        return False
    return line.lstrip()[:1].islower() or (len(last) >= _FULL_LINE and last[-1] not in ".?!:")


def _plain(text: str, first: int, last: int) -> Iterator[Passage]:
    while first < last and text[first].isspace():
        first += 1
    if first == last:
        return
    marker = _MARKER.match(text, first, last)
    # "1 Next session" is a menu; "1. Go home." is a list.
    start = marker.end() if marker else first
    found = passage("item" if marker else "paragraph", text[start:last], range(start, last))
    if found.text:
        yield found
