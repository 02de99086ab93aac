"""A member who walks the full screen, the screen-reader way, and knows what they should hear."""

from collections.abc import Callable

from companion import actions
from companion.page import wording
from companion.page.events import Chose, Pressed
from companion.plainwords.wrap import wrap
from companion.screens.items import Item, always_items, notice_item, page_items, shape
from companion.screens.steady import facts_in_choices
from tests.fakes import World
from tests.listening.companion_rig import CompanionRig
from tests.listening.heard import Kind, Press
from tests.listening.visits import Visit

COLUMNS = 80


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
