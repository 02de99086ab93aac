"""The text box in large letters: TextArea types, cuts and undoes, and we draw."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual.events import MouseEvent
from textual.geometry import Offset, Size
from textual.strip import Strip

from companion.page.blocks import Field
from companion.plainwords.characters import shown
from companion.screens.field import FieldView
from companion.screens.letters.drawing import width_of
from companion.screens.letters.scales import Scale
from companion.screens.letters.strips import BAR, GUTTER, row_of

_WORD = re.compile(r"\S* +|\S+$")
Piece = tuple[int, int, int]  # a line of the text: its number, the first letter, the one after


class LetterField(FieldView):
    """A text box that grows with its words; the page scrolls to the caret."""

    def __init__(self, field: Field, label: str, scale: Scale) -> None:
        super().__init__(field, label)
        self._scale = scale
        self._laid_out: tuple[object, list[Piece]] = (None, [])

    # What stands where.

    def pieces(self, width: int = 0) -> list[Piece]:
        """The text as lines of letters that fit into so many cells; 0 is all that there are."""
        width = width or self.size.width
        key = (self.seen(self.text), width)
        if self._laid_out[0] != key:
            room = max(1, width - GUTTER - 1)
            lines = enumerate(map(self.seen, self.document.lines))
            self._laid_out = (key, [p for n, line in lines for p in self._cut(n, line, room)])
        return self._laid_out[1]

    def _cut(self, number: int, line: str, width: int) -> Iterator[Piece]:
        """One line of the text in pieces, cut behind spaces where that is possible."""
        start = used = 0
        for word in _WORD.finditer(line):
            size = self._width(word[0].rstrip(" "))
            if used and used + size > width:
                yield number, start, word.start()
                start, used = word.start(), 0
            for at in range(word.start(), word.end() if size > width else word.start()):
                used += width_of(line[at], self._scale)
                if used > width:  # a word that is wider than the screen
                    yield number, start, at
                    start, used = at, width_of(line[at], self._scale)
            used += self._width(word[0]) if size <= width else 0
        yield number, start, len(line)

    def _width(self, text: str) -> int:
        words = text.split(" ")
        return sum(width_of(w, self._scale) for w in words) + self._scale.space * (len(words) - 1)

    def _here(self) -> int:
        """The piece that the caret stands in."""
        row, column = self.cursor_location
        return max(0, bisect_right(self.pieces(), (row, column), key=lambda p: p[:2]) - 1)

    def _words(self, piece: Piece) -> str:
        number, start, end = piece
        return self.seen(self.document.get_line(number)[start:end])

    # What Textual asks.

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self.pieces(width)) * self._scale.rows

    def render_line(self, y: int) -> Strip:
        at, row = divmod(y, self._scale.rows)
        style, pieces = self.rich_style, self.pieces()
        if at >= len(pieces):
            return Strip.blank(self.size.width, style)
        words = [(word, False) for word in shown(self._words(pieces[at])).split(" ")]
        gutter = Segment(BAR if self.has_focus else " " * GUTTER, style)
        letters = Strip([gutter, *row_of(words, row, self._scale, style, style)])
        strip = letters.adjust_cell_length(self.size.width, style)
        if not self.has_focus or at != self._here():
            return strip
        caret = self._caret(pieces[at])
        before, after = strip.crop(0, caret), strip.crop(caret + 1)
        return Strip.join([before, Strip([Segment(" ", style + Style(reverse=True))]), after])

    def _caret(self, piece: Piece) -> int:
        _number, start, _end = piece
        column = self.cursor_location[1]
        across = self._width(self._words(piece)[: column - start]) if column > start else 0
        return min(GUTTER + across, self.size.width - 1)

    def cursor(self) -> Offset:
        at = self._here()
        pieces = self.pieces()
        across = self._caret(pieces[at]) if pieces else 0
        return self.content_region.offset + Offset(across, at * self._scale.rows)

    def row_span(self) -> tuple[int, int]:
        first = self._here() * self._scale.rows
        return first, first + self._scale.rows

    # Moves between lines go by what is seen.

    def action_cursor_up(self, select: bool = False) -> None:
        del select
        self._move(-1)

    def action_cursor_down(self, select: bool = False) -> None:
        del select
        self._move(+1)

    def _move(self, by: int) -> None:
        pieces, at = self.pieces(), self._here()
        if 0 <= at + by < len(pieces):
            self.move_cursor(self._nearest(pieces[at + by], self._caret(pieces[at]) - GUTTER))

    def _nearest(self, piece: Piece, across: int) -> tuple[int, int]:
        number, start, _end = piece
        words = self._words(piece)
        places = range(len(words) + 1)
        return number, start + min(places, key=lambda n: abs(self._width(words[:n]) - across))

    def get_target_document_location(self, event: MouseEvent) -> tuple[int, int]:
        pieces = self.pieces()
        offset = event.get_content_offset_capture(self)
        at = min(max(offset.y // self._scale.rows, 0), len(pieces) - 1)
        return self._nearest(pieces[at], offset.x - GUTTER)
