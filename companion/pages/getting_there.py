"""Getting there: when to leave for a session, and what to take, kept as notes for it."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.getting_there import HOME, MINUTES, PACK, THINGS, TRAVEL, WAYS, times
from companion.domain.notes import Note
from companion.domain.sessions import PlannedSession
from companion.page.blocks import Block, Choice, Fact, Line, Option, Page
from companion.page.events import Chose, Event, Pressed, Saved
from companion.page.session_words import LIKE
from companion.page.wishes import Go, GoBack, Save, Wish
from companion.pages.route import Route
from companion.plainwords.dates import clock, day
from companion.plainwords.messages import N_, _
from companion.ports import Ports

# What stands in the note of each answer, a line for each.
_WAYS = {
    "bus": N_("I go by bus"),
    "train": N_("I go by train"),
    "car": N_("I go by car"),
    "walk": N_("I walk"),
    HOME: N_("I join from home"),
}
_TAKES = {
    "bus": N_("The bus takes {long}."),
    "train": N_("The train takes {long}."),
    "car": N_("The car takes {long}."),
    "walk": N_("The walk takes {long}."),
}
_LONG = {
    15: N_("15 minutes"),
    30: N_("30 minutes"),
    45: N_("45 minutes"),
    60: N_("1 hour"),
    90: N_("1 hour and 30 minutes"),
    120: N_("2 hours"),
}
_THINGS = {
    "card": N_("My card: What helps me"),
    "headphones": N_("Headphones"),
    "hold": N_("Something to hold"),
    "eat": N_("Something to eat and drink"),
    "medicine": N_("My medicine"),
    "phone": N_("My phone"),
}
# The questions: the note each is kept in, its title and its answers.
_PARTS = {
    "way": (TRAVEL, N_("How I go"), {way: _WAYS[way] for way in WAYS}),
    "long": (TRAVEL, N_("How long it takes"), {str(n): _LONG[n] for n in MINUTES}),
    "pack": (PACK, N_("What I take"), {thing: _THINGS[thing] for thing in THINGS}),
}


class State(Struct, frozen=True):
    """A session, and the two notes for it (version 0: not stored yet)."""

    session: PlannedSession
    travel: Note
    pack: Note

    @property
    def way(self) -> str:
        """How the member goes; "" where they did not say."""
        return next(iter(_held(self.travel, "way")), "")

    @property
    def minutes(self) -> int | None:
        """How long it takes; None where nobody said."""
        if self.way == HOME:
            return 0
        return next((int(value) for value in _held(self.travel, "long")), None)


def open_page(ports: Ports, go: Go) -> State:
    """Read what was chosen for a session, by its id."""
    session = ports.sessions.get(go.arg)
    return State(session, _note(ports, go.arg, TRAVEL), _note(ports, go.arg, PACK))


def again(ports: Ports, state: State) -> State:
    """Read it anew."""
    return open_page(ports, Go("getting_there", state.session.id))


def _note(ports: Ports, session: str, prompt: str) -> Note:
    found = (n for n in ports.notes.all() if (n.session, n.prompt) == (session, prompt))
    return next(found, Note(session=session, prompt=prompt))


def _held(note: Note, part: str) -> tuple[str, ...]:
    """The answers of a question that a note names."""
    lines = note.text.split("\n")
    return tuple(value for value, words in _PARTS[part][2].items() if _(words) in lines)


def view(state: State) -> Page:
    """When to leave, what to take, and the three questions; always in this order."""
    like = dict(state.session.like)
    known = [Fact(_(LIKE[name]), like[name]) for name in _KNOWN if name in like]
    things = [line for line in state.pack.text.split("\n") if line.strip()]
    return Page(
        "getting_there",
        _("Getting there"),
        (
            *map(Line, _when(state)),
            *([Fact(_("Take with you"), ", ".join(things))] if things else []),
            *known,
            offer("getting_part", "way", _("How I go")),
            offer("getting_part", "long", _("How long it takes")),
            offer("getting_part", "pack", _("What I take")),
        ),
        private=True,
        about=_("When to leave for this session, and what to take."),
    )


_KNOWN = ("getting_there", "who_meets_you")


def _when(state: State) -> list[str]:
    starts, minutes = state.session.starts, state.minutes
    if not isinstance(starts, datetime):
        return [_("We do not know yet when it starts.")]
    if not state.way or minutes is None:
        return [_("Say how you go and how long it takes. Then we say when to leave.")]
    found = times(starts, minutes)
    start = clock(starts)
    if state.way == HOME:
        there = _("Be at your computer at {time}. It starts at {start}.")
        leave = []
    else:
        there = _("You are there at {time}. It starts at {start}.")
        takes = _(_TAKES[state.way]).format(long=_(_LONG[minutes]))
        leave = [_("Leave at {time}.").format(time=_clock(found.leave, starts)) + f" {takes}"]
    return [
        _("Start to get ready at {time}.").format(time=_clock(found.ready, starts)),
        *leave,
        there.format(time=_clock(found.there, starts), start=start),
    ]


def _clock(moment: datetime, starts: datetime) -> str:
    """A time, with its day where it is not that of the session."""
    if moment.date() == starts.date():
        return clock(moment)
    return _("{time} on {day}").format(time=clock(moment), day=day(moment))


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open a question."""
    match event:
        case Pressed(action="getting_part", arg=part) if part in _PARTS:
            return state, (Go("getting_part", f"{state.session.id} {part}"),)
        case _:
            return state, ()


