"""Draws a page's items on one screen: what stands where, and what is drawn as a picture."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from companion.easyread.pictures import picture
from companion.page.blocks import Big, Field, Page
from companion.plainwords.messages import _
from companion.screens.flow import Flow, Scrolling
from companion.screens.items import Item, Kind, always_items, notice_item, page_items, shape
from companion.screens.keeping import fill
from companion.screens.letters.scales import GIANT, LARGE, Scale
from companion.screens.picture import HEIGHT, PictureView
from companion.screens.themes import wear
from companion.screens.views import FIRST, ONE_LINE, Lettered, RowView, Stop, TextBox, WordsView
from companion.session import Session

PICTURE_COLUMNS, PICTURE_ROWS = 36, 12  # a smaller screen gets what it shows in words
SIDE_COLUMNS = 50
TWICE_COLUMNS, TWICE_ROWS = 100, 30
LARGE_COLUMNS, GIANT_COLUMNS = 40, 60  # a narrower screen gets the next smaller text
LETTERS_BESIDE = 96  # columns for a picture with large letters beside it

View = Stop | TextBox
Place = tuple[str, object]  # the words of a line, or the key of a text box and its caret


class Sheet(Screen[None]):
    """A page as it is drawn. What the focus does is in focus.py, what keys do in page_screen.py."""

    AUTO_FOCUS = ""
    way = "screen"
    rows_for_always = 12  # from so many rows on, the actions of every page stay in sight
    pictures = True  # drawn, where there is room
    loud = True  # focus is shown by a marker and colour, beside the cursor
    focused = Reactive[Widget | None](None, repaint=False)  # what has it paints itself
    level = "normal"  # the text size that is shown: the one that was chosen, or one that fits
    scale: Scale | None = None  # how large letters are drawn; None for the terminal's own text

    class Shown(Message):
        """Another page is shown."""

        def __init__(self, page: Page) -> None:
            super().__init__()
            self.page = page

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._shape: tuple[object, ...] = ()
        self._itemised: tuple[Page | None, list[Item]] = (None, [])
        self._in_sight = True
        self._said: list[tuple[Kind, str]] = []
        self._told_small = False
        self._stayed = False  # the focus, when the page was drawn anew
        self._turned = False  # to another page of the text that was shown

    def measure(self) -> None:
        """See which size of text fits now, before anything is drawn in it."""
        level, width = self.session.text_size, self.app.size.width
        if level == "giant" and width < GIANT_COLUMNS:
            level = "large"
        self.level = "spaced" if level == "large" and width < LARGE_COLUMNS else level
        large = LARGE[self.session.letters] if self.level == "large" else None
        self.scale = GIANT if self.level == "giant" else large

    def _scale_of(self, item: Item) -> Scale | None:
        """How large one item is drawn."""
        width = self.app.size.width
        if not item.letters or not self.pictures or width < LARGE_COLUMNS:
            return self.scale
        giant = item.letters == "giant" and width >= GIANT_COLUMNS
        return GIANT if giant else LARGE.get(item.letters, LARGE[self.session.letters])

    def compose(self) -> ComposeResult:
        yield Scrolling(id="sheet", can_focus=False)
        yield stop_for(Item(Kind.NOTICE, ""), loud=self.loud)  # in sight, and moves nothing
        yield Flow(id="always")

    async def draw(self, *, by_itself: bool = False) -> None:
        """Show the session's page: in place where its shape is the same, else anew.

        `by_itself`: something came, and the member did nothing; the focus stays where it can.
        """
        self.measure()
        self.tell_small()
        page = self.session.page
        self.set_class(self.level == "spaced", "spaced")
        self.set_class(self.scale is not None, "letters")
        self.set_class(self.session.one_line, ONE_LINE)
        wear(self.app, self.session.theme)
        if self.shape(page) == self._shape:
            self.show_in_place(page)
            self.fit()
            self.show_mark()
            return
        # Else the focus stays only where the same words are drawn in another way.
        said = [(item.kind, item.words) for item in self.page_items(page)]
        same, self._said = said == self._said, said
        before, self._shape = self._shape, self.shape(page)
        same = same or (by_itself and before[:2] == (page.route, page.title))
        self._turned = before[:2] == (page.route, page.title) and before[2] != page.place
        with self.app.batch_update():
            place = self.place() if same else None
            await self._rebuild(page)
            self._stayed = self.start(place)
            # The widgets ask for a new layout themselves, but only when their own turn comes. Asked
            # now, the page is laid out and painted once, and what waits for that finds it done.
            for widget in self.walk_children(Widget):
                widget._check_refresh()
        self.post_message(self.Shown(page))

    def tell_small(self) -> None:
        """Say once that the letters are smaller than the member chose, while that is so."""
        words = _("There is no room for big letters.")
        if self.level == self.session.text_size:
            self.session.unsay(words)
        elif not self._told_small:
            self._told_small = True
            self.session.say(words)

    def fit(self) -> None:
        """Show whole lines of large letters, never half of one."""
        sheet, scale = self.query_one("#sheet"), self.scale
        if scale is None:
            sheet.styles.height = "1fr"
            return
        height = self.app.size.height - self._notice_rows(scale)
        sheet.styles.height = max(1, height // scale.rows) * scale.rows

    def _notice_rows(self, scale: Scale) -> int:
        """How many rows the notice takes, drawn as large as leaves room for a line of the page."""
        notice, (width, height) = self.notice, self.app.size
        if not notice.display:
            return 0
        for smaller in (scale, LARGE[self.session.letters]):
            notice.draw_in(smaller)
            if (rows := len(notice.wrapped(width)) * smaller.rows) <= height - scale.rows:
                return rows
        notice.draw_in(None)
        return len(notice.wrapped(width))

    def show_in_place(self, page: Page) -> None:
        """Show a page of the same shape."""
        for view, item in zip(self.views(), self.items(page), strict=True):
            view.show(item)

    def items(self, page: Page) -> list[Item]:
        """All that stands on the screen for a page, in reading order."""
        above, below = ([], self.always_items(page))[:: 1 if self._in_sight else -1]
        said = [item for item in self.page_items(page) if not self.draws(item)]
        return [*said, *above, notice_item(page), *below]

    def shape(self, page: Page) -> tuple[object, ...]:
        """Pages of one shape are shown in place. What is drawn depends on the size, too."""
        drawn = tuple(item.picture for item in self.page_items(page) if self.draws(item))
        return (*shape(page), drawn, self.sided(page), self.twice(page), self.scale)

    def draws(self, item: Item) -> bool:
        """Whether an item is drawn, not told in words."""
        width, height = self.app.size
        least = PICTURE_COLUMNS if self.scale is None else LETTERS_BESIDE
        room = self.pictures and width >= least and height >= PICTURE_ROWS
        return item.kind is Kind.PICTURE and room and picture(item.picture) is not None

    def twice(self, page: Page) -> bool:
        """Whether a page of one sentence and one picture has room for a larger picture."""
        width, height = self.app.size
        room = width >= TWICE_COLUMNS and height >= TWICE_ROWS
        return room and page.read_at_once and self.scale is None

    def sided(self, page: Page) -> bool:
        """Whether a picture stands beside the page: its rows have some, and there is room."""
        if not self.pictures or self.scale or self.app.size.width < SIDE_COLUMNS:
            return False
        return any(item.picture for item in self.page_items(page) if item.kind is Kind.ROW)

    def page_items(self, page: Page) -> list[Item]:
        """What stands on a page, but for its notice. To draw one, it is asked for many times."""
        if page is not self._itemised[0]:
            self._itemised = (page, self.items_of(page))
        return self._itemised[1]

    def items_of(self, page: Page) -> list[Item]:
        """The same, found anew."""
        return page_items(page)

    def always_items(self, page: Page) -> list[Item]:
        """What every page adds, named with its keys."""
        return always_items(page, keys=True)

    async def _rebuild(self, page: Page) -> None:
        sheet = self.query_one("#sheet")
        sheet.scroll_to(y=0, animate=False)
        self._keep_in_sight()
        below, above = self._always(page)
        await fill(sheet, [*self._parts(page), *below])
        await fill(self.query_one("#always"), above)
        await self._side(page)
        self.notice.draw_in(self.scale)
        self.notice.become(stop_for(notice_item(page), loud=self.loud))
        self.fit()

    def _parts(self, page: Page) -> list[Widget]:
        """The widgets of a page; the first row to choose has room above."""
        parts = list(self._sheet(page))
        first = next((part for part in parts if isinstance(part, RowView)), None)
        if first is not None:
            first.add_class(FIRST, update=False)
        return parts

    def _sheet(self, page: Page) -> Iterable[Widget]:
        """The widgets of a page; a drawn picture stands to the left of the words after it."""
        drawn: PictureView | None = None
        beside: list[Widget] = []
        for item in self.page_items(page):
            if drawn is not None and (item.kind is not Kind.WORDS):
                yield self._pictured(drawn, beside)
                drawn, beside = None, []
            if self.draws(item):
                drawn = PictureView(item.picture, twice=self.twice(page))
            elif drawn is not None:
                beside += self.make(item)
            else:
                yield from self.make(item)
        if drawn is not None:
            yield self._pictured(drawn, beside)

    def _pictured(self, drawn: PictureView, beside: list[Widget]) -> Widget:
        """A picture with its words beside it; whole lines high."""
        together = Horizontal(drawn, Vertical(*beside), classes="pictured")
        if self.scale is not None:
            together.styles.min_height = -(-HEIGHT // self.scale.rows) * self.scale.rows
        return together

    async def _side(self, page: Page) -> None:
        """Make room for the picture of the row that has the focus."""
        sides, sided = self.query("#side").results(PictureView), self.sided(page)
        for side in sides:
            side.show("")
            if not sided:
                await side.remove()
        if sided and not self.query("#side"):
            await self.mount(PictureView("", id="side"), before="#sheet")

    @property
    def keeps_in_sight(self) -> bool:
        """Whether there is room to keep the actions of every page in sight."""
        blocks = self.session.page.blocks
        big = self.pictures and any(isinstance(block, Big) and block.letters for block in blocks)
        return self.app.size.height >= self.rows_for_always and self.scale is None and not big

    def _keep_in_sight(self) -> None:
        self._in_sight = self.keeps_in_sight
        self.set_class(not self._in_sight, "tight")

    def _always(self, page: Page) -> tuple[list[Widget], list[Widget]]:
        """The actions of every page: below the page, and in sight. One of the two is empty."""
        widgets = [v for i in self.always_items(page) for v in self.make(i)]
        return ([], widgets) if self._in_sight else (widgets, [])

    async def place_always(self, page: Page) -> None:
        """Keep the actions of every page in sight, or below the page on a small screen."""
        self._keep_in_sight()
        below, above = self._always(page)
        sheet = self.query_one("#sheet")
        await fill(sheet, below, [one for one in sheet.children if one.has_class("always")])
        await fill(self.query_one("#always"), above)

    @property
    def notice(self) -> Stop:
        """The line that says what just happened; not shown while there is nothing to say."""
        return self.query_one("PageScreen > .notice", Stop)

    def make(self, item: Item) -> Iterable[Widget]:
        """The widgets of one item: a text box has its label above."""
        if item.field is None:
            loud = self.loud and (self.scale is not None or item.kind is not Kind.ALWAYS)
            return (stop_for(item, loud=loud, scale=self._scale_of(item)),)
        if self.scale is not None:
            label: Widget = Lettered(item.words, self.scale)
        else:
            label = Static(item.words, classes="label", markup=False)
        return (label, self.box(item.field, item.words))

    def box(self, field: Field, label: str) -> TextBox:
        """A text box."""
        if self.scale is not None:
            from companion.screens.letter_field import LetterField  # noqa: PLC0415 - see there

            return LetterField(field, label, self.scale)
        from companion.screens.field import FieldView  # noqa: PLC0415 - see there

        return FieldView(field, label)

    def views(self) -> list[View]:
        """The view of each item, in reading order."""
        return [v for v in self.walk_children(Widget) if isinstance(v, Stop | TextBox)]

    def place(self) -> Place | None:
        """Where the focus is on the page, to find it again when the page is drawn anew."""
        raise NotImplementedError

    def start(self, place: Place | None) -> bool:
        """Put the focus where it stands when a page opens, or at a place it had before.

        True for the place it had before.
        """
        raise NotImplementedError

    def show_mark(self) -> None:
        """Mark the sentence that is being read."""
        raise NotImplementedError


def stop_for(item: Item, *, loud: bool, scale: Scale | None = None) -> Stop:
    """The view of an item that is no text box."""
    view = RowView if item.event is not None else WordsView
    return view(item, loud=loud, scale=scale)
