"""What makes a page: how it is opened, shown and used."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from companion.page.blocks import Page
from companion.page.events import Event
from companion.page.wishes import Go, Wish
from companion.ports import Ports


def always(_go: Go) -> bool:
    """For `Route.locked`: whatever the page is opened for."""
    return True


class Route(Struct, frozen=True):
    """The functions of one page.

    `open` reads what the page needs (it may raise Problem); `view` and `take` are pure.
    A page without `take` has nothing to choose but the way back. `again` reads anew when
    the person comes back to the page. `locked` says of a wish to come here whether the journal's
    lock must be open for it.
    """

    open: Callable[[Ports, Go], Any]
    view: Callable[[Any], Page]
    take: Callable[[Any, Event], tuple[Any, tuple[Wish, ...]]] = lambda state, _event: (state, ())
    again: Callable[[Ports, Any], Any] = lambda _ports, state: state
    locked: Callable[[Go], bool] = lambda _go: False
