"""What changed in the charter, what is not decided yet, and its older versions."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.easyread.changes import nothing_open, open_points, version_name
from companion.easyread.pack import Pack
from companion.page.blocks import Block, Heading, Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Tell, Wish
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports


class Changes(Struct, frozen=True):
    """The charter, and which of its versions is told of: the newest is 0."""

    pack: Pack
    at: int = 0


def open_changes(ports: Ports, _go: Go) -> Changes:
    """Read the pack."""
    return Changes(ports.content.charter())


def view_changes(state: Changes) -> Page:
    """A version a page. The first page has what is open now, too."""
    total = len(state.pack.changes)
    ways = [offer("next_page"), offer("page_before")] if total > 1 else []
    return Page(
        "charter_changes",
        _("What changed"),
        (*_version(state), *(_now(state.pack) if state.at == 0 else []), *ways),
        place=(state.at + 1, total) if total > 1 else None,
        about=_("What is new in the charter, and what we still decide."),
    )


def _version(state: Changes) -> list[Block]:
    if not state.pack.changes:
        return [Line(_("This text does not say what changed."))]
    change = state.pack.changes[state.at]
    return [Heading(version_name(change)), *map(Line, change.lines)]


def _now(pack: Pack) -> list[Block]:
    open_now = [Heading(_("Not decided yet")), *map(Line, open_points(pack))]
    return [
        *(open_now if pack.pending else [Line(nothing_open())]),
        *(
            offer("open_version", old, _("Read version {version}").format(version=old))
            for old in pack.older
        ),
    ]


def take_changes(state: Changes, event: Event) -> tuple[Changes, tuple[Wish, ...]]:
    """Tell of another version, or open an older one."""
    match event:
        case Pressed(action="next_page"):
            return _turn(state, +1, _("This is the last page."))
        case Pressed(action="page_before"):
            return _turn(state, -1, _("This is the first page."))
        case Pressed(action="open_version", arg=version):
            return state, (Go("charter", version),)
        case _:
            return state, ()


def _turn(state: Changes, step: int, end: str) -> tuple[Changes, tuple[Wish, ...]]:
    at = state.at + step
    if 0 <= at < len(state.pack.changes):
        return replace(state, at=at), ()
    return state, (Tell(end),)


ROUTES = {"charter_changes": Route(open_changes, view_changes, take_changes)}
