"""Finds the pieces of a text that are said, one at a time, by their place in the text.

The places are those of the original, so that the screen can mark what is being read.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from companion.plainwords.sentences import sentence_spans
from companion.speech.lexicon.said import said

LONGEST = 300
# A piece shorter than this is no rest for the ear, so no pause before it is used.
_SHORTEST = 60
_LINE = r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+"
_PAUSES = ("; ", ": ", ", ", " - ", " \u2013 ", " \u2014 ", ") ")
_ANY_DAY = date(2000, 1, 1)


def spans(text: str) -> list[tuple[int, int]]:
    """Where each piece that is said starts and ends in `text` (as for a slice), in order.

    A piece is a sentence, or a part of one that is too long, of at most 300 characters.
    Every line break ends one, so titles and list items stand alone. What a voice could not
    say at all is in none. Never raises.
    """
    return [piece for piece in _pieces(text) if _can_be_said(text[slice(*piece)])]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for line in re.finditer(_LINE, text):
        for start, end in sentence_spans(line.group()):
            yield from _short(text, line.start() + start, line.start() + end)


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of at most `LONGEST` characters, without white space around."""
    while end - start > LONGEST:
        cut = _cut(text, start)
        stop = start + len(text[start:cut].rstrip())
        if stop > start:
            yield start, stop
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _cut(text: str, start: int) -> int:
    """Where to cut: at the last pause, else between words, else between letters."""
    least, most = start + _SHORTEST, start + LONGEST
    pause = max(text.rfind(mark, least, most) + len(mark) - 1 for mark in _PAUSES)
    if pause >= least:
        return pause
    space = text.rfind(" ", least, most)
    if space >= 0:
        return space
    cut = most
    # A letter stays with its accents, an emoji with its parts.
    while cut > least and _joins(text[cut - 1], text[cut]):
        cut -= 1
    return cut if cut > least else most


def _joins(left: str, right: str) -> bool:
    zero_width_joiner = "\u200d"
    return (
        zero_width_joiner in (left, right)
        or unicodedata.category(right).startswith("M")
        or "\U0001f3fb" <= right <= "\U0001f3ff"
    )


def _can_be_said(piece: str) -> bool:
    # Letters are always said, but for those in tags and terminal sequences.
    if "<" not in piece and piece.isprintable() and any(map(str.isalnum, piece)):
        return True
    return said(piece, today=_ANY_DAY) != ""
