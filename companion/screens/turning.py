"""The text box of the screen-reader way."""

from textual.geometry import Offset

from companion.screens.field import FieldView


class TurningField(FieldView):
    """A text box that turns a whole page where the ordinary one scrolls by a row.

    A row's scroll paints every row of the box again, and readers would speak them all.
    """

    @property
    def max_scroll_y(self) -> int:
        """The last line may stand at the top, as on a new page."""
        return max(0, self.virtual_size.height - 1)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        del center, animate
        y = self.wrapped_document.location_to_offset(self.cursor_location).y
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if not top <= y < top + height:
            turned = y if y > top else max(0, y - height + 1)
            self.scroll_to(y=turned, animate=False, force=True, immediate=True)
        return Offset(0, 0)
