"""All sessions in their order, those that have been, and how often there are some."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.sessions import PlannedSession
from companion.domain.timeline import been, to_come
from companion.page.blocks import Block, Fact, Line, Page
from companion.page.events import Event, Pressed
from companion.page.session_words import row_words
from companion.page.wishes import Go, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports

ROWS = 3


class State(Struct, frozen=True):
    """Sessions in the order they are shown; `past` are those that have been."""

    sessions: tuple[PlannedSession, ...]
    past: bool = False
    start: int = 0


def open_page(ports: Ports, _go: Go) -> State:
    """The sessions to come, the next one first."""
    return State(tuple(to_come(ports.sessions.all(), ports.clock.now())))


def open_past(ports: Ports, _go: Go) -> State:
    """The sessions that have been, the latest first."""
    return State(tuple(been(ports.sessions.all(), ports.clock.now())), past=True)


def again(ports: Ports, state: State) -> State:
    """Read the sessions anew, at the same place: the member may have read a change."""
    fresh = (open_past if state.past else open_page)(ports, Go("sessions"))
    return replace(fresh, start=within(state.start, len(fresh.sessions)))


def view(state: State) -> Page:
    """A few sessions at a time."""
    nothing = _("We know no session that has been.") if state.past else _("We know no session yet.")
    blocks: list[Block] = [] if state.sessions else [Line(nothing)]
    if not (state.sessions or state.past):
        blocks += [
            Line(_("Do you have a calendar file? Stop Companion.")),
            Line(_("Then type: companion sessions add FILE")),
        ]
    blocks += [
        offer("open_session", session.id, row_words(session))
        for session in state.sessions[state.start : state.start + ROWS]
    ]
    shown = place(state.start, len(state.sessions), ROWS)
    if shown:
        blocks.append(offer("more_sessions"))
    if state.past:
        blocks.append(offer("open_missed"))
    else:
        blocks += [offer("past_sessions"), offer("open_rhythm")]
    return Page(
        "past_sessions" if state.past else "sessions",
        _("Sessions that have been") if state.past else _("Sessions"),
        tuple(blocks),
        place=shown,
        about=_("Sessions by date. Choose a session to see more."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open a session, or show the next ones; after the last come the first."""
    match event:
        case Pressed(action="open_session", arg=session_id):
            return state, (Go("session", session_id),)
        case Pressed(action="more_sessions"):
            return replace(state, start=within(state.start + ROWS, len(state.sessions))), ()
        case Pressed(action="past_sessions"):
            return state, (Go("past_sessions"),)
        case Pressed(action="open_rhythm"):
            return state, (Go("rhythm"),)
        case Pressed(action="open_missed"):
            return state, (Go("missed"),)
        case _:
            return state, ()


def open_rhythm(_ports: Ports, _go: Go) -> None:
    """Nothing is read: the charter says it."""


def view_rhythm(_state: None) -> Page:
    """How often there are sessions, as the charter says."""
    return Page(
        "rhythm",
        _("How often we meet"),
        (
            Fact(_("Session"), _("every 2 months. For everyone.")),
            Fact(
                _("Shaping meeting"),
                _("in the month between. People with lived experience plan the next session."),
            ),
            Fact(_("Sub-group"), _("a small group. It works on 1 thing between sessions.")),
            Fact(_("Face to face"), _("for people who want to meet in 1 room.")),
            Line(_("Online sessions are free.")),
            Line(_("You can join even if you missed sessions.")),
        ),
        about=_("How often there are sessions, and who each is for."),
    )


ROUTES = {
    "sessions": Route(open_page, view, take, again),
    "past_sessions": Route(open_past, view, take, again),
    "rhythm": Route(open_rhythm, view_rhythm),
}