class Part(Struct, frozen=True):
    """One question (a key of _PARTS), and the note that holds its answer."""

    part: str
    note: Note

    @property
    def several(self) -> bool:
        """Whether more than 1 answer may hold."""
        return self.part == "pack"

    def with_answer(self, value: str) -> Note:
        """The note with an answer more, or less. The member's own lines stay as they are."""
        answers = {key: _(words) for key, words in _PARTS[self.part][2].items()}
        lines = [line for line in self.note.text.split("\n") if line]
        words, held = answers[value], answers[value] in lines
        if self.several:
            lines = [line for line in lines if line != words]
        else:
            lines = [line for line in lines if line not in answers.values()]
        return replace(self.note, text="\n".join(lines if held else [*lines, words]))


def open_part(ports: Ports, go: Go) -> Part:
    """Open a question: "ID PART"."""
    session, _space, part = go.arg.partition(" ")
    return Part(part, _note(ports, session, _PARTS[part][0]))


def part_again(ports: Ports, state: Part) -> Part:
    """Read the note anew: its own page may have changed it."""
    return Part(state.part, _note(ports, state.note.session, state.note.prompt))


def view_part(state: Part) -> Page:
    """The question with its answers."""
    _prompt, title, answers = _PARTS[state.part]
    options = tuple(Option(value, _(words)) for value, words in answers.items())
    blocks: list[Block] = [Choice("answer", options, _held(state.note, state.part))]
    if state.several:
        blocks += [offer("own_things"), offer("joining_done")]
    return Page(
        "getting_part",
        _(title),
        tuple(blocks),
        private=True,
        about=_("Choose an answer. You can change it at any time."),
    )


def take_part(state: Part, event: Event) -> tuple[Part, tuple[Wish, ...]]:
    """Keep the answer at once. Where 1 answer is all, go back."""
    match event:
        case Chose(key="answer", value=value):
            save = Save("", state.with_answer(value))
            return state, (save,) if state.several else (save, GoBack())
        case Saved(thing=Note() as note):
            return replace(state, note=note), ()
        case Pressed(action="own_things"):
            note = state.note
            return state, (Go("note", note.id if note.version else f"for {note.session} {PACK}"),)
        case Pressed(action="joining_done"):
            return state, (GoBack(),)
        case _:
            return state, ()


ROUTES = {
    "getting_there": Route(open_page, view, take, again),
    "getting_part": Route(open_part, view_part, take_part, part_again),
}
