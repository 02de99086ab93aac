"""The charter: its parts, and one part as a text of several pages."""

from msgspec import Struct

from companion.actions import offer
from companion.easyread.pack import Pack, Part
from companion.page.blocks import Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.route import Route
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.ports import Ports


class Contents(Struct, frozen=True):
    """The parts that can be read."""

    pack: Pack


def open_contents(ports: Ports, _go: Go) -> Contents:
    """Read the pack."""
    return Contents(ports.content.charter())


def view_contents(state: Contents) -> Page:
    """The list of parts."""
    rows = [offer("open_part", str(part.number), _part_name(part)) for part in state.pack.parts]
    return Page(
        "charter",
        _("Charter"),
        (
            Line(_("The charter says what we agreed.")),
            Line(_("This information is from {day}.").format(day=day(state.pack.date))),
            *rows,
            offer("word_list"),
        ),
        about=_("The parts of the charter. Choose a part to read."),
    )


def take_contents(state: Contents, event: Event) -> tuple[Contents, tuple[Wish, ...]]:
    """Open a part, or the list of words."""
    match event:
        case Pressed(action="open_part", arg=number):
            return state, (Go("charter_part", number),)
        case Pressed(action="word_list"):
            return state, (Go("words"),)
        case _:
            return state, ()


def _part_name(part: Part) -> str:
    return _("Part {number}: {title}").format(number=part.number, title=part.title)


ROUTES = {"charter": Route(open_contents, view_contents, take_contents)}
