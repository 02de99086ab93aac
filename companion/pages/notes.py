"""The list of the member's notes."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.notes import Note
from companion.page.blocks import Block, Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.plainwords.sentences import first_words
from companion.ports import Ports

ROWS = 3


class State(Struct, frozen=True):
    """The notes, the one changed last first, and which are shown (from `start`).

    `session` is the session whose notes they are; "" is all.
    """

    notes: tuple[Note, ...]
    start: int = 0
    session: str = ""


def open_page(ports: Ports, go: Go) -> State:
    """Read all notes, or those for the session that is named."""
    return State(_notes(ports, go.arg), session=go.arg)


def _notes(ports: Ports, session: str) -> tuple[Note, ...]:
    return tuple(note for note in ports.notes.all() if session in ("", note.session))


def again(ports: Ports, state: State) -> State:
    """Read the notes anew, at the same place."""
    notes = _notes(ports, state.session)
    return State(notes, within(state.start, len(notes)), state.session)


def view(state: State) -> Page:
    """A few notes at a time, and a new one first."""
    blocks: list[Block] = [] if state.notes else [Line(_("You have no notes yet."))]
    blocks.append(offer("new_note"))
    blocks += [
        offer("open_note", note.id, first_words(note.text) or _("Empty note"))
        for note in state.notes[state.start : state.start + ROWS]
    ]
    shown = place(state.start, len(state.notes), ROWS)
    if shown:
        blocks.append(offer("more_notes"))
    return Page(
        "notes",
        _("My notes"),
        tuple(blocks),
        place=shown,
        private=True,
        about=_("Your notes. Choose a note to read or change it."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open a note, or show the next ones; after the last come the first."""
    match event:
        case Pressed(action="new_note"):
            return state, (Go("note", f"for {state.session}" if state.session else ""),)
        case Pressed(action="open_note", arg=note_id):
            return state, (Go("note", note_id),)
        case Pressed(action="more_notes"):
            return replace(state, start=within(state.start + ROWS, len(state.notes))), ()
        case _:
            return state, ()


ROUTES = {"notes": Route(open_page, view, take, again)}
