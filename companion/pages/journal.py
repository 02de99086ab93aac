"""My journal: where to write, to come back, to look back and to search."""

from msgspec import Struct

from companion.actions import offer
from companion.domain.journal import Entry
from companion.page.blocks import Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports
from companion.problems import Problem


class State(Struct, frozen=True):
    """`session` is the session that a new entry is about, or ""."""

    session: str = ""


def open_page(_ports: Ports, go: Go) -> State:
    """Nothing is read: what was written before is shown only when it is asked for."""
    return State(go.arg)


def view(_state: State) -> Page:
    """The ways into the journal."""
    return Page(
        "journal",
        _("My journal"),
        (
            Line(_("There are 2 questions. You can skip each question.")),
            *privacy_lines(),
            offer("write_entry"),
            offer("entries_for_later"),
            offer("look_back"),
            offer("search_journal"),
        ),
        private=True,
        about=_("Your own journal. Nobody gets it from us."),
    )


def privacy_lines() -> tuple[Line, ...]:
    """Where the words stay, and who else may read them."""
    return (
        Line(_("This stays on this computer.")),
        Line(_("Other people who use this computer may read it.")),
    )


def entry_or_new(ports: Ports, entry_id: str, session: str = "") -> Entry:
    """The entry as it is stored, or a new one: its questions may have been skipped."""
    try:
        return ports.journal.get(entry_id)
    except Problem as problem:
        if problem.code != "no_such_entry":
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
        case _:
            return state, ()


ROUTES = {"journal": Route(open_page, view, take)}
