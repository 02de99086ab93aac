"""What stands on the screen: words that can be stepped through, rows to choose, a text box.

Each view is told its words; none of them knows which page or which way it stands in.
"""

from collections.abc import Iterator

from rich.style import Style
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from companion.page.events import Chose, Pressed
from companion.plainwords.wrap import wrap
from companion.screens.flow import Unbarred
from companion.screens.items import Item
from companion.screens.letters.scales import Scale
from companion.screens.letters.strips import GUTTER as LETTER_GUTTER
from companion.screens.letters.strips import Drawing, large_lines

GUTTER = "  "
MARKER = "> "
ONE_LINE = "one-line"  # the class of a screen that shows only the line in focus
BIG = "big"  # the class of words to show to others
# The class of the first row to choose. Textual has a name for it, and with that it works out
# the style of every row anew, at each change of any of them.
FIRST = "first"
MARK = "underline bold"  # seen without colour, and no reason to move a letter


class Stop(Unbarred):
    """Words that the focus can rest on; the real cursor stands at their first letter.

    `loud` views keep room for a marker, so that focus shows without colour.
    """

    can_focus = True

    def __init__(self, item: Item, *, loud: bool, scale: Scale | None = None) -> None:
        super().__init__(classes=item.kind.value, markup=False)
        self.set_class(item.letters == "giant", BIG)
        self._like = (type(self), item.kind, item.letters, loud, scale)
        self.words = item.words
        self.row_at = 0
        self._gutter = GUTTER if loud else ""
        self._scale = scale  # of large letters; None is the terminal's own text
        self._drawing = Drawing(scale) if scale is not None else None
        self.display = bool(item.words)
        self._marked: tuple[int, int] | None = None
        self._drawn_in = Style()

    def draw_in(self, scale: Scale | None) -> None:
        """Draw the words in large letters from now on, or in the terminal's own text."""
        if scale is not self._scale:
            self._scale = scale
            self._drawing = Drawing(scale) if scale is not None else None
            self.refresh(layout=True)

    def mark(self, letters: tuple[int, int] | None) -> bool:
        """Mark the letters that are being read, from a first to before another; None for none.

        True where the mark has come here.
        """
        before, self._marked = self._marked, letters
        if before != letters:
            self.refresh()
        return letters is not None and before != letters

    def show(self, item: Item) -> None:
        """Show other words in the same place."""
        if item.words != self.words:
            self.words = item.words
            self.row_at = 0
            self.display = bool(item.words)
            self.refresh(layout=True)

    def like(self, other: "Stop") -> bool:
        """Whether another one differs from this one in its words alone."""
        return self._like == other._like and self.has_class(FIRST) == other.has_class(FIRST)

    def become(self, other: "Stop") -> None:
        """Show what another one would show, that is not on the screen, as if this were new."""
        new = (other.words, 0, None)
        if (self.words, self.row_at, self._marked) == new and not self._moved:
            return  # what stands as it is takes no time
        self.words, self.row_at, self._marked = new
        self.display = bool(self.words)
        self.styles.clear_rule("margin")
        self.refresh(layout=True)

    @property
    def _moved(self) -> bool:
        """Whether it was given room of its own, above or below."""
        return self.styles.inline.has_rule("margin")

    def wrapped(self, width: int) -> list[str]:
        """The words as rows of at most `width` cells, the room for the marker included."""
        if self._scale is not None:
            return large_lines(self.words, width, self._scale)
        return wrap(self.words, max(1, width - len(self._gutter))) or [""]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self.wrapped(width)) * self._rows_a_line

    @property
    def _rows_a_line(self) -> int:
        return self._scale.rows if self._scale is not None else 1

    def get_content_width(self, container: Size, viewport: Size) -> int:
        del container
        if self._scale is not None:
            return viewport.width
        return len(self.words) + len(self._gutter)

    def render(self) -> Content:
        if self._waits:
            return Content("")
        rows = self.wrapped(self.size.width)
        marker = MARKER if self._gutter and self.has_focus else self._gutter
        content = Content(marker + f"\n{self._gutter}".join(rows))
        for start, end in self._marked_in(rows):
            content = content.stylize(MARK, start, end)
        return content

    def render_line(self, y: int) -> Strip:
        if self._drawing is None or self._waits:
            return super().render_line(y)
        return self._drawing.row(
            y, self.words, self.size.width, self._drawn_in,
            bar=self.has_focus and bool(self._gutter),
            marked=() if self._marked is None else (self._marked,),
        )  # fmt: skip

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows that are in sight. A line of large letters is shown whole or not at all."""
        if self._drawing is not None:
            self._drawn_in = self.rich_style  # once, not for each row: that takes a while
        strips, high = super().render_lines(crop), self._rows_a_line
        if high == 1 or high > self.app.size.height:
            return strips
        lines = [(crop.y + row) // high * high for row in range(len(strips))]
        whole = [crop.y <= first and first + high <= crop.bottom for first in lines]
        return [row if seen else _blank(row) for row, seen in zip(strips, whole, strict=True)]

    @property
    def _waits(self) -> bool:
        """Whether its words are not shown until the focus, or the voice, comes here."""
        if not self.screen.has_class(ONE_LINE) or self.classes & {"notice", "title"}:
            return False
        return not self.has_focus and self._marked is None

    def _marked_in(self, rows: list[str]) -> Iterator[tuple[int, int]]:
        """Where the marked letters stand in what is rendered, a row at a time."""
        if self._marked is None:
            return
        first, last = self._marked
        at, gutter = 0, len(self._gutter)
        for number, row in enumerate(rows):
            at = self.words.find(row.strip(), at) if row.strip() else at
            start, end = max(first, at), min(last, at + len(row.strip()))
            if start < end:
                shift = sum(len(r) + 1 + gutter for r in rows[:number]) + gutter
                lead = len(row) - len(row.lstrip())
                yield shift + lead + start - at, shift + lead + end - at

    def row_words(self, width: int) -> str:
        """The words of the row that the cursor stands on, `width` cells wide."""
        rows = self.wrapped(width)
        return rows[min(self.row_at, len(rows) - 1)]

    def cursor(self) -> Offset:
        """Where the real cursor stands, in cells of the screen."""
        across = len(self._gutter) if self._scale is None else LETTER_GUTTER
        return self.content_region.offset + Offset(across, self.row_at * self._rows_a_line)

    def row_span(self) -> tuple[int, int]:
        """The rows that the cursor's line takes: the first, and the one after the last."""
        first = self.row_at * self._rows_a_line
        return first, first + self._rows_a_line

    def step(self, by: int) -> bool:
        """Move the cursor inside words that take several rows. False at their end."""
        if not 0 <= self.row_at + by < len(self.wrapped(self.size.width)):
            return False
        self.row_at += by
        return True

    def skip(self, rows: int) -> None:
        """Put the cursor at the first line that begins so many rows of the screen down."""
        lines = len(self.wrapped(self.size.width))
        self.row_at = min(max(0, -(-rows // self._rows_a_line)), lines - 1)

    def enter(self, by: int, width: int) -> None:
        """Get ready for a cursor that comes from above (+1) or below (-1)."""
        self.row_at = 0 if by > 0 else len(self.wrapped(width)) - 1


def _blank(row: Strip) -> Strip:
    """An empty row as wide, in the colours that the row begins with."""
    return Strip.blank(row.cell_length, next(iter(row)).style if row else None)


class Lettered(Widget):
    """A label in large letters. The focus does not rest on it."""

    def __init__(self, words: str, scale: Scale) -> None:
        super().__init__(classes="label")
        self._words = words
        self._scale = scale
        self._drawing = Drawing(scale)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(large_lines(self._words, width, self._scale)) * self._scale.rows

    def render_line(self, y: int) -> Strip:
        return self._drawing.row(y, self._words, self.size.width, self.rich_style)


class WordsView(Stop):
    """A title, line, fact or notice: to be read, not chosen."""


class RowView(Stop):
    """Something to choose."""

    class Chosen(Message):
        """The row was chosen, by key or by mouse."""

        def __init__(self, event: Chose | Pressed) -> None:
            super().__init__()
            self.event = event

    def __init__(self, item: Item, *, loud: bool, scale: Scale | None = None) -> None:
        super().__init__(item, loud=loud, scale=scale)
        self.event = item.event
        self.picture = item.picture

    def show(self, item: Item) -> None:
        """Show another row in the same place."""
        self.event = item.event
        self.picture = item.picture
        super().show(item)

    def become(self, other: Stop) -> None:
        if isinstance(other, RowView):
            self.event, self.picture = other.event, other.picture
        super().become(other)

    def choose(self) -> None:
        """Say that this row was chosen."""
        if self.event is not None:
            self.post_message(self.Chosen(self.event))

    def on_click(self, click: Click) -> None:
        click.stop()
        self.choose()


class TextBox(Widget):
    """What the rest of the screen knows of a text box (field.FieldView, which loads slowly)."""

    key: str
    kept: str  # the text as the session knows it
    label: str

    def show(self, item: Item) -> None:
        """Show text from elsewhere; never while the member is writing here."""
        raise NotImplementedError

    def written(self) -> str:
        """The text as it is now."""
        raise NotImplementedError

    def before(self) -> str:
        """What stands before the caret in its line; the line before it, where that is nothing."""
        raise NotImplementedError

    def row_span(self) -> tuple[int, int]:
        """The rows of it that must be in sight: the first, and the one after the last."""
        raise NotImplementedError

    def caret(self) -> object:
        """Where the caret stands, for `put_caret`."""
        raise NotImplementedError

    def put_caret(self, caret: object) -> None:
        """Put the caret where it stood."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Put the caret behind the last letter."""
        raise NotImplementedError

    def cursor(self) -> Offset:
        """Where the real cursor stands, in cells of the screen."""
        raise NotImplementedError

    async def take_key(self, key: Key) -> None:
        """Write a letter or a new line. Other keys do nothing here."""
        raise NotImplementedError

    async def take_paste(self, paste: Paste) -> None:
        """Write what was pasted."""
        raise NotImplementedError
