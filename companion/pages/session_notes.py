"""Notes for one session: prompts, each of which can be left, and how to join in."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.notes import PROMPTS, Note
from companion.page.blocks import Block, Choice, Line, Option, Page
from companion.page.events import Chose, Event, Pressed, Saved
from companion.page.session_words import headline
from companion.page.wishes import Go, GoBack, Save, Wish
from companion.pages.prompts import WAYS_TO_JOIN_IN, prompt_words, way_words
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.plainwords.sentences import first_words
from companion.ports import Ports


class State(Struct, frozen=True):
    """The session, when it is in words, and the notes for it."""

    session: str
    when: str
    notes: tuple[Note, ...]


def open_page(ports: Ports, go: Go) -> State:
    """Read the notes for a session."""
    session = ports.sessions.get(go.arg)
    return State(session.id, headline(session), _notes(ports, session.id))


def again(ports: Ports, state: State) -> State:
    """Read the notes anew."""
    return replace(state, notes=_notes(ports, state.session))


def _notes(ports: Ports, session: str) -> tuple[Note, ...]:
    return tuple(note for note in ports.notes.all() if note.session == session)


def view(state: State) -> Page:
    """A row for each prompt, with the start of what is there."""
    return Page(
        "session_notes",
        _("My notes for a session"),
        (
            Line(_("These notes are for {day}.").format(day=state.when)),
            Line(_("You can leave each of them empty.")),
            *(offer("open_prompt", prompt, _row(state, prompt)) for prompt in PROMPTS),
            offer("other_notes"),
        ),
        private=True,
        about=_("Notes to get ready. We keep them while you write."),
    )


def _row(state: State, prompt: str) -> str:
    words = prompt_words(prompt)
    note = _note(state, prompt)
    if note is None:
        return words
    between = ", " if prompt == "join" else " "  # each way to join in is a line of its own
    lines = (" ".join(line.split()) for line in note.text.splitlines())
    return f"{words}: {first_words(between.join(filter(None, lines)))}"


def _note(state: State, prompt: str) -> Note | None:
    return next((note for note in state.notes if note.prompt == prompt), None)


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open the note of a prompt, or all notes for this session."""
    match event:
        case Pressed(action="open_prompt", arg="join"):
            return state, (Go("join_in", state.session),)
        case Pressed(action="open_prompt", arg=prompt):
            note = _note(state, prompt)
            return state, (Go("note", note.id if note else f"for {state.session} {prompt}"),)
        case Pressed(action="other_notes"):
            return state, (Go("notes", state.session),)
        case _:
            return state, ()


class Joining(Struct, frozen=True):
    """How the member wants to join in, as a note (version 0: not stored yet)."""

    note: Note

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ways that the note names."""
        lines = self.note.text.split("\n")
        return tuple(way for way in WAYS_TO_JOIN_IN if way_words(way) in lines)


def open_join_in(ports: Ports, go: Go) -> Joining:
    """Read what was chosen before."""
    new = Note(session=go.arg, prompt="join")
    found = (n for n in ports.notes.all() if (n.session, n.prompt) == (go.arg, "join"))
    return Joining(next(found, new))


def view_join_in(state: Joining) -> Page:
    """The ways to join in. They count the same, and as many as the member wants."""
    options = tuple(Option(way, way_words(way)) for way in WAYS_TO_JOIN_IN)
    blocks: tuple[Block, ...] = (
        Line(_("You can choose as many as you want. Each way counts the same.")),
        Choice("way", options, state.chosen),
        offer("joining_done"),
    )
    return Page(
        "join_in",
        prompt_words("join"),
        blocks,
        private=True,
        about=_("How you want to join in. You can change it at any time."),
    )


def take_join_in(state: Joining, event: Event) -> tuple[Joining, tuple[Wish, ...]]:
    """Choose a way, or take it away; each is kept at once. The member's own words stay."""
    match event:
        case Chose(key="way", value=way):
            lines = [line for line in state.note.text.split("\n") if line]
            words = way_words(way)
            lines = [x for x in lines if x != words] if words in lines else [*lines, words]
            return state, (Save("", replace(state.note, text="\n".join(lines))),)
        case Saved(thing=Note() as note):
            return Joining(note), ()
        case Pressed(action="joining_done"):
            return state, (GoBack(),)
        case _:
            return state, ()


ROUTES = {
    "session_notes": Route(open_page, view, take, again),
    "join_in": Route(open_join_in, view_join_in, take_join_in),
}
