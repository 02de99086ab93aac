"""The screen-reader way of the full screen: all that Textual must do differently for it.

Screen readers in a terminal speak what is painted, or what changed, or the row of the
cursor (docs/accessibility.md). So here only text that changed is sent, in one write; the
real cursor stands on the row that has the focus; and a move that no reader would notice
by itself is announced.
"""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, ClassVar

from textual._compositor import Compositor, CompositorUpdate
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from companion.page import wording
from companion.page.blocks import Field, Page
from companion.page.events import Event
from companion.screens.app import CompanionApp
from companion.screens.flow import Column
from companion.screens.items import Item, Kind, always_items, notice_item
from companion.screens.page_screen import PageScreen
from companion.screens.painter import TextPainter
from companion.screens.sheet import View, stop_for
from companion.screens.steady import (
    ROWS_BESIDE,
    WaitingRow,
    facts_in_choices,
    first_choice,
    rows_before_choices,
    waits,
)
from companion.screens.views import RowView, Stop, TextBox
from companion.screens.yasr import in_yasr
from companion.session import Session

NARROW = 40  # columns; from here on a text box has its label to its left
BOX_ROWS = 6


class ReaderScreen(PageScreen):
    """All in one column, a control a row. Where there is room, `always` stays in sight."""

    rows_for_always = 20
    loud = False
    pictures = False  # readers would speak each block
    way = "reader"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._compositor = Asking()
        self.said = ""  # what the next paint announces
        self.again = ""  # what it says, though it stands there already
        self._left: View | None = None  # where the focus was before a notice took it
        self._opened = False  # that notice came with a page, so its first choice was not met yet
        self._chosen: RowView | None = None  # the row whose event the session is told of
        self._leaps_unheard = in_yasr()

    def measure(self) -> None:
        """Nothing: with a reader, text is larger only in a window with a larger font."""

    def fit(self) -> None:
        """On a narrow screen a text box has its label above, so that there is room to write."""
        super().fit()
        self.set_class(self.app.size.width < NARROW, "narrow")
        self._keep_choices_in_place()

    def _keep_choices_in_place(self) -> None:
        """Let the choices of every page begin at the same row, where there is room."""
        sheet = self.query_one("#sheet")
        children = [child for child in sheet.children if child.display]
        if (first := first_choice(children)) < len(children):
            width, height = self.app.size
            height -= len(self.always_items(self.session.page)) + ROWS_BESIDE
            rows = rows_before_choices(children, width, height, self._box_rows)
            children[first].styles.margin = (rows if self._in_sight else 0, 0, 0, 0)

    @property
    def _box_rows(self) -> int:
        """How high a text box is."""
        return max(1, min(BOX_ROWS, self.app.size.height // 2))

    def tell_small(self) -> None:
        """Nothing: here letters are as large as the window's font."""

    def compose(self) -> ComposeResult:
        yield Column(id="sheet", can_focus=False)
        yield stop_for(Item(Kind.NOTICE, ""), loud=False)
        # At the same rows on every page, so that they are not spoken anew at each.
        yield Column(id="always", can_focus=False)
        yield Static(id="spare")  # the row where announcements are painted

    def always_items(self, page: Page) -> list[Item]:
        """What every page adds, without its keys: "?" alone would be noise."""
        return always_items(page, keys=False)

    def items_of(self, page: Page) -> list[Item]:
        """What stands on a page; no fact is said twice."""
        return super().items_of(facts_in_choices(page))

    def make(self, item: Item) -> Iterable[Widget]:
        """A text box has its label to its left, for readers that speak the cursor's row."""
        if self._in_sight and item.kind is Kind.ALWAYS and waits(item):
            return (WaitingRow(item),)
        if item.field is None:
            return (stop_for(item, loud=False),)
        label = Static(f"{item.words}: ", classes="label", markup=False)
        box = self.box(item.field, item.words)
        box.styles.height = self._box_rows
        return (Horizontal(label, box, classes="field"),)

    def box(self, field: Field, label: str) -> TextBox:
        """A text box that turns pages."""
        from companion.screens.turning import TurningField  # noqa: PLC0415 - it loads slowly

        return TurningField(field, label)

    async def send(self, event: Event) -> None:
        """Remember which row was chosen: by its number it can be any, not only this one."""
        chosen = (v for v in self.views() if isinstance(v, RowView) and v.event == event)
        self._chosen = next(chosen, None)
        await super().send(event)

    async def draw(self, *, by_itself: bool = False) -> None:
        """Show the page; what just happened takes the cursor, unless the member writes.

        While the member writes, words elsewhere on the page wait until the box is left.
        """
        page, before = self.session.page, self.notice.words
        same, writing = self.shape(page) == self._shape, isinstance(self.focused, TextBox)
        if same and writing and notice_item(page).words == before:
            return
        chosen, self._chosen = self._chosen, None
        stood = self._said
        if chosen is not None and same and not writing:
            # A reader that speaks only the cursor's row says there what became of it.
            self.go_to(chosen, +1)
        self._stayed, said = True, self.said
        await super().draw(by_itself=by_itself)
        if by_itself and self._stayed:
            self.said = said  # the member knows where they are
        if page.read_at_once and not same:
            stay = (now for now, old in zip(self._said, stood, strict=False) if now == old)
            self.again = " ".join(words for kind, words in stay if kind is Kind.WORDS)
        notice = self.notice
        if notice.words not in ("", before) and not writing:
            self._left, self._opened = self.here(), not (same or self._stayed)
            self.go_to(notice, +1)
        # Laid out before it is painted, so that a row and its message go out in one write.
        self.refresh(repaint=False, layout=True)

    async def _rebuild(self, page: Page) -> None:
        await super()._rebuild(page)
        if not self._turned:
            for row in self.query(WaitingRow):
                row.wait()

    # Focus.

    def go_to(self, view: View, by: int, *, bring: bool = True) -> None:
        """Move the focus, and announce where it is."""
        super().go_to(view, by, bring=bring)
        if isinstance(view, TextBox):
            self.said = wording.text_box(view.label, view.written())
        else:
            self.said = view.row_words(self.app.size.width)
        self._announce()

    def move(self, by: int, *, controls: bool) -> None:
        """Move the focus, or the cursor inside words of several rows.

        After an arrow key readers speak the cursor's row, so that needs no announcement; but
        yasr does not where the cursor leaps over rows.
        """
        if isinstance(self.focused, TextBox):
            self.keep_typed()
            self.show_in_place(self.session.page)
            self.fit()
        before = self.app.cursor_position.y
        if not self._leave_notice(by):
            super().move(by, controls=controls)
        here = self.here()
        next_row = here is None or abs(here.cursor().y - before) == 1
        if not controls and (next_row or not self._leaps_unheard):
            self.said = ""
        self._announce()

    def _announce(self) -> None:
        """Have what is said painted, and the cursor placed, also where no row has changed."""
        for one in (self.here(), self.query_one("#spare")):  # a small screen has no room for one
            if one is not None:
                one.refresh()

    def _leave_notice(self, by: int) -> bool:
        """Go back to where the focus was before a notice took it; a move goes on from there.

        True where that was the move: the page has just opened.
        """
        left, self._left = self._standing(self._left), None
        if self.here() is not self.notice or left is None:
            return False
        if self._opened and by > 0:
            self.go_to(left, by)
            self.tell_focus()
            return True
        self.set_focus(left, scroll_visible=False)
        return False

    def _standing(self, view: View | None) -> View | None:
        """A view that the focus was on; where the page was drawn anew, what says the same."""
        if view is None or view in self.stops():
            return view
        same = (stop for stop in self.stops() if isinstance(stop, Stop))
        return next((s for s in same if isinstance(view, Stop) and s.words == view.words), None)

    def scrolled(self, first: int, last: int, by: int, top: int, height: int) -> int:
        """A new screenful: scrolling by a row would make readers speak all of them."""
        del top
        return first if by > 0 else max(0, last - height)


class Asking(Compositor):
    """Says that something changed. What it was, the painter finds among the words."""

    def render_update(
        self,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> Any:
        """An empty update, or None where nothing changed: to draw it would be in vain."""
        if full:
            return super().render_update(full, screen_stack, simplify)
        changed = bool(self._dirty_regions)
        self._dirty_regions.clear()
        return CompositorUpdate() if changed else None


class ReaderApp(CompanionApp):
    """Sends only the text that changed."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["companion.tcss", "reader.tcss"]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._painter = TextPainter()
        self._painted_size = Size(0, 0)

    def name_window(self, page: Page) -> None:
        """No title: a reader may speak what is left of its escape sequence."""

    def get_default_screen(self) -> Screen[None]:
        return ReaderScreen(self.session)

    def paint_anew(self, app: object) -> None:
        """Send every row again."""
        self._painter.forget()
        super().paint_anew(app)

    def _display(self, screen: Screen[object], renderable: object) -> None:
        driver = self._driver
        if not isinstance(renderable, CompositorUpdate) or driver is None or self.is_headless:
            super()._display(screen, renderable)
        elif self.is_running and not self._closed and not self._batch_count:
            self.place_cursor()
            if changes := self._changes():
                driver.write(changes)
                driver.flush()

    def _changes(self) -> str:
        screen = self.screen
        if self.size != self._painted_size:
            self._painted_size = self.size
            self._painter.forget()
        said = again = ""
        if isinstance(screen, ReaderScreen):
            said, screen.said = screen.said, ""
            again, screen.again = screen.again, ""
        focused = screen.focused
        return self._painter.paint(
            screen._compositor.render_strips(self.size),
            self.console,
            self.size.clamp_offset(self.cursor_position),  # the screen may not know its size yet
            fine=focused.region if isinstance(focused, TextBox) else None,
            said=said[: self.size.width - 1],
            again=again[: max(0, self.size.width - 2 - len(said))],
        )
