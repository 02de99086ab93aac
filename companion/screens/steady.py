"""What keeps its place from page to page, so that screen readers do not speak it anew."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.widget import Widget

from companion.page import wording
from companion.page.blocks import Action, Fact, Page
from companion.screens.items import Item
from companion.screens.views import RowView, Stop, WordsView

WORDS_ROWS = 7  # so many rows of words stand above the choices, where the screen has room
ROWS_BESIDE = 3  # of the screen: two for what just happened, one for announcements
SHOWN = "help"  # the action of every page that is always shown; its page names the others


class WaitingRow(RowView):
    """An action of every page. It is shown, and so spoken, when the focus first comes to it."""

    def __init__(self, item: Item) -> None:
        super().__init__(item, loud=False)
        self._reached = False

    def enter(self, by: int, width: int) -> None:
        super().enter(by, width)
        self._reached = True
        self.refresh()

    def wait(self) -> None:
        """Another page opened: show nothing until the focus comes again."""
        if self._reached:
            self._reached = False
            self.refresh()

    @property
    def _waits(self) -> bool:
        return not self._reached or super()._waits


def waits(item: Item) -> bool:
    """Whether an action of every page is shown only when the focus comes to it."""
    return getattr(item.event, "action", "") != SHOWN


def facts_in_choices(page: Page) -> Page:
    """A page where a fact that has the name of a choice is told in the choice.

    "Next session: Friday" and "1 Next session" become "1 Next session: Friday".
    """
    facts = {block.name: block for block in page.blocks if isinstance(block, Fact)}
    labels = {block.label for block in page.blocks if isinstance(block, Action)}
    blocks = [
        replace(block, label=wording.lines(facts[block.label])[0])
        if isinstance(block, Action) and block.label in facts
        else block
        for block in page.blocks
        if not (isinstance(block, Fact) and block.name in labels)
    ]
    return replace(page, blocks=tuple(blocks))


def rows_before_choices(children: Sequence[Widget], width: int, height: int, box: int) -> int:
    """How many empty rows stand above the first choice, so that it stands where it always does.

    So a text that is turned is spoken without its choices. `children` are what stands on the
    sheet, of `width` by `height` cells; a text box takes `box` rows.
    """

    def rows(part: Sequence[Widget]) -> int:
        return sum(len(w.wrapped(width)) if isinstance(w, Stop) else box for w in part)

    first = first_choice(children)
    room = height - rows(children[first:])
    return max(0, min(WORDS_ROWS, room) - rows(children[:first]))


def first_choice(children: Sequence[Widget]) -> int:
    """Which of the children is the first that can be chosen; their number where none can."""
    numbers = (n for n, child in enumerate(children) if not isinstance(child, WordsView))
    return next(numbers, len(children))
