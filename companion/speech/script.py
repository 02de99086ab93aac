"""A page as what is said: the words of the screen, in its order, a sentence at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from companion.page import wording
from companion.page.blocks import Field, Heading, Line, Page, Picture
from companion.page.rows import Row, layout
from companion.plainwords.messages import _
from companion.ports import Mark
from companion.speech.lexicon.said import said
from companion.speech.spans import spans

# Seconds of silence before what comes, at the usual length of pauses.
AFTER_HEADING, AFTER_LINE, AFTER_SENTENCE = 0.7, 0.45, 0.25


class Sentence(Struct, frozen=True):
    """One sentence of a page: where it stands, and what the voice says for it.

    `pause` is in seconds, before it, at the usual length of pauses.
    """

    mark: Mark
    text: str
    pause: float


class _Line(Struct, frozen=True):
    """Words as they are shown; `said` for a voice where that is not the words themselves."""

    shown: str
    after: float = AFTER_LINE
    said: str = ""


def script(
    page: Page, *, today: date, pictures: bool = False, rows: bool = True
) -> tuple[Sentence, ...]:
    """All that is said of a page. What pictures show is said where `pictures` is true.

    Without `rows` it is the text alone: no title, no place, nothing to choose.
    """
    return tuple(_sentences(_lines(page, pictures=pictures, whole=rows), today))


def row_said(row: Row, today: date) -> str:
    """A row as it is said: its number, a rest, its words, and whether it is chosen."""
    return _("{number}. {words}").format(number=row.number, words=said(_named(row), today=today))


def _named(row: Row) -> str:
    return wording.row(row).removeprefix(f"{row.number} ")


def _lines(page: Page, *, pictures: bool, whole: bool) -> Iterator[_Line]:
    if whole:
        yield _Line(wording.title(page), AFTER_HEADING)
        yield _Line(wording.place(page))
    for block, block_rows in layout(page):
        if isinstance(block, Picture) and not pictures:
            continue
        after = AFTER_HEADING if isinstance(block, Heading) else AFTER_LINE
        after = AFTER_SENTENCE if isinstance(block, Line) else after
        yield from (_Line(words, after) for words in wording.lines(block))
        if whole:
            yield from (_Line(wording.row(row), said=str(row.number)) for row in block_rows)
        if isinstance(block, Field):
            yield _Line(wording.field_state(block))
            yield from map(_Line, wording.held_lines(page, block))


def _sentences(lines: Iterable[_Line], today: date) -> Iterator[Sentence]:
    times: Counter[str] = Counter()
    pause = 0.0
    for line in lines:
        for start, end in spans(line.shown):
            mark = Mark(line.shown, times[line.shown], start, end)
            yield Sentence(mark, _said(line, start, end, today), pause)
            pause = AFTER_SENTENCE
        if line.shown:
            times[line.shown] += 1
            pause = line.after


def _said(line: _Line, start: int, end: int, today: date) -> str:
    """What a voice says for a piece of a line; a row's number stands for itself."""
    if start or not line.said:
        return said(line.shown[start:end], today=today)
    words = said(line.shown[len(line.said) : end], today=today)
    return _("{number}. {words}").format(number=line.said, words=words)
