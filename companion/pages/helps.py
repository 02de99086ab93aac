"""What helps me: a card of what the member needs in a session, and what to do."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.notes import HELPS, Note, card_of, last_checked, need_of, wants_check
from companion.page import wording
from companion.page.blocks import Block, Fact, Line, Page
from companion.page.events import Event, FileMade, Pressed, Saved
from companion.page.wishes import Go, MakeFile, Save, Tell, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.characters import shown
from companion.plainwords.dates import day_here
from companion.plainwords.messages import _
from companion.plainwords.sentences import first_words
from companion.ports import Ports

ROWS = 3
LONGEST = 70  # letters of a row; all of it stands in the file and behind the row
NEW_PART = f"for  {HELPS}"  # what the page of a note opens a new part with


class State(Struct, frozen=True):
    """The parts of the card, and which are shown (from `start`).

    `old`: a part was not looked at for a year. `asking` is true while it is asked whether the
    words may go into a file.
    """

    card: tuple[Note, ...]
    old: bool = False
    start: int = 0
    asking: bool = False

    @property
    def checked(self) -> datetime | None:
        """When the part that waits longest was last looked at."""
        return last_checked(self.card)


def open_page(ports: Ports, _go: Go) -> State:
    """Read the card."""
    card = card_of(ports.notes.all())
    return State(card, wants_check(card, ports.clock.now()))


def again(ports: Ports, state: State) -> State:
    """Read it anew, at the same place."""
    found = open_page(ports, Go("helps"))
    return replace(found, start=within(state.start, len(found.card)))


def view(state: State) -> Page:
    """A few parts at a time; what can be done with the whole card comes after them."""
    shown_place = place(state.start, len(state.card), ROWS)
    return Page(
        "helps",
        _("What helps me"),
        tuple(_of_file() if state.asking else _rows(state, more=bool(shown_place))),
        place=None if state.asking else shown_place,
        private=True,
        about=_("A card: what you need in a session, and what to do."),
    )


def _rows(state: State, *, more: bool) -> list[Block]:
    if state.checked is None:
        return [
            Line(_("A card says what you need in a session, and what to do.")),
            Line(_("It is for you. You choose who sees it.")),
            offer("new_help"),
        ]
    blocks: list[Block] = [Fact(_("Last checked"), day_here(state.checked))]
    if state.old:
        blocks.append(Line(_("Is it still right? You do not have to look.")))
    blocks.append(offer("new_help"))
    blocks += [
        offer("open_note", note.id, in_a_row(note) or _("Empty note"))
        for note in state.card[state.start : state.start + ROWS]
    ]
    blocks += [offer("more_notes", label=_("Show more"))] if more else []
    blocks += [offer("print_helps"), offer("share_helps")]
    return [*blocks, offer("still_right")] if state.old else blocks


def in_a_row(note: Note) -> str:
    """A part of the card on one line: "Loud sound: turn it down"."""
    need, to_do = need_of(note)
    between = " " if need.rstrip().endswith((".", "!", "?", ":")) or not to_do else ": "
    return first_words(f"{need.rstrip()}{between}{to_do}", LONGEST)


def _of_file() -> list[Block]:
    return [
        Line(_("We make a file to print.")),
        Line(_("Your words are in it. Anyone who opens it can read them.")),
        offer("helps_file_yes"),
        offer("helps_file_no"),
    ]


def card_text(card: tuple[Note, ...]) -> str:
    """The member's words of the whole card, a part after the other."""
    return "\n\n".join(note.text.strip("\n") for note in card if note.text.strip())


def _file_text(state: State) -> str:
    checked = [] if state.checked is None else [(_("Last checked"), day_here(state.checked))]
    facts = (f"{name}: {words}" for name, words in checked)
    return "\n".join([_("What helps me"), "", shown(card_text(state.card)), "", *facts, ""])


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open a part or a new one; check, share or print the whole card."""
    match event:
        case Pressed(action="new_help"):
            return state, (Go("note", NEW_PART),)
        case Pressed(action="open_note", arg=note_id):
            return state, (Go("note", note_id),)
        case Pressed(action="more_notes"):
            return replace(state, start=within(state.start + ROWS, len(state.card))), ()
        case Pressed(action="share_helps"):
            return state, (Go("share_words", HELPS),)
        case Pressed(action="still_right"):
            told = Tell(_("Thank you. We wrote down that it is right now."))
            return replace(state, old=False), (*(Save("", note) for note in state.card), told)
        case Saved(thing=Note() as stored):
            card = tuple(stored if one.id == stored.id else one for one in state.card)
            return replace(state, card=card), ()
        case Pressed(action="print_helps" | "helps_file_no" as action):
            return replace(state, asking=action == "print_helps"), ()
        case Pressed(action="helps_file_yes"):
            return state, (MakeFile(_file_text(state)),)
        case FileMade(place=made):
            told = Tell(_("The file is ready: {path}.").format(path=wording.one_line(made)))
            return replace(state, asking=False), (told,)
        case _:
            return state, ()


ROUTES = {"helps": Route(open_page, view, take, again)}
