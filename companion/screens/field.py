"""The text box. It is loaded with the first page that has one, since TextArea loads slowly."""

from collections.abc import Iterable
from typing import cast

from rich.containers import Lines
from rich.text import Text
from textual.events import Key, Paste
from textual.geometry import Offset
from textual.widgets import TextArea

from companion.page.blocks import Field
from companion.plainwords.characters import without_controls
from companion.screens.items import Item
from companion.screens.views import TextBox

# Bidi embeddings, overrides, isolates and marks, each shown as a space of no width.
TURNING = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
HIDING = "*"  # stands for each letter of a hidden text
UNTURNED = dict.fromkeys(TURNING, "\u200b")


class _Paragraph(Text):
    """A paragraph that makes only the row that is asked for.

    TextArea divides the whole paragraph anew for each row of the screen, which is slow
    where a member writes thousands of words without a line end.
    """

    def divide(self, offsets: Iterable[int]) -> Lines:
        return cast(Lines, _Rows(self, list(offsets)))


class _Rows:
    """The rows of a paragraph, each made when it is asked for."""

    def __init__(self, paragraph: Text, offsets: list[int]) -> None:
        self._paragraph = paragraph
        self._edges = [0, *offsets, len(paragraph.plain)]

    def __getitem__(self, index: int) -> Text:
        first, last = self._edges[index], self._edges[index + 1]
        if (first, last) == (0, self._edges[-1]):
            return self._paragraph.copy()
        rows = Text.divide(self._paragraph, [first, last] if first else [last])
        return rows[1 if first else 0]


class FieldView(TextArea, TextBox):
    """A text box of several lines. Letters are text here; Tab and Escape leave it."""

    def __init__(self, field: Field, label: str) -> None:
        super().__init__(
            without_controls(field.value),
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.key = field.key
        self.kept = self.text
        self.label = label
        self.cursor_blink = False
        self._hidden = field.hidden

    def show(self, item: Item) -> None:
        if item.field and item.field.hidden != self._hidden:
            self._hidden = item.field.hidden
            self.notify_style_update()  # what was drawn shows the letters, or hides them
            self.refresh()
        text = without_controls(item.field.value) if item.field else ""
        if not self.has_focus and text != self.text:
            self.kept = text
            self.load_text(text)

    def caret(self) -> object:
        return self.cursor_location

    def put_caret(self, caret: object) -> None:
        self.move_cursor(cast(tuple[int, int], caret))

    def row_span(self) -> tuple[int, int]:
        row = self.cursor().y - self.region.y
        return row, row + 1

    def seen(self, text: str) -> str:
        """A piece of the text as it may be seen."""
        return HIDING * len(text) if self._hidden else text

    def before(self) -> str:
        row, column = self.cursor_location
        if not column and row:
            return self.document.get_line(row - 1) + "\n"
        return self.document.get_line(row)[:column]

    def go_on(self) -> None:
        self.move_cursor(self.document.end)

    def written(self) -> str:
        return self.text

    def get_line(self, line_index: int) -> Text:
        # Marks that turn the reading direction would move the rest of the screen's row.
        words = self.seen(self.document.get_line(line_index)).translate(UNTURNED)
        return _Paragraph(words, end="", no_wrap=True)

    async def take_key(self, key: Key) -> None:
        if key.is_printable or key.key == "enter":
            self._write("\n" if key.key == "enter" else key.character or "")

    async def take_paste(self, paste: Paste) -> None:
        self._write(without_controls(paste.text))

    def _write(self, text: str) -> None:
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def cursor(self) -> Offset:
        # Textual's own cursor_screen_offset stays behind where rows come to end elsewhere.
        caret = self.wrapped_document.location_to_offset(self.cursor_location)
        return self.content_region.offset + caret - self.scroll_offset
