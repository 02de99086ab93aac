"""The charter: its parts, and one part as a text of several pages."""

from msgspec import Struct

from companion.actions import offer
from companion.easyread.pack import Pack, Part
from companion.page.blocks import Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.go import going
from companion.pages.route import Route
from companion.plainwords.dates import day
from companion.plainwords.languages import language_note
from companion.plainwords.messages import _
from companion.ports import Ports


class Contents(Struct, frozen=True):
    """The parts that can be read. `old` names the version where it is an older one."""

    pack: Pack
    old: str = ""


def open_contents(ports: Ports, go: Go) -> Contents:
    """Read the pack, or the older version that `go.arg` names."""
    return Contents(ports.content.charter(go.arg), go.arg)


def view_contents(state: Contents) -> Page:
    """The list of parts."""
    rows = [offer("open_part", str(part.number), _part_name(part)) for part in state.pack.parts]
    old = _("This is an older version: {version}.").format(version=state.old)
    return Page(
        "charter",
        _("Charter"),
        (
            Line(_("The charter says what we agreed.")),
            Line(_("This information is from {day}.").format(day=day(state.pack.date))),
            *([Line(old)] if state.old else []),
            *(Line(words) for words in language_note(state.pack.language)),
            *rows,
            *([] if state.old else [offer("word_list"), offer("open_changes")]),
        ),
        about=_("The parts of the charter. Choose a part to read."),
    )


def take_contents(state: Contents, event: Event) -> tuple[Contents, tuple[Wish, ...]]:
    """Open a part, or the list of words."""
    match event:
        case Pressed(action="open_part", arg=number):
            return state, (Go("charter_part", f"{number} {state.old}".strip()),)
        case Pressed(action="open_changes"):
            return state, (Go("charter_changes"),)
        case Pressed(action=action):
            return state, going(action)
        case _:
            return state, ()


def _part_name(part: Part) -> str:
    return _("Part {number}: {title}").format(number=part.number, title=part.title)


ROUTES = {"charter": Route(open_contents, view_contents, take_contents)}
