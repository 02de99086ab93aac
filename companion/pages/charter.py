"""The charter: its parts, and one part as a text of several pages."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.easyread.pack import Pack, Part
from companion.page.blocks import Line, Page
from companion.page.events import Event, Left, Pressed
from companion.page.wishes import Go, KeepSettings, Wish
from companion.pages.go import going
from companion.pages.route import Route
from companion.plainwords.dates import day
from companion.plainwords.languages import language_note
from companion.plainwords.messages import _
from companion.ports import Ports

READ = "charter_read"  # the setting: which version that came the member has opened


class Contents(Struct, frozen=True):
    """The parts that can be read. `old` names the version where it is an older one.

    `new`: the community sent this one, and the member has not opened it.
    """

    pack: Pack
    old: str = ""
    new: bool = False


def open_contents(ports: Ports, go: Go) -> Contents:
    """Read the pack, or the older version that `go.arg` names."""
    return Contents(ports.content.charter(go.arg), go.arg, not go.arg and bool(new_charter(ports)))


def new_charter(ports: Ports) -> str:
    """The version of the charter that came and was not opened yet; "" for none."""
    came = ports.content.came()
    return came if came and came != ports.settings.get(READ) else ""


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
        case Left() if state.new:
            return replace(state, new=False), (KeepSettings(((READ, state.pack.version),)),)
        case Pressed(action="open_changes"):
            return state, (Go("charter_changes"),)
        case Pressed(action=action):
            return state, going(action)
        case _:
            return state, ()


def _part_name(part: Part) -> str:
    return _("Part {number}: {title}").format(number=part.number, title=part.title)


ROUTES = {"charter": Route(open_contents, view_contents, take_contents)}
