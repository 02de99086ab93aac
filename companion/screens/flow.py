"""Containers: one scrolls, one lays short rows out side by side, as many as there is room for."""

from textual.containers import VerticalScroll
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget

GAP = 2


class Unbarred(Widget):
    """What has no scrollbar of its own.

    Textual lays a page out once more when it knows how large the content is, since a scrollbar
    may come or go. Here that would be in vain.
    """

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)


class FlowLayout(Layout):
    """Children of one line each, as wide as their words, two cells apart."""

    name = "flow"

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: ARG002 - Textual's signature
    ) -> ArrangeResult:
        """Place the children in `size`, from the left, line by line."""
        placements: list[WidgetPlacement] = []
        x = y = 0
        for child in children:
            width = min(child.get_content_width(size, parent.app.viewport_size), size.width)
            if x and x + width > size.width:
                x, y = 0, y + 1
            region = Region(x, y, width, 1)
            placements.append(WidgetPlacement(region, Offset(0, 0), Spacing(), child))
            x += width + GAP
        return placements


class Scrolling(VerticalScroll):
    """What is longer than the screen. It says when the wheel scrolled it."""

    class Wheeled(Message):
        """The wheel was turned here."""

    def on_mouse_scroll_down(self) -> None:
        """Say so: Textual scrolls with the same event."""
        self.post_message(self.Wheeled())

    def on_mouse_scroll_up(self) -> None:
        """The same, upwards."""
        self.on_mouse_scroll_down()


class Column(Unbarred, VerticalScroll):
    """What is longer than the screen, and scrolls by whole screens."""


class Flow(Unbarred):
    """A container whose children flow."""

    _flow = FlowLayout()

    def render(self) -> str:
        """Nothing of its own: Textual would show the container's name where it is empty."""
        return ""

    @property
    def layout(self) -> Layout:
        """Textual knows only its own layouts by name, so this one is handed over here."""
        return self._flow
