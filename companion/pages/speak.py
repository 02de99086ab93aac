"""Speak for me: lines that the member marked, fixed lines, and words typed for the room."""

import secrets

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.journal import Entry
from companion.domain.kept import About
from companion.domain.notes import Note
from companion.domain.room import RoomLine, fixed, marked, typed_for_room
from companion.page.blocks import Big, Block, Field, Line, Page, Quote
from companion.page.events import Event, Left, Pressed, Saved, Typed
from companion.page.wishes import (
    DropDraft,
    Go,
    HushRoom,
    KeepDraft,
    Save,
    SayToRoom,
    Tell,
    Wish,
)
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.messages import N_, _
from companion.plainwords.sentences import first_words
from companion.ports import Ports

ROWS = 3  # with all that stands below them, a key for each row
LONGEST = 90  # letters of a line that are shown to choose it by
FIXED = (
    N_("Please wait. I am writing."),
    N_("Please come back to me."),
    N_("Yes."),
    N_("No."),
    N_("I need a break."),
    N_("I am here to listen."),
)


class State(Struct, frozen=True):
    """The lines the room may hear, own ones first, and which are shown (from `start`).

    `text` is typed here and not yet kept as a line; `resumed` says that an earlier run left
    it. `last` is the line that was said last, `logged` the journal's entry where the member keeps
    that they said it; `alone` shows the line alone, for others to read.
    """

    lines: tuple[RoomLine, ...]
    draft_id: str
    start: int = 0
    text: str = ""
    resumed: bool = False
    last: RoomLine | None = None
    logged: str = ""
    alone: bool = False


def open_page(ports: Ports, go: Go) -> State:
    """Read the notes that are marked. "draft ID" goes on with words that were left here."""
    word, _space, draft_id = go.arg.partition(" ")
    drafts = ports.drafts.left_over() if word == "draft" else []
    draft = next((draft for draft in drafts if draft.id == draft_id), None)
    if draft is None:  # each visit has a draft of its own, so that none takes another's place
        return State(_lines(ports), secrets.token_hex(8))
    return State(_lines(ports), draft.id, text=draft.text, resumed=True)


def again(ports: Ports, state: State) -> State:
    """Read the notes anew."""
    lines = _lines(ports)
    return replace(state, lines=lines, start=within(state.start, len(lines)))


def _lines(ports: Ports) -> tuple[RoomLine, ...]:
    notes = sorted(ports.notes.all(), key=lambda note: note.created)
    own = (marked(note) for note in notes if note.aloud and note.text.strip())
    return (*own, *(fixed(_(words)) for words in FIXED))


def view(state: State) -> Page:
    """A few lines at a time, then the place to type. What was said stands on the screen."""
    if state.alone and state.last:
        return _alone(state, state.last)
    shown = state.lines[state.start : state.start + ROWS]
    blocks: list[Block] = [Line(_("The room can hear this."))]
    blocks += [Quote(state.last.words)] if state.last else []
    blocks += [
        offer("say_line", str(number), first_words(line.words, LONGEST))
        for number, line in enumerate(shown, state.start)
    ]
    blocks += [
        offer("more_lines"),
        Field("text", _("Type what to say"), state.text),
        offer("say_typed"),
        offer("stop_room"),
    ]
    if state.last:
        blocks += [_said_it(state), offer("show_words")]
    return Page(
        "speak",
        _("Speak for me"),
        tuple(blocks),
        place=place(state.start, len(state.lines), ROWS),
        private=True,
        about=_("Lines that Companion says for you in a session."),
        begin_at="text" if state.resumed else "",
    )


def _said_it(state: State) -> Block:
    """Once it is logged, the same row leads on to share it."""
    return offer("share_said") if state.logged else offer("said_it")


def _alone(state: State, line: RoomLine) -> Page:
    rows = (offer("say_again"), offer("stop_room"), _said_it(state), offer("all_lines"))
    return Page(
        "speak",
        _("Words to show"),
        (Big(line.words), *rows),
        private=True,
        about=_("Turn the screen to someone. They can read your words."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Say a line; keep what is typed; log that it was said."""
    match event:
        case Pressed(action="say_line", arg=number):
            return _say(state, state.lines[int(number)])
        case Pressed(action="say_typed"):
            return _say_typed(state)
        case Pressed(action="stop_room"):
            return state, (HushRoom(), Tell(_("The voice stopped.")))
        case Pressed(action="more_lines"):
            return replace(state, start=within(state.start + ROWS, len(state.lines))), ()
        case Pressed(action=action) if state.last:
            return _of_last(state, state.last, action)
        case Typed(key="text", text=text):
            return _typed(replace(state, text=text))
        case Saved(thing=Entry() as entry):
            return replace(state, logged=entry.id), ()
        case Saved(draft_id=draft_id) if draft_id == state.draft_id:
            return replace(state, text="", resumed=False), ()
        case Left():
            return state, _left(state)
        case _:
            return state, ()


def _of_last(state: State, last: RoomLine, action: str) -> tuple[State, tuple[Wish, ...]]:
    """What can be done with the line that was said last."""
    match action:
        case "share_said" if state.logged:
            return state, (Go("share_lines", state.logged),)
        case "said_it" if not state.logged:
            told = Tell(_("We keep it in your journal: you said it."))
            return state, (Save("", Entry(said=last.words)), told)
        case "say_again":
            return _say(state, last)
        case "show_words" | "all_lines":
            return replace(state, alone=action == "show_words"), ()
        case _:
            return state, ()


def _say(state: State, line: RoomLine) -> tuple[State, tuple[Wish, ...]]:
    return replace(state, last=line, logged=""), (SayToRoom(line),)


def _say_typed(state: State) -> tuple[State, tuple[Wish, ...]]:
    if not state.text.strip():
        return state, (Tell(_("There is nothing to say yet.")),)
    return _say(state, typed_for_room(state.text))


def _typed(state: State) -> tuple[State, tuple[Wish, ...]]:
    if state.text:
        return state, (KeepDraft(state.draft_id, About("speak"), state.text),)
    return state, (DropDraft(state.draft_id),)


def _left(state: State) -> tuple[Wish, ...]:
    """Words typed for the room become a line of their own, so that they are not lost."""
    if not state.text.strip():
        return ()
    if any(line.words == state.text for line in state.lines):
        return (DropDraft(state.draft_id),)
    note = Note(text=state.text, aloud=True, prompt="say")
    return Save(state.draft_id, note), Tell(_("We keep it in your notes. It is OK to say aloud."))


ROUTES = {"speak": Route(open_page, view, take, again)}
