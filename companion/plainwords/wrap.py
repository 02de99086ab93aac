"""Breaks text into lines at natural pauses, so that each line reads as one piece."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from unicodedata import category

# A line must not end on these (Easy Read: ER-20), nor part a number from its word.
_NOT_LAST = frozenset({"a", "an", "the", "of", "to", "in", "and", "or"})
_LABELS = frozenset({"line", "number", "page", "part", "question", "room", "step"})
# fmt: off
_JOINING = frozenset({
    "and", "or", "but", "because", "so", "if", "when", "while", "until", "unless",
    "that", "which", "who", "where", "than", "then", "as", "before", "after",
    "to", "for", "from", "with", "without", "of", "in", "on", "at", "by", "about",
})
# fmt: on
_OPENING = "\"'([“‘"
_CLOSING = "\"')]”’"

# What a break costs. Torn pieces weigh more than any number of lines, lines more than the
# kind of break, and the rest is balance (0 to 100 for each line, by its empty part).
_TORN = 10**9
_COUNTED = 2 * _TORN  # "16 / July" is worse than "Thursday / 16 July"
_A_LINE = 10**4
_AFTER_SENTENCE, _AFTER_COMMA, _BEFORE_JOINING, _ANYWHERE = 0, 10, 20, 60

# Breaks that are looked at for one line: all of them on any usual width, and a bound on
# the time that an enormous one takes.
_CHOICES = 40


class Exact(str):
    """A line that is shown letter by letter: its rows, one after the other, are the line."""

    __slots__ = ()


def cells(text: str) -> int:
    """How many columns of a terminal the text takes. Wide characters take 2.

    Never less than a terminal would use: joined emoji count as if they stood apart, and a
    mark that widens what it follows counts 1.
    """
    if text.isascii():
        return len(text)
    from wcwidth import wcwidth  # noqa: PLC0415 - slow to load, and only rare text needs it

    return sum(max(wcwidth(char), _widens(char)) for char in text)


def _widens(char: str) -> bool:
    # "Cn": a mark that is newer than Python's tables, but not than a terminal's.
    return char == "\ufe0f" or category(char) in {"Mc", "Cn"}


def wrap(
    text: str,
    width: int,
    *,
    measure: Callable[[str], int] = cells,
    space: int = 1,
    hyphen: str = "",
) -> list[str]:
    """The text in lines of at most `width` cells; every run of white space is one space.

    Breaks come after punctuation and before joining words where they can, lines are as few
    and as even as possible, and no line ends on "the" or parts "6" from "pm" unless
    nothing else fits. A word that is wider than a line is cut. No words, no lines. A width
    under 2 counts as 2, since a wide character cannot be halved.

    Drawn letters have a `measure` of their own, a `space` of so many cells, and a `hyphen`
    where a word is cut. An Exact line loses and gains nothing.
    """
    width = max(width, 2)
    if isinstance(text, Exact):
        return list(_exact_rows(text, width))
    words = [piece for word in text.split() for piece in _cut(word, width, measure, hyphen)]
    if not words:
        return []
    lines = []
    start = 0
    for end in _line_ends(words, width, measure, space):
        lines.append(" ".join(words[start:end]))
        start = end
    return lines


def wrapped(line: str, width: int) -> list[str]:
    """A line as rows to print: at least one, and the line whole where `width` is 0."""
    return (wrap(line, width) or [""]) if width else [line]


def _exact_rows(text: str, width: int) -> Iterator[str]:
    """The text in rows of at most `width` cells, broken after a space where there is one."""
    row, used = "", 0
    for char in text:
        if row and used + cells(char) > width:
            at = row.rfind(" ") + 1
            at = at if row[:at].strip(" ") else len(row)  # spaces alone are no row
            yield row[:at]
            row = row[at:]
            used = cells(row)
        row += char
        used += cells(char)
    if row:
        yield row


def tied(text: str) -> str:
    """The text with a no-break space wherever a line must not end, for others to wrap."""
    words = text.split(" ")
    pieces = words[:1]
    for word, following in pairwise(words):
        torn = word and following and _cost_of_break(word, following) >= _TORN
        pieces += ["\u00a0" if torn else " ", following]
    return "".join(pieces)


def _line_ends(
    words: list[str], width: int, measure: Callable[[str], int], space: int
) -> list[int]:
    """The index after each line's last word, for the cheapest way to break the text."""
    total = len(words)
    # edges[i]: the column where word i would start if all words stood on one line.
    edges = [0, *accumulate(measure(word) + space for word in words)]
    breaks = [*map(_cost_of_break, words, words[1:]), 0]
    best = [0] * (total + 1)
    end_of_line = [total] * (total + 1)
    for start in range(total - 1, -1, -1):
        room = edges[start] + width + space
        last = bisect_right(edges, room, start + 1, total + 1) - 1
        cheapest = -1
        for end in range(last, max(start, last - _CHOICES), -1):
            empty = room - edges[end]
            cost = best[end] + breaks[end - 1] + empty * empty * 100 // (width * width)
            if cheapest < 0 or cost < cheapest:
                cheapest = cost
                end_of_line[start] = end
        best[start] = cheapest + _A_LINE
    ends = [end_of_line[0]]
    while ends[-1] < total:
        ends.append(end_of_line[ends[-1]])
    return ends


def _cost_of_break(word: str, following: str) -> int:
    """What it costs to end a line after `word` when `following` comes next."""
    if word.rstrip(_CLOSING).endswith((".", "?", "!")):
        return _AFTER_SENTENCE
    if word.endswith(":") and word.rstrip(":").replace(".", "").isdigit():
        return _TORN  # "6.3:" alone says nothing
    if not word[-1].isalnum():
        return _AFTER_COMMA
    bare = word.lstrip(_OPENING)
    if bare.replace(":", "").replace(",", "").isdigit():
        return _COUNTED
    if bare.lower() in _NOT_LAST:
        return _TORN
    if following.lstrip(_OPENING)[:1].isdigit() and (bare.istitle() or bare.lower() in _LABELS):
        return _TORN
    return _BEFORE_JOINING if following.lower() in _JOINING else _ANYWHERE


def _cut(word: str, width: int, measure: Callable[[str], int], hyphen: str) -> list[str]:
    """The word in pieces that fit on a line; nearly always the word itself."""
    if measure(word) <= width:
        return [word]
    if not _is_word(word):
        hyphen = ""  # in an address it would be read as a part of it
    room = max(1, width - (measure(hyphen) if hyphen else 0))
    pieces = []
    piece, used = "", 0
    for char in word:
        size = measure(char)
        if piece and used + size > room:
            pieces.append(piece + hyphen)
            piece, used = "", 0
        piece += char
        used += size
    return [*pieces, piece]


def _is_word(word: str) -> bool:
    """Whether it is a word of a language, not an address, a code or a number."""
    return all(
        char.isalpha() or char in "-'’" for char in word.strip(_OPENING + _CLOSING + ".,;:!?")
    )
