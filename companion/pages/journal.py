"""My journal: where to write, to come back, to look back and to search."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.journal import Entry
from companion.page.blocks import Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import CloseLock, Go, Tell, Wish
from companion.pages.guard import Guard, guard_of, privacy_lines
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports
from companion.problems import Problem

# What can be done with the lock here, by how it is now.
_LOCK_ROWS = {"none": "set_lock", "closed": "open_lock", "open": "close_lock"}


class State(Struct, frozen=True):
    """`session` is the session that a new entry is about, or ""."""

    guard: Guard
    session: str = ""


def open_page(ports: Ports, go: Go) -> State:
    """Nothing is read: what was written before is shown only when it is asked for."""
    return State(guard_of(ports), go.arg)


def again(ports: Ports, state: State) -> State:
    """The lock may be another now."""
    return replace(state, guard=guard_of(ports))


def view(state: State) -> Page:
    """The ways into the journal. A locked one has the same, and shows nothing more."""
    return Page(
        "journal",
        _("My journal"),
        (
            Line(_("There are 2 questions. You can skip each question.")),
            *privacy_lines(state.guard),
            offer("write_entry"),
            offer("entries_for_later"),
            offer("look_back"),
            offer("search_journal"),
            offer(_LOCK_ROWS[state.guard.state]),
        ),
        private=True,
        about=_("Your own journal. Nobody gets it from us."),
    )


def entry_or_new(ports: Ports, entry_id: str, session: str = "") -> Entry:
    """The entry as it is stored, or a new one: its questions may have been skipped.

    Behind a closed lock only an entry that this run began is asked for here, since pages of
    older ones do not open: where it cannot be read, nothing of it is kept yet.
    """
    try:
        return ports.journal.get(entry_id)
    except Problem as problem:
        if problem.code not in ("no_such_entry", "journal_locked"):
            raise
        return Entry(entry_id, session=session)


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open what was chosen."""
    match event:
        case Pressed(action="write_entry"):
            return state, (Go("question", f"new {state.session}"),)
        case Pressed(action="entries_for_later"):
            return state, (Go("entries", "later"),)
        case Pressed(action="look_back"):
            return state, (Go("entries", "all"),)
        case Pressed(action="search_journal"):
            return state, (Go("journal_search"),)
        case Pressed(action="set_lock"):
            return state, (Go("set_lock"),)
        case Pressed(action="open_lock"):
            return state, (Go("unlock"),)
        case Pressed(action="close_lock"):
            return state, (CloseLock(Go("journal")), Tell(_("Your journal is locked.")))
        case _:
            return state, ()


ROUTES = {"journal": Route(open_page, view, take, again)}
