"""Read to me, as rows: for the page below. And the question before private words are read."""

from companion.actions import offer
from companion.page.blocks import Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, GoBack, ReadAloud, Wish
from companion.pages.go import going
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports

ROWS = ("read", "again", "sentence_before", "sentence_next", "slower", "faster", "spell", "voice")


def open_page(_ports: Ports, _go: Go) -> None:
    """Nothing is read."""


def view(_state: None) -> Page:
    """Each key of the voice as a row. The session does what they say."""
    return Page(
        "reading",
        _("Read to me"),
        (*map(offer, ROWS), offer("open_voice")),
        about=_("How the voice reads. Any key stops it."),
    )


def take(state: None, event: Event) -> tuple[None, tuple[Wish, ...]]:
    """Open the settings of the voice; the rest is the session's."""
    match event:
        case Pressed(action=action):
            return state, going(action)
        case _:
            return state, ()


def view_private(_state: None) -> Page:
    """The question. Nothing happens without a yes."""
    return Page(
        "read_private",
        _("Read your words aloud?"),
        (
            Line(_("This page has your own words.")),
            Line(_("People near you may hear them.")),
            offer("read_yes"),
            offer("read_no"),
        ),
        about=_("Choose if the voice may read your own words now."),
    )


def take_private(state: None, event: Event) -> tuple[None, tuple[Wish, ...]]:
    """A yes counts for this page, until the program ends."""
    match event:
        case Pressed(action="read_yes"):
            return state, (GoBack(), ReadAloud())
        case Pressed(action="read_no"):
            return state, (GoBack(),)
        case _:
            return state, ()


ROUTES = {
    "reading": Route(open_page, view, take),
    "read_private": Route(open_page, view_private, take_private),
}
