"""The list of routes: every page of the program, each with its pure functions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from companion.page.blocks import Page
from companion.page.events import Event
from companion.page.wishes import Go, Wish
from companion.pages import charter, help, hidden, home, note, notes, ways, words
from companion.ports import Ports


@dataclass(frozen=True, slots=True)
class Route:
    """How one page is opened, shown and used.

    `open` reads what the page needs (it may raise Problem); `view` and `take` are pure.
    `again` reads anew when the person comes back to the page.
    """

    open: Callable[[Ports, Go], Any]
    view: Callable[[Any], Page]
    take: Callable[[Any, Event], tuple[Any, tuple[Wish, ...]]]
    again: Callable[[Ports, Any], Any] = lambda _ports, state: state


ROUTES: dict[str, Route] = {
    "home": Route(home.open_page, home.view, home.take, home.again),
    "ways": Route(ways.open_page, ways.view, ways.take),
    "reader_ways": Route(ways.open_reader_page, ways.view_reader, ways.take),
    "charter": Route(charter.open_contents, charter.view_contents, charter.take_contents),
    "charter_part": Route(charter.open_part, charter.view_part, charter.take_part),
    "words": Route(words.open_page, words.view, words.take),
    "word": Route(words.open_word, words.view_word, words.take_word),
    "notes": Route(notes.open_page, notes.view, notes.take, notes.again),
    "note": Route(note.open_page, note.view, note.take),
    "help": Route(help.open_page, help.view, help.take),
    "help_now": Route(help.open_now, help.view_now, help.take_now),
    "hidden": Route(hidden.open_page, hidden.view, hidden.take),
}
