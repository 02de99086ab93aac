"""One session: its facts, how to join, what will happen, what it is like there."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.arrivals import read_by_member
from companion.domain.sessions import PlannedSession
from companion.domain.timeline import next_of
from companion.page import session_words
from companion.page.blocks import Block, Fact, Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, MarkRead, Tell, Wish
from companion.pages.route import Route
from companion.pages.sharing import known_name
from companion.plainwords.messages import _
from companion.ports import Ports


class State(Struct, frozen=True):
    """The session, or None where none is known. `is_next`: it is the next one.

    `known_as` is how the community knows it, `connected` whether there is one.
    """

    session: PlannedSession | None
    is_next: bool = False
    clock_words: bool = True
    known_as: str = ""
    connected: bool = False


def open_next(ports: Ports, _go: Go) -> State:
    """The next session that will happen."""
    session = next_of(ports.sessions.all(), ports.clock.now())
    connected = ports.community.connection() is not None
    return State(session, True, _clock_words(ports), _known_as(ports, session), connected)


def open_page(ports: Ports, go: Go) -> State:
    """One session by its id."""
    session = ports.sessions.get(go.arg)
    return State(session, False, _clock_words(ports), _known_as(ports, session))


def again(ports: Ports, state: State) -> State:
    """Read the session anew."""
    if state.is_next:
        return open_next(ports, Go("next_session"))
    return open_page(ports, Go("session", state.session.id)) if state.session else state


def _known_as(ports: Ports, session: PlannedSession | None) -> str:
    return known_name(ports, session) if session is not None else ""


def _clock_words(ports: Ports) -> bool:
    return ports.settings.get("clock") != "short"


def view(state: State) -> Page:
    """The facts, then the ways on; always in this order."""
    route, title = ("next_session", _("Next session")) if state.is_next else ("session", "")
    about = _("When and where the session is, and what will happen.")
    if state.session is None:
        return Page(route, title, _none_known(connected=state.connected), about=about)
    blocks = [
        *_news(state.session),
        *_blocks(session_words.facts(state.session, clock_words=state.clock_words)),
        Line(_("Stepping back is always okay.")),
        offer("how_to_join"),
        offer("what_will_happen"),
        offer("what_it_is_like"),
        offer("session_notes"),
        offer("open_sessions"),
        offer("share_idea" if state.session.kind == "shaping" else "share_session"),
        offer("getting_there"),
    ]
    if state.session.changed:
        blocks.append(offer("have_read_changes"))
    return Page(route, title or session_words.kind_words(state.session), tuple(blocks), about=about)


def _news(session: PlannedSession) -> list[Block]:
    changed = _blocks(session_words.changes(session))
    return [Line(_("Something changed.")), *changed] if changed else []


def _blocks(said: session_words.Said) -> list[Block]:
    return [Fact(name, words) if name else Line(words) for name, words in said]


def _none_known(*, connected: bool) -> tuple[Block, ...]:
    from_them = _("When your community plans a session, you see it here.")
    not_yet = _("Connect to your community. Then you see its sessions here.")
    return (
        Line(_("We know no session yet.")),
        Line(from_them if connected else not_yet),
        *([] if connected else [offer("open_connect")]),
        offer("open_rhythm"),
        offer("open_sessions"),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open what was chosen."""
    session = state.session
    match event:
        case Pressed(action="open_sessions"):
            return state, (Go("sessions"),)
        case Pressed(action="open_connect"):
            return state, (Go("connect"),)
        case Pressed(action="open_rhythm"):
            return state, (Go("rhythm"),)
        case Pressed(action=action) if session is not None and action in PARTS:
            return state, (Go("session_part", f"{session.id} {action}"),)
        case Pressed(action="session_notes") if session is not None:
            return state, (Go("session_notes", session.id),)
        case Pressed(action="getting_there") if session is not None:
            return state, (Go("getting_there", session.id),)
        case Pressed(action="share_session"):
            return state, (Go("share", f"session {state.known_as}"),)
        case Pressed(action="share_idea"):
            return state, (Go("share", "agenda"),)
        case Pressed(action="have_read_changes") if session is not None:
            read = read_by_member(session)
            told = Tell(_("We show it as it is now."))
            return replace(state, session=read), (MarkRead(session.id), told)
        case _:
            return state, ()


PARTS = {
    "how_to_join": session_words.join,
    "what_will_happen": session_words.steps,
    "what_it_is_like": session_words.like,
}


class Part(Struct, frozen=True):
    """One side of a session; `part` is a key of PARTS."""

    session: PlannedSession
    part: str


def open_part(ports: Ports, go: Go) -> Part:
    """Open one side of a session: "ID PART"."""
    session_id, _space, part = go.arg.partition(" ")
    return Part(ports.sessions.get(session_id), part)


def view_part(state: Part) -> Page:
    """The facts of that side, or that nobody wrote them."""
    said = _blocks(PARTS[state.part](state.session))
    unknown = (
        Line(_("Nobody wrote this down yet.")),
        Line(_("You can ask the people who lead.")),
    )
    titles = {
        "how_to_join": _("How to join"),
        "what_will_happen": _("What will happen"),
        "what_it_is_like": _("What it is like"),
    }
    more = [Line(state.session.about)] if state.session.about and _tells_more(state.part) else []
    return Page(
        "session_part",
        titles[state.part],
        (*(said or unknown), *more, Line(_("Stepping back is always okay."))),
        about=_("What the people who lead wrote about this session."),
    )


def _tells_more(part: str) -> bool:
    return part == "what_will_happen"


ROUTES = {
    "next_session": Route(open_next, view, take, again),
    "session": Route(open_page, view, take, again),
    "session_part": Route(open_part, view_part),
}
