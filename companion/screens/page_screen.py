"""One screen that shows any page: it draws a page's items and turns keys into events."""

from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key, Paste, Resize
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from companion import actions
from companion.easyread.pictures import picture
from companion.page.blocks import Field, Page
from companion.page.events import Event, Pressed, Typed
from companion.page.rows import rows
from companion.screens.flow import Flow
from companion.screens.items import Item, Kind, always_items, notice_item, page_items, shape
from companion.screens.picture import PictureView
from companion.screens.views import RowView, Stop, TextBox, WordsView
from companion.session import Session

if TYPE_CHECKING:
    from textual.widgets import TextArea

PICTURE_COLUMNS, PICTURE_ROWS = 36, 12  # a smaller screen gets what it shows in words
SIDE_COLUMNS = 50

KEEP_AFTER = 0.4  # seconds of rest before typed text goes to the session ...
KEEP_WITHIN = 1.5  # ... which it does while the member still types, too (the promise is 2)
AT_ONCE = 0.01  # seconds; a timer of Textual fails on 0
TRY_AGAIN_AFTER = 2.0  # seconds; so often words that could not be kept are tried again

View = Stop | TextBox


class PageScreen(Screen[None]):
    """The ordinary look. The screen-reader way is a subclass that lays out differently."""

    AUTO_FOCUS = ""
    way = "screen"
    rows_for_always = 12  # from so many rows on, the actions of every page stay in sight
    pictures = True  # drawn, where there is room
    loud = True  # focus is shown by a marker and colour, beside the cursor

    class Shown(Message):
        """Another page is shown."""

        def __init__(self, page: Page) -> None:
            super().__init__()
            self.page = page

    class Heard(Message):
        """The voice begins with another sentence, or something is wrong with it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._shape: tuple[object, ...] = ()
        self._in_sight = True
        self._rest: Timer | None = None  # runs while typed text waits to be kept
        self._keep_by = 0.0

    def compose(self) -> ComposeResult:
        yield VerticalScroll(id="sheet", can_focus=False)
        yield stop_for(Item(Kind.NOTICE, ""), loud=self.loud)  # in sight, and moves nothing
        yield Flow(id="always")

    async def on_mount(self) -> None:
        """Draw the first page."""
        await self.draw()

    # From page to screen.

    async def draw(self) -> None:
        """Show the session's page: in place where its shape is the same, else anew."""
        page = self.session.page
        self.set_class(self.session.text_size == "spaced", "spaced")
        if self.shape(page) == self._shape:
            self.show_in_place(page)
            self.show_mark()
            return
        self._shape = self.shape(page)
        with self.app.batch_update():
            await self._rebuild(page)
            self.start()
            self.refresh(layout=True)  # lay out before painting, so that it is painted once
        self.post_message(self.Shown(page))

    def show_in_place(self, page: Page) -> None:
        """Show a page of the same shape."""
        for view, item in zip(self.views(), self.items(page), strict=True):
            view.show(item)

    def items(self, page: Page) -> list[Item]:
        """All that stands on the screen for a page, in reading order."""
        above, below = ([], self.always_items(page))[:: 1 if self._in_sight else -1]
        said = [item for item in page_items(page) if not self.draws(item)]
        return [*said, *above, notice_item(page), *below]

    def shape(self, page: Page) -> tuple[object, ...]:
        """Pages of one shape are shown in place. What is drawn depends on the size, too."""
        drawn = tuple(item.picture for item in page_items(page) if self.draws(item))
        return (*shape(page), drawn, self.sided(page))

    def draws(self, item: Item) -> bool:
        """Whether an item is drawn, not told in words."""
        width, height = self.app.size
        room = self.pictures and width >= PICTURE_COLUMNS and height >= PICTURE_ROWS
        return item.kind is Kind.PICTURE and room and picture(item.picture) is not None

    def sided(self, page: Page) -> bool:
        """Whether a picture stands beside the page: its rows have some, and there is room."""
        if not self.pictures or self.app.size.width < SIDE_COLUMNS:
            return False
        return any(item.picture for item in page_items(page) if item.kind is Kind.ROW)

    def always_items(self, page: Page) -> list[Item]:
        """What every page adds, named with its keys."""
        return always_items(page, keys=True)

    async def _rebuild(self, page: Page) -> None:
        sheet = self.query_one("#sheet")
        await sheet.remove_children()
        sheet.scroll_to(y=0, animate=False)
        await sheet.mount_all(list(self._sheet(page)))
        await self._side(page)
        await self._place_always(page)
        self.notice.show(notice_item(page))

    def _sheet(self, page: Page) -> Iterable[Widget]:
        """The widgets of a page; a drawn picture stands to the left of the words after it."""
        drawn: PictureView | None = None
        beside: list[Widget] = []
        for item in page_items(page):
            if drawn is not None and (item.kind is not Kind.WORDS):
                yield Horizontal(drawn, Vertical(*beside), classes="pictured")
                drawn, beside = None, []
            if self.draws(item):
                drawn = PictureView(item.picture)
            elif drawn is not None:
                beside += self.make(item)
            else:
                yield from self.make(item)
        if drawn is not None:
            yield Horizontal(drawn, Vertical(*beside), classes="pictured")

    async def _side(self, page: Page) -> None:
        """Make room for the picture of the row that has the focus."""
        await self.query("#side").remove()
        if self.sided(page):
            await self.mount(PictureView("", id="side"), before="#sheet")

    async def _place_always(self, page: Page) -> None:
        """Keep the actions of every page in sight, or below the page on a small screen."""
        self._in_sight = self.app.size.height >= self.rows_for_always
        self.set_class(not self._in_sight, "tight")
        await self.query(".always").remove()
        place = self.query_one("#always" if self._in_sight else "#sheet")
        await place.mount_all([v for i in self.always_items(page) for v in self.make(i)])

    async def on_resize(self, _event: Resize) -> None:
        """Move what must move; everything else stays as it is."""
        page = self.session.page
        if self._shape and self._shape != self.shape(page):
            self.keep_typed()
            await self.draw()
        elif self._shape and self._in_sight != (self.app.size.height >= self.rows_for_always):
            await self._place_always(page)
        if self.here() is None:
            self.start()
        else:
            self.call_after_refresh(self._bring_here)

    def _bring_here(self) -> None:
        """Bring what has the focus by then."""
        if (here := self.here()) is not None:
            self.bring(here, +1)

    @property
    def notice(self) -> Stop:
        """The line that says what just happened; not shown while there is nothing to say."""
        return self.query_one("PageScreen > .notice", Stop)

    def make(self, item: Item) -> Iterable[Widget]:
        """The widgets of one item: a text box has its label above."""
        if item.field is None:
            return (stop_for(item, loud=self.loud and item.kind is not Kind.ALWAYS),)
        label = Static(item.words, classes="label", markup=False)
        return (label, self.box(item.field, item.words))

    def box(self, field: Field, label: str) -> TextBox:
        """A text box."""
        from companion.screens.field import FieldView  # noqa: PLC0415 - see there

        return FieldView(field, label)

    def views(self) -> list[View]:
        """The view of each item, in reading order."""
        return [v for v in self.query(Widget) if isinstance(v, Stop | TextBox)]

    async def on_page_screen_heard(self) -> None:
        """Mark the sentence that is being read, and tell what is wrong with the voice."""
        if self.session.hear():
            await self.draw()
        self.show_mark()

    def show_mark(self) -> None:
        """Mark the sentence that is being read, and bring it into sight."""
        mark = self.session.mark
        stops = [view for view in self.views() if isinstance(view, Stop)]
        same = [view for view in stops if mark is not None and view.words == mark.shown]
        there = same[min(mark.time, len(same) - 1)] if mark is not None and same else None
        for view in stops:
            letters = (mark.start, mark.end) if mark is not None and view is there else None
            if view.mark(letters):
                self.bring(view, +1)

    def tell_focus(self) -> None:
        """Tell the voice where the member is now."""
        here = self.here()
        if isinstance(here, Stop):
            self.session.moved_to(here.words)
        elif here is not None:
            self.session.moved_to(here.label)

    def start(self) -> None:
        """Where the focus stands when a page opens.

        It is the end of a text that the member goes on with, else the first thing that can
        be done.
        """
        view = self.controls()[0]
        for box in self.views():
            if isinstance(box, TextBox) and box.key == self.session.page.begin_at:
                box.go_on()
                view = box
        self.go_to(view, +1, bring=False)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Begin a text that is longer than the screen at its title: nothing is skipped.

        A text box keeps the focus, so that what is typed goes into it.
        """
        sheet, here = self.query_one("#sheet"), self.here()
        if here is None:
            return
        if isinstance(here, RowView) and here.parent is sheet:
            below = here.virtual_region.bottom > sheet.size.height
            here = self.stops()[0] if below else here
        if here is self.focused:
            self.bring(here, +1)
        else:
            self.go_to(here, +1)
        self.tell_focus()

    # Focus, and with it the real cursor.

    def stops(self) -> list[View]:
        """All that the focus can rest on, in reading order."""
        return [view for view in self.views() if view.display]

    def controls(self) -> list[View]:
        """All that can be chosen or written in, in reading order."""
        return [view for view in self.stops() if not isinstance(view, WordsView)]

    def here(self) -> View | None:
        """The view that has the focus."""
        return self.focused if isinstance(self.focused, Stop | TextBox) else None

    def go_to(self, view: View, by: int, *, bring: bool = True) -> None:
        """Move the focus to a view, coming from above (+1) or below (-1)."""
        if isinstance(view, Stop):
            view.enter(by, self.app.size.width)
        self.set_focus(view, scroll_visible=False)
        if isinstance(view, RowView) and view.picture:
            for side in self.query("#side").results(PictureView):
                side.show(view.picture)
        if bring:
            self.call_after_refresh(self.bring, view, by)

    def bring(self, view: View, by: int) -> None:
        """Scroll, where needed, so that a view, or at least its row, can be seen."""
        sheet = self.query_one("#sheet")
        child = next((w for w in view.ancestors_with_self if w.parent is sheet), None)
        if not isinstance(child, Widget):
            return
        at, top, height = child.virtual_region, sheet.scroll_offset.y, sheet.size.height
        first, last = at.y, at.bottom
        if at.height > height and isinstance(view, Stop):
            first = at.y + view.row_at
            last = first + 1
        if first < top or last > top + height:
            y = self.scrolled(first, last, by, top, height)
            sheet.scroll_to(y=y, animate=False, force=True)

    def scrolled(self, first: int, last: int, by: int, top: int, height: int) -> int:
        """The first row to show, so that the rows from `first` to `last` can be seen."""
        del by
        return first if first < top else last - height

    def move(self, by: int, *, controls: bool) -> None:
        """Go to the next (+1) or the one before (-1); after the last comes the first."""
        here = self.here()
        stops = self.stops()
        if not controls and isinstance(here, Stop) and here.step(by):
            here.refresh()
            self.bring(here, by)
            return  # it is inside words that were said whole
        at = stops.index(here) if here in stops else 0
        ring = [stops[(at + by * n) % len(stops)] for n in range(1, len(stops) + 1)]
        view = next((v for v in ring if not controls or not isinstance(v, WordsView)), None)
        if view is not None:
            self.go_to(view, by)
            self.tell_focus()

    # From keys to events.

    async def on_key(self, key: Key) -> None:
        """Turn a key into a move, an event or a letter.

        The app hands every key to the screen, so that each is dealt with before the next,
        also when they come faster than pages open.
        """
        key.stop()
        key.prevent_default()
        here = self.focused
        if not (await self._move_key(key) or await self._row_key(key)):
            # Textual's own keys come first, as they would if the key had gone to the focus.
            if await self.app._check_bindings(key.key):
                return
            if isinstance(here, TextBox):
                await here.take_key(key)
                if key.is_printable or key.key == "enter":
                    self.session.typed(here.before())

    async def on_paste(self, paste: Paste) -> None:
        """Pasted words go where letters go."""
        paste.stop()
        if isinstance(self.focused, TextBox):
            await self.focused.take_paste(paste)

    async def _move_key(self, key: Key) -> bool:
        writing = isinstance(self.focused, TextBox)
        if key.key in ("tab", "shift+tab") or (writing and key.key == "escape"):
            self.move(-1 if key.key == "shift+tab" else +1, controls=True)
        elif not writing and key.key in ("up", "down"):
            self.move(+1 if key.key == "down" else -1, controls=False)
        else:
            return False
        return True

    async def _row_key(self, key: Key) -> bool:
        if isinstance(self.focused, TextBox):
            return False
        if key.key == "enter" and isinstance(self.focused, RowView):
            if self.focused.event is not None:
                await self.send(self.focused.event)
            return True
        return await self._act(key)

    async def _act(self, key: Key) -> bool:
        page = self.session.page
        name = key.character if key.is_printable and key.key != "space" else key.key
        row = next((r for r in rows(page) if str(r.number) == name), None)
        action = actions.for_key(page, name or "")
        if row is not None and row.field is not None:
            self.go_to(next(v for v in self.views() if isinstance(v, TextBox)), +1)
        elif row is not None and row.event is not None:
            await self.send(row.event)
        elif name in ("space", "pagedown", "pageup") and self._turn(name):
            return True
        elif action is not None:
            await self.send(self._here(Pressed(action.action, action.arg)))
        else:
            return False
        return True

    def _here(self, pressed: Pressed) -> Pressed:
        """What is read "from here" begins where the focus is."""
        here = self.here()
        if pressed.action == "read_here" and isinstance(here, Stop):
            return Pressed(pressed.action, here.words)
        return pressed

    def _turn(self, name: str) -> bool:
        """Scroll a page that is longer than the screen. False when there is no more of it."""
        sheet = self.query_one("#sheet")
        before = sheet.scroll_target_y
        by = sheet.size.height - 1
        sheet.scroll_to(y=before + (-by if name == "pageup" else by), animate=False)
        return sheet.scroll_target_y != before

    async def on_row_view_chosen(self, message: RowView.Chosen) -> None:
        """A row was chosen."""
        await self.send(message.event)

    async def send(self, event: Event) -> None:
        """Tell the session, and show what came of it."""
        self.keep_typed()
        self.session.send(event)
        await self.after()

    async def after(self) -> None:
        """Show the page as it is now, or end where the session ended."""
        if self.session.stopped or self.session.way not in ("", self.way):
            self.app.exit()
        else:
            await self.draw()

    # Typed text: every key is kept within 2 seconds, at less cost than one save a key.

    async def on_text_area_changed(self, message: "TextArea.Changed") -> None:
        """Keep what was typed after a short rest, or while the member still types."""
        if self._rest is not None:
            self._rest.stop()
        else:
            self._keep_by = monotonic() + KEEP_WITHIN
        rest = max(AT_ONCE, min(KEEP_AFTER, self._keep_by - monotonic()))
        self._rest = self.set_timer(rest, self._rested)
        if isinstance(message.text_area, TextBox):  # the box grows with its lines
            self.call_after_refresh(self.bring, message.text_area, +1)

    async def _rested(self) -> None:
        self.keep_typed()
        if self.session.try_again():
            self._rest = self.set_timer(TRY_AGAIN_AFTER, self._rested)
        await self.after()

    def keep_typed(self) -> None:
        """Hand what was typed to the session now, also what no message has told yet."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        for box in (view for view in self.views() if isinstance(view, TextBox)):
            if (text := box.written()) != box.kept:
                box.kept = text
                self.session.send(Typed(box.key, text))


def stop_for(item: Item, *, loud: bool) -> Stop:
    """The view of an item that is no text box."""
    view = RowView if item.event is not None else WordsView
    return view(item, loud=loud)
