"""Home: where everything starts."""

from msgspec import Struct

from companion.actions import offer
from companion.page.blocks import Block, Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.route import Route
from companion.plainwords.messages import _, n_
from companion.ports import Ports
from companion.problems import Problem


class State(Struct, frozen=True):
    """`draft` is the id of text that an earlier run left unfinished, or "".

    `trouble` says what is wrong with what is kept, or "".
    """

    draft: str = ""
    other_open: bool = False
    trouble: str = ""


def open_page(ports: Ports, _go: Go) -> State:
    """Look for unfinished words. Home opens whatever is wrong with them."""
    try:
        left = ports.drafts.left_over()
        damaged = ports.condition.damaged
    except Problem as problem:
        return State("", ports.other_open, f"{problem.say} {problem.next}")
    return State(left[0].id if left else "", ports.other_open, _damage(damaged))


def again(ports: Ports, _state: State) -> State:
    """Look again: the words may be finished now."""
    return open_page(ports, Go("home"))


def _damage(count: int) -> str:
    if not count:
        return ""
    told = n_(
        "We cannot read {n} part of your words.", "We cannot read {n} parts of your words.", count
    )
    return told.format(n=count) + " " + _("We keep it safe. Ask someone you trust to help.")


def view(state: State) -> Page:
    """The menu, in the same order at every visit."""
    blocks: list[Block] = []
    if state.trouble:
        blocks.append(Line(state.trouble))
    if state.other_open:
        blocks.append(Line(_("Companion is open in another window too. Both keep your words.")))
    if state.draft:
        blocks.append(Line(_("You were here: a note. Carry on?")))
    blocks += [offer("open_charter"), offer("open_notes"), offer("open_ways"), offer("stop")]
    if state.draft:
        blocks.append(offer("carry_on", state.draft))
    return Page(
        "home",
        _("Companion"),
        tuple(blocks),
        about=_("This is the first page. Everything starts here."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open what was chosen."""
    routes = {"open_charter": "charter", "open_notes": "notes", "open_ways": "ways"}
    match event:
        case Pressed(action="carry_on", arg=draft):
            return state, (Go("note", f"draft {draft}"),)
        case Pressed(action=action) if action in routes:
            return state, (Go(routes[action]),)
        case _:
            return state, ()


ROUTES = {"home": Route(open_page, view, take, again)}
