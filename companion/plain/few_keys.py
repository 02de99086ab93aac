"""Lines with two keys: Space offers the next choice, Enter takes the one that is offered."""

from companion import actions
from companion.page import wording
from companion.page.blocks import Page
from companion.page.rows import rows

GO_ON = " "


class Offers:
    """What a page has to choose, one at a time, from its first row on."""

    def __init__(self) -> None:
        self._page: tuple[object, ...] = ()
        self._at = 0

    def offered(self, page: Page) -> tuple[str, str]:
        """The choice that is offered now: its words, and the answer that takes it."""
        choices = [(wording.whole_row(row), str(row.number)) for row in rows(page)]
        choices += [(_label(entry), _label(entry).casefold()) for entry in actions.always(page)]
        name = (page.route, page.title, page.place)
        if name != self._page:
            self._page, self._at = name, 0
        return choices[self._at % len(choices)]

    def go_on(self) -> None:
        """Offer the next one; after the last comes the first."""
        self._at += 1


def _label(entry: actions.Spec) -> str:
    return wording.label(entry.label)
