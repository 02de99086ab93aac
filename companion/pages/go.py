"""Go to a page: every page that needs nothing to be opened for, a few at a time."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer, spec
from companion.page.blocks import Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.paging import place
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports

# The action that opens a page, wherever it stands, and the page.
DESTINATIONS = {
    "open_next_session": Go("next_session"),
    "open_sessions": Go("sessions"),
    "open_charter": Go("charter"),
    "word_list": Go("words"),
    "open_journal": Go("journal"),
    "open_notes": Go("notes"),
    "open_speak": Go("speak"),
    "help_now": Go("help_now"),
    "open_settings": Go("settings"),
    "new_share": Go("share"),
    "open_sent": Go("sent"),
    "open_news": Go("news"),
    "open_community": Go("community"),
    "open_told": Go("told"),
    "open_look": Go("settings", "look"),
    "open_keys": Go("settings", "keys"),
    "open_my_lock": Go("lock"),
    "open_voice": Go("voice"),
    "open_ways": Go("ways"),
    "open_missed": Go("missed"),
    "open_privacy": Go("privacy"),
    "open_about": Go("about"),
    "open_helps": Go("helps"),
    "open_reminders": Go("settings", "reminders"),
}
ROWS = 7
LEAST = 3  # letters of a name that are enough, where they begin only one


class State(Struct, frozen=True):
    """The first destination that is shown, from 0."""

    start: int = 0


def going(action: str) -> tuple[Wish, ...]:
    """The way to the page that an action opens; () where it opens none of these."""
    return (DESTINATIONS[action],) if action in DESTINATIONS else ()


def named(words: str) -> str:
    """The action that opens the page with a name, or with the start of only one; else ""."""
    names = {_(spec(action).label).casefold(): action for action in DESTINATIONS}
    wanted = words.casefold()
    if wanted in names:
        return names[wanted]
    found = [action for name, action in names.items() if name.startswith(wanted)]
    return found[0] if len(wanted) >= LEAST and len(found) == 1 else ""


def open_page(_ports: Ports, _go: Go) -> State:
    """Nothing is read."""
    return State()


def view(state: State) -> Page:
    """The pages, in the order in which other pages have them."""
    end = state.start + ROWS
    turns = [offer("next_page")] if end < len(DESTINATIONS) else []
    turns += [offer("page_before")] if state.start else []
    return Page(
        "go",
        _("Go to a page"),
        (*map(offer, list(DESTINATIONS)[state.start : end]), *turns),
        place=place(state.start, len(DESTINATIONS), ROWS),
        about=_("Choose a page to go to. Back brings you here again."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Go there, or show more."""
    match event:
        case Pressed(action="next_page") if state.start + ROWS < len(DESTINATIONS):
            return replace(state, start=state.start + ROWS), ()
        case Pressed(action="page_before") if state.start:
            return replace(state, start=state.start - ROWS), ()
        case Pressed(action=action):
            return state, going(action)
        case _:
            return state, ()


ROUTES = {"go": Route(open_page, view, take)}
