"""What the community tells everyone: what changed, promises, what others shared, who leads."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.easyread.pack import Pack
from companion.easyread.pictures import symbol_picture
from companion.page.blocks import Block, Heading, Line, Page, Picture, Quote
from companion.page.events import Event, Pressed
from companion.page.session_words import Said
from companion.page.symbol_words import symbol_word
from companion.page.told_words import (
    Item,
    groups_of,
    leads_of,
    news_of,
    promises_of,
    shared_of,
    ways_of,
)
from companion.page.wishes import Go, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.pages.sharing import said_blocks, today_of
from companion.plainwords.messages import N_, _
from companion.ports import Ports
from companion.wire.community import Community

ROWS = 2

_TO = {
    "open_changed": Go("what_changed"),
    "open_promises": Go("promises"),
    "open_shared": Go("shared"),
    "open_people": Go("people"),
    "open_not_planned": Go("not_planned"),
    "open_how": Go("how_they_work"),
    "open_groups": Go("groups"),
}
_TITLES = {
    "what_changed": N_("What changed"),
    "promises": N_("Promises"),
    "shared": N_("What others shared"),
    "not_planned": N_("What did not go to plan"),
    "groups": N_("Sub-groups"),
}
_ABOUT = {
    "what_changed": N_("What changed because people spoke. Small things count."),
    "promises": N_("What your community promised, and how it stands."),
    "shared": N_("What members sent for other members to read."),
    "not_planned": N_("What went wrong. Your community tells you."),
    "groups": N_("Small groups that work between sessions."),
}
_NOTHING = {
    "what_changed": N_("They told us of no change yet."),
    "promises": N_("There is no promise yet."),
    "shared": N_("Nobody has shared something with all members yet."),
    "not_planned": N_("They told us of nothing that went wrong."),
    "groups": N_("There is no sub-group yet."),
}


def open_told(_ports: Ports, _go: Go) -> None:
    """Nothing is read."""


def view_told(_state: None) -> Page:
    """What there is to see."""
    names = ("open_changed", "open_promises", "open_shared", "open_people", "open_not_planned")
    return Page(
        "told",
        _("What they tell us"),
        tuple(map(offer, names)),
        about=_("What your community tells all members."),
    )


def take_told(state: None, event: Event) -> tuple[None, tuple[Wish, ...]]:
    """Open what was chosen."""
    return state, _going(event)


def _going(event: Event) -> tuple[Wish, ...]:
    if isinstance(event, Pressed) and event.action in _TO:
        return (_TO[event.action],)
    return ()


class List(Struct, frozen=True):
    """Things that are told (`name` is the page), and which are shown (from `start`)."""

    name: str
    items: tuple[Item, ...]
    start: int = 0


def _items(name: str, known: Community | None, ports: Ports) -> list[Item]:
    match name:
        case "what_changed":
            return news_of(known, "changed")
        case "not_planned":
            return news_of(known, "not-as-planned")
        case "promises":
            return promises_of(known, today_of(ports))
        case "groups":
            return groups_of(known)
        case _:
            return shared_of(known)


def _opening(name: str) -> Callable[[Ports, Go], List]:
    def open_list(ports: Ports, _go: Go) -> List:
        return List(name, tuple(_items(name, ports.community.published(), ports)))

    return open_list


def view_list(state: List) -> Page:
    """A few at a time."""
    blocks: list[Block] = []
    for one in state.items[state.start : state.start + ROWS]:
        blocks += [Heading(one.heading), *said_blocks(one.said), *map(Quote, one.quotes)]
        for symbol in one.symbols:
            blocks += [Picture(symbol_picture(symbol), ""), Quote(symbol_word(symbol))]
    turn = place(state.start, len(state.items), ROWS)
    return Page(
        state.name,
        _(_TITLES[state.name]),
        (*(blocks or [Line(_(_NOTHING[state.name]))]), *([offer("more_told")] if turn else [])),
        place=turn,
        about=_(_ABOUT[state.name]),
    )


def take_list(state: List, event: Event) -> tuple[List, tuple[Wish, ...]]:
    """Show more; after the last come the first."""
    match event:
        case Pressed(action="more_told"):
            return replace(state, start=within(state.start + ROWS, len(state.items))), ()
        case _:
            return state, ()


class Facts(Struct, frozen=True):
    """What is said on a page of facts."""

    said: Said


def open_people(ports: Ports, _go: Go) -> Facts:
    """Who leads, and what the group has not decided yet."""
    pending = pending_words(ports.content.charter())
    return Facts(leads_of(ports.community.published(), pending))


def pending_words(pack: Pack) -> list[str]:
    """The charter's own easy words on what the community has not decided yet."""
    open_clauses = {clause.id for clause in pack.pending}
    lines = [line for part in pack.parts for line in part.lines if line.clause in open_clauses]
    return [line.simple for line in lines]


def view_people(state: Facts) -> Page:
    """Names only of those who agreed."""
    return Page(
        "people",
        _("Who leads"),
        (*said_blocks(state.said), offer("open_groups"), offer("open_how")),
        about=_("People who lead, and how they do things."),
    )


def take_people(state: Facts, event: Event) -> tuple[Facts, tuple[Wish, ...]]:
    """Open what was chosen."""
    return state, _going(event)


def open_how(ports: Ports, _go: Go) -> Facts:
    """How the community does things."""
    return Facts(ways_of(ports.community.published()))


def view_how(state: Facts) -> Page:
    """What it said, and what it has not said yet."""
    return Page(
        "how_they_work",
        _("How they do things"),
        tuple(said_blocks(state.said)),
        about=_("How to join, what help there is, and who decides."),
    )


ROUTES = {
    "told": Route(open_told, view_told, take_told),
    "people": Route(open_people, view_people, take_people),
    "how_they_work": Route(open_how, view_how),
    **{name: Route(_opening(name), view_list, take_list) for name in _TITLES},
}
