"""Members who walk the program and know what they should hear.

Beside the real program runs a session of the same pages on ports that live in memory, so
that a new page, or other words on an old one, are followed without a change here.
"""

from collections.abc import Callable

from companion import actions
from companion.page import wording
from companion.page.blocks import Notice, Page
from companion.page.events import Chose, Event, Pressed, Typed
from companion.page.rows import Row, rows
from companion.plainwords.sentences import sentences
from companion.plainwords.wrap import wrap
from companion.screens.items import Item, always_items, notice_item, page_items, shape
from companion.screens.steady import facts_in_choices
from companion.session import Session
from tests.fakes import World
from tests.listening.companion_rig import CompanionRig
from tests.listening.heard import Kind, Press

COLUMNS = 80
ROOM = 50  # letters, for what is said in front of a question


class Visit:
    """What both ways of walking share."""

    def __init__(self, rig: CompanionRig, way: str) -> None:
        self.rig, self.beside = rig, rig.beside
        self.beside.settings.put("way", way)
        self.session = Session(self.beside.ports(), "home" if way else "ways")
        rig.page = rig.presses[0].page = self.page.route

    @property
    def page(self) -> Page:
        """The page that the member should be on."""
        return self.session.page

    def row(self, label: str) -> Row:
        """The row of the page with this label, or that starts with it."""
        here = rows(self.page)
        same = (row for row in here if row.label == label)
        return next(same, None) or next(row for row in here if row.label.startswith(label))

    def notice(self) -> str:
        """What the page says has just happened."""
        said = [
            line for b in self.page.blocks if isinstance(b, Notice) for line in wording.lines(b)
        ]
        return " ".join(said)

    def last_words(self) -> str:
        """What is said at the end. BRLTTY speaks the cursor's row, and that is the next one."""
        return "" if self.rig.reader == "brltty" else self.session.last_words

    def wrote(self, text: str) -> None:
        """Note what the text box holds now."""
        field = next(row.field for row in rows(self.page) if row.field is not None)
        self._send(Typed(field.key, text))

    def _send(self, event: Event) -> None:
        self.session.send(event)
        self.rig.page = self.page.route


class ScreenVisit(Visit):
    """Walks the full screen, the screen-reader way."""

    def __init__(self, rig: CompanionRig) -> None:
        super().__init__(rig, "reader")
        self._left: Item | None = None  # what had the focus before a notice took it
        self._opened = False  # that notice came with a page
        self._stand(self._controls()[0])
        rig.started(self._focus.words)

    def _stand(self, item: Item, row: int = 0) -> None:
        """Note what has the focus now, and on which of its rows the cursor is."""
        self._focus, self._row = item, row

    def _page_items(self) -> list[Item]:
        return page_items(facts_in_choices(self.page))

    def _items(self) -> list[Item]:
        items = [*self._page_items(), notice_item(self.page)]
        return [item for item in [*items, *always_items(self.page, keys=False)] if item.words]

    def _all(self) -> list[Item]:
        """All but the notice, the empty ones too, so that each keeps its number."""
        return [*self._page_items(), *always_items(self.page, keys=False)]

    def _controls(self) -> list[Item]:
        return [item for item in self._items() if _is_control(item)]

    def choose(self, label: str) -> Press:
        """Press the number of a row."""
        row = self.row(label)
        if row.event is None:
            self._stand(next(item for item in self._items() if item.field is not None))
            return self.rig.press(str(row.number), self._focus.words)
        self._stand(next(item for item in self._items() if item.event == row.event))
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
        told, before, here = self.notice(), self.page, self._all()
        at = here.index(self._focus) if self._focus in here else None
        self._send(event)
        if self.session.stopped:
            return self.rig.press(key, self.last_words(), Kind.OPEN)
        notice, opened = notice_item(self.page), shape(self.page) != shape(before)
        kind = Kind.OPEN if opened else Kind.CHOOSE
        if opened:
            self._stand(self._controls()[0])
        elif at is not None:
            self._stand(self._all()[at])
        if notice.words and notice.words != told:
            self._left, self._opened = self._focus, opened
            self._stand(notice)
            return self.rig.press(key, notice.words, kind)
        turned = self.page.route == before.route and self.page.place != before.place
        if turned and self.rig.reader != "brltty":  # that one speaks the cursor's row
            return self.rig.press(key, wording.place(self.page), kind)
        return self.rig.press(key, self._focus.words, kind)

    def comes(self, happens: Callable[[World], None]) -> None:
        """Something comes by itself. The focus goes back from it to where it was."""
        told = self.notice()
        happens(self.beside)
        self.session.hear()
        notice = notice_item(self.page)
        stays = next((i for i in self._controls() if i.words == self._focus.words), None)
        self._stand(stays or self._controls()[0])
        if notice.words and notice.words != told:
            self._left, self._opened = self._focus, stays is None
            self._stand(notice)
        self.rig.comes(self._focus.words)

    def _leave_notice(self, by: int) -> bool:
        """A move begins where the focus was before a notice took it.

        True where the move goes only there: the page has just opened.
        """
        if self._focus != notice_item(self.page) or self._left is None:
            return False
        self._stand(self._left)
        return self._opened and by > 0

    def tab(self) -> Press:
        """Tab to the next thing to choose."""
        if self._leave_notice(+1):
            return self.rig.press("tab", self._focus.words)
        items = self._items()
        # The text of the box may have changed meanwhile, so it is found by what it is.
        at = next(n for n, item in enumerate(items) if item.words == self._focus.words)
        self._stand(next(item for item in items[at + 1 :] + items if _is_control(item)))
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
        for _row in self._rows():
            self.arrow("down")

    def read_up(self) -> None:
        """Go up to the title."""
        while self._focus != self._items()[0]:
            self.arrow("up")

    def read_back(self) -> None:
        """Go down again, to the first thing to choose."""
        while not _is_control(self._focus):
            self.arrow("down")

    def look_up(self, rows: int) -> None:
        """Go up a few rows."""
        for _row in range(rows):
            self.arrow("up")

    def _rows(self) -> list[tuple[Item, int]]:
        """Every row that the cursor can stand on."""
        return [(i, row) for i in self._items() for row in range(len(_wrapped(i)))]

    def arrow(self, key: str) -> None:
        """Go to the next row or the one before."""
        by = 1 if key == "down" else -1
        if self._leave_notice(by):
            self.rig.press(key, _wrapped(self._focus)[0], Kind.JUMP)
            return
        before, rows, items = self._focus, self._rows(), self._items()
        at = rows.index((self._focus, self._row)) + by
        item, row = rows[at % len(rows)]
        self._stand(item, row)
        kind = Kind.STEP if _is_control(item) else Kind.READ
        # Above the choices and what every page adds there may be empty rows, and after the last
        # comes the first.
        always = len(items) - len(always_items(self.page, keys=False))
        jumps = {0, items.index(self._controls()[0]), always}
        lower = max(items.index(item), items.index(before)) if 0 <= at < len(rows) else 0
        jumped = item != before and lower in jumps
        self.rig.press(key, _wrapped(item)[row], Kind.JUMP if jumped else kind)


