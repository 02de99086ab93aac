"""Connect to a community: its address and code, what it is before a yes, and the way out again."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.connections import Connection, Offer
from companion.page.blocks import Block, Fact, Field, Line, Page
from companion.page.community_words import asked_to_wait, before_connecting, community_words
from companion.page.events import Doing, Event, Looked, Pressed, Typed
from companion.page.session_words import Said
from companion.page.wishes import (
    Connect,
    Disconnect,
    GetNew,
    Go,
    Look,
    PauseSending,
    Tell,
    Wish,
)
from companion.pages.route import Route
from companion.pages.sharing import said_blocks
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.plainwords.refusals import refused_words
from companion.ports import Ports
from companion.problems import Problem
from companion.wire.community import Community


class Joining(Struct, frozen=True):
    """What is typed, an address and then a code, and what was found there.

    `now` is the connection that there is, `waiting` counts what waits (see ports.Outbox).
    """

    typed: str = ""
    offer: Offer | None = None
    now: Connection | None = None
    waiting: dict[str, int] = {}


def open_connect(ports: Ports, _go: Go) -> Joining:
    """Begin with nothing typed."""
    return Joining(now=ports.community.connection(), waiting=ports.outbox.waiting())


def view_connect(state: Joining) -> Page:
    """A box for both; then what the community is, and the yes."""
    return Page(
        "connect",
        _("Connect to a community"),
        _asked(state) if state.offer is None else _found(state, state.offer),
        private=state.offer is None,  # the code is not for the room
        about=_("Connect to your community. You see what it is before you say yes."),
    )


def _asked(state: Joining) -> tuple[Block, ...]:
    return (
        Line(_("The people who lead give you an address and a code.")),
        Line(_("We look what is there. Nothing of yours leaves.")),
        Field("typed", _("Address, then the 4 words of the code"), state.typed),
        offer("look_at_community"),
    )


def _found(state: Joining, found: Offer) -> tuple[Block, ...]:
    return (
        *said_blocks(before_connecting(found, state.now, state.waiting)),
        offer("connect_yes"),
        offer("connect_no"),
    )


def take_connect(state: Joining, event: Event) -> tuple[Joining, tuple[Wish, ...]]:
    """Look, show, and connect only after the yes."""
    match event:
        case Typed(key="typed", text=text):
            return replace(state, typed=text), ()
        case Pressed(action="look_at_community"):
            return _look(state)
        case Looked(offer=found):
            return replace(state, offer=found), (Tell(_("This is what we found.")),)
        case Pressed(action="connect_no"):
            return replace(state, offer=None), (Tell(_("You are not connected.")),)
        case Pressed(action="connect_yes") if state.offer is not None:
            told = Tell(_("You are connected. We get what is new."))
            return state, (Connect(state.offer), Go("community", after="more"), told)
        case _:
            return state, ()


def _look(state: Joining) -> tuple[Joining, tuple[Wish, ...]]:
    address, _space, code = " ".join(state.typed.split()).partition(" ")
    if not address:
        return state, (Tell(_("Type the address first.")),)
    looking = Tell(_("We look what is there. This can take 1 minute."))
    return state, (Look(address, code), looking)


class Connected(Struct, frozen=True):
    """The community that this companion is connected to; None: to none.

    `published` is what came from it. `ending`: the member asked to end it and is asked once.
    `doing` is what is sent or got now.
    """

    connection: Connection | None
    published: Community | None
    ending: bool = False
    doing: str = ""


def open_community(ports: Ports, _go: Go) -> Connected:
    """Read what is known of it."""
    return Connected(ports.community.connection(), ports.community.published())


def community_again(ports: Ports, _state: Connected) -> Connected:
    """Read it anew."""
    return open_community(ports, Go("community"))


def view_community(state: Connected) -> Page:
    """What the community is, and what can be done with the connection."""
    return Page(
        "community",
        _("My community"),
        tuple(_community_blocks(state)),
        about=_("The community that you are connected to."),
    )


def _community_blocks(state: Connected) -> list[Block]:
    connection = state.connection
    if connection is None:
        return [
            Line(Problem("not_connected").say),
            Line(_("Companion works all the same.")),
            offer("open_connect"),
        ]
    if state.ending:
        return [
            Line(_("We send nothing more. We get no news.")),
            Line(_("What came stays here. What you sent stays with them.")),
            offer("disconnect_yes"),
            offer("disconnect_no"),
        ]
    known = state.published
    said: Said = community_words(known) if known else [(_("Community"), connection.name)]
    since = _("You are connected since {day}.").format(day=day(connection.since))
    paused = [Line(_("You paused sending."))] if connection.paused else []
    if connection.code_ended:
        paused.append(Line(" ".join(refused_words("code-wrong"))))
    if connection.wait_until:
        paused.append(Line(asked_to_wait(connection.wait_until)))
    return [
        *said_blocks(said),
        *_address(connection),
        Line(state.doing or since),  # in its place, so that nothing moves as it comes
        *paused,
        *([offer("get_new")] if connection.address else []),
        offer("send_again" if connection.paused else "pause_sending"),
        offer("disconnect"),
        offer("open_told"),
        *([offer("open_connect")] if connection.code_ended else []),
    ]


def _address(connection: Connection) -> list[Block]:
    if connection.address:
        return [Fact(_("Address"), connection.address)]
    return [Line(Problem("no_address").say), Line(Problem("no_address").next)]


def take_community(state: Connected, event: Event) -> tuple[Connected, tuple[Wish, ...]]:
    """Get what is new, pause, go on, or end the connection."""
    connection = state.connection
    match event:
        case Doing(words=doing):
            return replace(state, doing=doing), ()
        case Pressed(action="open_connect"):
            return state, (Go("connect"),)
        case Pressed(action="open_told"):
            return state, (Go("told"),)
        case Pressed(action="get_new"):
            until = connection.wait_until if connection else None
            told = asked_to_wait(until) if until else _("We get what is new.")
            return state, (GetNew(), Tell(told))
        case Pressed(action="pause_sending" | "send_again" as action) if connection:
            paused = action == "pause_sending"
            done = _("You paused sending.") if paused else _("We send again.")
            state = replace(state, connection=replace(connection, paused=paused))
            return state, (PauseSending(paused), Tell(done))
        case Pressed(action="disconnect" | "disconnect_no" as action):
            return replace(state, ending=action == "disconnect"), ()
        case Pressed(action="disconnect_yes"):
            ended = Tell(_("The connection is at an end."))
            return Connected(None, None), (Disconnect(), ended)
        case _:
            return state, ()


ROUTES = {
    "connect": Route(open_connect, view_connect, take_connect),
    "community": Route(open_community, view_community, take_community, community_again),
}
