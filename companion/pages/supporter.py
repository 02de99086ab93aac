"""My supporter is with me: what the member says of it, and what that means for the journal."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.supporter import SUPPORTER
from companion.page.blocks import Block, Choice, Line, Option, Page
from companion.page.events import Chose, Event, Pressed
from companion.page.wishes import CloseLock, Go, KeepSettings, Tell, Wish
from companion.pages.guard import Guard, guard_of
from companion.pages.route import Route
from companion.plainwords.messages import N_, _
from companion.ports import Ports

_WORDS = dict(
    zip(
        SUPPORTER,
        (
            N_("Nobody is with me"),
            N_("My supporter is with me"),
            N_("My supporter helps with my journal"),
        ),
        strict=True,
    )
)


class State(Struct, frozen=True):
    """How the journal is guarded."""

    guard: Guard


def open_page(ports: Ports, _go: Go) -> State:
    """Look at it."""
    return State(guard_of(ports))


def again(ports: Ports, _state: State) -> State:
    """The lock may be open now."""
    return open_page(ports, Go("supporter"))


def view(state: State) -> Page:
    """The three answers, and what the one that holds means."""
    options = tuple(Option(value, _(words)) for value, words in _WORDS.items())
    rows: list[Block] = [Choice("supporter", options, (state.guard.supporter,))]
    if not state.guard.kind:
        rows.append(offer("set_lock"))
    return Page(
        "supporter",
        _("My supporter"),
        (Line(_means(state.guard)), *rows),
        about=_("Say who is with you. It stays until you change it."),
    )


def _means(guard: Guard) -> str:
    if guard.supporter == "nobody":
        return _("Who is with you now?")
    if guard.supporter == "helps":
        return _("Your supporter may read your journal with you.")
    if guard.kind:
        return _("Your supporter needs your answer to open your journal.")
    return _("Your supporter may read your journal. You have no lock.")


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Keep what was said. A supporter who comes finds the journal locked."""
    guard = state.guard
    match event:
        case Pressed(action="set_lock"):
            return state, (Go("set_lock"),)
        case Chose(key="supporter", value="helps") if guard.closed:
            return state, (Go("unlock"), Tell(_("Open your lock first. Then choose again.")))
        case Chose(key="supporter", value=value):
            state = replace(state, guard=replace(guard, supporter=value))
            kept = KeepSettings((("supporter", value),))
            if value == "here" and guard.state == "open":
                locked = Tell(_("We keep this. Your journal is locked."))
                return state, (kept, CloseLock(Go("supporter")), locked)
            return state, (kept, Tell(_("We keep this.")))
        case _:
            return state, ()


ROUTES = {"supporter": Route(open_page, view, take, again)}
