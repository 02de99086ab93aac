"""Hide now: a calm page that shows nothing of the member's, with home behind it."""

from companion.actions import offer
from companion.page.blocks import Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, GoHome, Wish
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports


def open_page(_ports: Ports, _go: Go) -> None:
    """Nothing is read."""


def view(_state: None) -> Page:
    """The program's name, and the way on."""
    return Page("hidden", _("Companion"), (offer("carry_on_home"),))


def take(state: None, event: Event) -> tuple[None, tuple[Wish, ...]]:
    """The page that was hidden is not behind this one: carrying on opens home."""
    match event:
        case Pressed(action="carry_on_home"):
            return state, (GoHome(),)
        case _:
            return state, ()


ROUTES = {"hidden": Route(open_page, view, take)}