def _wrapped(item: Item) -> list[str]:
    return [item.words] if item.field is not None else wrap(item.words, COLUMNS)


def _is_control(item: Item) -> bool:
    return item.event is not None or item.field is not None


class LinesVisit(Visit):
    """Walks plain mode."""

    def __init__(self, rig: CompanionRig, way: str) -> None:
        super().__init__(rig, way)
        # One question may begin as the one before it; lines cannot stand apart as rows can.
        rig.only_changes = rig.reader == "brltty"
        self._coming: Callable[[World], None] | None = None
        rig.started(self._name())

    def _name(self) -> str:
        name = wording.title(self.page)
        return name if name.endswith("?") else f"{name}."

    def choose(self, label: str) -> Press:
        """Answer with the number of a row."""
        row = self.row(label)
        assert row.event is not None
        return self._answer(str(row.number), row.event, row.label)

    def act(self, word: str) -> Press:
        """Answer with the word of an action."""
        action = actions.for_word(self.page, word)
        assert action is not None
        return self._answer(word, Pressed(action.action, action.arg))

    def _answer(self, words: str, event: Chose | Pressed, chosen: str = "") -> Press:
        told, before = self.notice(), self.page
        self.rig.type(words)
        self._send(event)
        self._hear_of_it()
        kind = Kind.CHOOSE if shape(self.page) == shape(before) else Kind.OPEN
        return self.rig.press("enter", self._answered(told, before, chosen), kind)

    def _answered(self, told: str, before: Page, chosen: str) -> str:
        """What must be heard: what happened, else the new page's name, else what is new on it."""
        if self.session.stopped:
            return self.last_words()
        if (notice := self.notice()) and notice != told:
            # What does not fit into the question's row stands above it.
            return sentences(notice)[-1] if self.rig.reader == "brltty" else notice
        if (self.page.route, self.page.title) != (before.route, before.title):
            return self._name()
        known = wording.page_lines(before)
        line = next(line for line in wording.page_lines(self.page) if line not in known)
        # BRLTTY speaks the question's row. What does not fit into it is named there.
        return chosen if chosen and self.rig.reader == "brltty" and len(line) > ROOM else line

    def write(self, label: str, line: str, *, paste: bool = False) -> None:
        """Write one line into an empty text box."""
        self.say(str(self.row(label).number), "Line 1:")
        if paste:
            self.rig.paste(line)
            self.rig.press("enter", "Line 2:", Kind.OPEN)
        else:
            self.say(line, "Line 2:")
        self.wrote(line)
        self.rig.press("enter", "It has 1 line.", Kind.OPEN)

    def write_secret(self, label: str, words: str) -> None:
        """Write what nobody should see, all at once."""
        self.say(str(self.row(label).number), f"{label}:")
        self.rig.paste(words)
        self.wrote(words)
        letters = sum(not letter.isspace() for letter in words)
        self.rig.press("enter", f"You typed {letters} letters.", Kind.OPEN)

    def comes(self, happens: Callable[[World], None]) -> None:
        """Something comes by itself. It is heard of with the next answer."""
        self._coming = happens

    def _hear_of_it(self) -> None:
        if self._coming is not None:
            self._coming(self.beside)
            self._coming = None
            self.session.hear()

    def look_again(self) -> None:
        """Press Enter to see what came."""
        told, before = self.notice(), self.page
        self._hear_of_it()
        self.rig.press("enter", self._answered(told, before, ""), Kind.OPEN)

    def say(self, words: str, hear: str) -> Press:
        """Answer with any words."""
        self.rig.type(words)
        return self.rig.press("enter", hear, Kind.OPEN)
