"""Members who walk the program and know what they should hear.

Beside the real program runs a session of the same pages on ports that live in memory, so
that a new page, or other words on an old one, are followed without a change here.
"""

from companion import actions
from companion.page import wording
from companion.page.blocks import Notice, Page
from companion.page.events import Chose, Event, Pressed, Typed
from companion.page.rows import Row, rows
from companion.screens.items import Item, always_items, notice_item, page_items
from companion.session import Session
from tests.fakes import world
from tests.listening.heard import Kind, Press
from tests.listening.rig import Rig


class Visit:
    """What both ways of walking share."""

    def __init__(self, rig: Rig, way: str) -> None:
        self.rig = rig
        self.session = Session(world(way=way).ports(), "home" if way else "ways")
        rig.page = rig.presses[0].page = self.page.route

    @property
    def page(self) -> Page:
        """The page that the member should be on."""
        return self.session.page

    def row(self, label: str) -> Row:
        """The row of the page with this label."""
        return next(row for row in rows(self.page) if row.label == label)

    def notice(self) -> str:
        """What the page says has just happened."""
        said = [
            line for b in self.page.blocks if isinstance(b, Notice) for line in wording.lines(b)
        ]
        return " ".join(said)

    def last_words(self) -> str:
        """What is said at the end. BRLTTY speaks the cursor's row, and that is the next one."""
        return "" if self.rig.reader == "brltty" else self.session.last_words

    def _send(self, event: Event) -> None:
        self.session.send(event)
        self.rig.page = self.page.route


class ScreenVisit(Visit):
    """Walks the full screen, the screen-reader way."""

    def __init__(self, rig: Rig) -> None:
        super().__init__(rig, "reader")
        self._focus = self._controls()[0]
        rig.started(self._focus.words)

    def _items(self) -> list[Item]:
        items = [*page_items(self.page), notice_item(self.page)]
        return [item for item in [*items, *always_items(self.page, keys=False)] if item.words]

    def _controls(self) -> list[Item]:
        return [item for item in self._items() if _is_control(item)]

    def choose(self, label: str) -> Press:
        """Press the number of a row."""
        row = self.row(label)
        if row.event is None:
            self._focus = next(item for item in self._items() if item.field is not None)
            return self.rig.press(str(row.number), self._focus.words)
        return self._do(str(row.number), row.event)

    def enter(self) -> Press:
        """Press Enter on the row that has the focus."""
        event = self._focus.event
        assert event is not None
        return self._do("enter", event)

    def act(self, key: str) -> Press:
        """Press the key of an action."""
        action = actions.for_key(self.page, key)
        assert action is not None
        return self._do(key, Pressed(action.action, action.arg))

    def _do(self, key: str, event: Chose | Pressed) -> Press:
        told, before = self.notice(), self.page
        self._send(event)
        if self.session.stopped:
            return self.rig.press(key, self.last_words(), Kind.OPEN)
        anew, notice = _shape(self.page) != _shape(before), notice_item(self.page)
        if anew:
            self._focus = self._controls()[0]
        if notice.words and notice.words != told:
            if self._focus.field is None:  # what just happened never takes the cursor from a box
                self._focus = notice
            return self.rig.press(key, notice.words, Kind.OPEN)
        turned = self.page.route == before.route and self.page.place != before.place
        if turned and self.rig.reader != "brltty":  # that one speaks the cursor's row
            return self.rig.press(key, wording.place(self.page), Kind.OPEN)
        return self.rig.press(key, self._focus.words, Kind.OPEN)

    def tab(self) -> Press:
        """Tab to the next thing to choose."""
        controls = self._controls()
        # The text of the box may have changed meanwhile, so it is found by what it is.
        at = next(n for n, item in enumerate(controls) if item.words == self._focus.words)
        self._focus = controls[(at + 1) % len(controls)]
        return self.rig.press("tab", self._focus.words)

    def tab_to(self, label: str) -> None:
        """Tab until a row has the focus."""
        while not self._focus.words.endswith(label):
            self.tab()

    def walk(self) -> None:
        """Tab through what this page offers, and on to the first thing that every page has."""
        last = (always_items(self.page, keys=False) or self._controls())[0]
        while self.tab().hear != last.words:
            pass

    def circle(self) -> None:
        """Go down through all that stands on the page, until the focus is back."""
        for _item in self._items():
            self._arrow("down", +1)

    def read_up(self) -> None:
        """Go up to the title."""
        while self._focus != self._items()[0]:
            self._arrow("up", -1)

    def read_back(self) -> None:
        """Go down again, to the first thing to choose."""
        while not _is_control(self._focus):
            self._arrow("down", +1)

    def _arrow(self, key: str, by: int) -> None:
        items = self._items()
        at = items.index(self._focus) + by
        item = self._focus = items[at % len(items)]
        kind = Kind.STEP if _is_control(item) else Kind.READ
        # Above what every page adds there are empty rows, and after the last comes the first.
        jumps = {0, len(items) - len(always_items(self.page, keys=False)), len(items)}
        self.rig.press(key, item.words, Kind.JUMP if max(at, at - by) in jumps else kind)

    def wrote(self, text: str) -> None:
        """Note what the text box holds now."""
        field = next(item.field for item in self._items() if item.field is not None)
        self._send(Typed(field.key, text))


def _shape(page: Page) -> tuple[object, ...]:
    blocks = (type(block) for block in page.blocks if not isinstance(block, Notice))
    return (page.route, page.place, *blocks)


def _is_control(item: Item) -> bool:
    return item.event is not None or item.field is not None


class LinesVisit(Visit):
    """Walks plain mode."""

    def __init__(self, rig: Rig, way: str) -> None:
        super().__init__(rig, way)
        rig.started(self._name())

    def _name(self) -> str:
        name = wording.title(self.page)
        return name if name.endswith("?") else f"{name}."

    def choose(self, label: str) -> Press:
        """Answer with the number of a row."""
        row = self.row(label)
        assert row.event is not None
        return self._answer(str(row.number), row.event)

    def act(self, word: str) -> Press:
        """Answer with the word of an action."""
        action = actions.for_word(self.page, word)
        assert action is not None
        return self._answer(word, Pressed(action.action, action.arg))

    def _answer(self, words: str, event: Chose | Pressed) -> Press:
        told, before = self.notice(), self.page
        self.rig.type(words)
        self._send(event)
        return self.rig.press("enter", self._answered(told, before), Kind.OPEN)

    def _answered(self, told: str, before: Page) -> str:
        """What must be heard: what happened, else the new page's name, else what is new on it."""
        if self.session.stopped:
            return self.last_words()
        if (notice := self.notice()) and notice != told:
            return notice
        if (self.page.route, self.page.title) != (before.route, before.title):
            return self._name()
        known = wording.page_lines(before)
        return next(line for line in wording.page_lines(self.page) if line not in known)

    def say(self, words: str, hear: str) -> Press:
        """Answer with any words."""
        self.rig.type(words)
        return self.rig.press("enter", hear, Kind.OPEN)

    def wrote(self, text: str) -> None:
        """Note what the text box holds now."""
        self._send(Typed("text", text))
