"""Symbols as an answer: as many as the member wants, and no words needed."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.journal import SYMBOLS, Entry, Question, question_named
from companion.domain.shares import Share
from companion.easyread.pictures import symbol_picture
from companion.page.blocks import Block, Choice, Line, Option, Page
from companion.page.events import Chose, Event, Pressed, Saved
from companion.page.symbol_words import symbol_word, symbol_words
from companion.page.wishes import Go, GoBack, Save, Wish
from companion.pages.journal import entry_or_new
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports

ROWS = 6


def chosen_line(symbols: tuple[str, ...]) -> Line:
    """Which symbols are chosen."""
    words = symbol_words(symbols) or _("nothing yet")
    return Line(_("You chose: {words}.").format(words=words))


class State(Struct, frozen=True):
    """The entry as it is stored (version 0: not yet), and which symbols are shown.

    In its place may be a share; then there is no question.
    """

    thing: Entry | Share
    question: Question = "helped"
    start: int = 0

    @property
    def chosen(self) -> tuple[str, ...]:
        """The symbols of the answer, or of the share."""
        if isinstance(self.thing, Share):
            return self.thing.symbols
        return self.thing.answer(self.question).symbols


def open_share(ports: Ports, go: Go) -> State:
    """Open the symbols of a share by its id."""
    return State(ports.shares.get(go.arg))


def open_page(ports: Ports, go: Go) -> State:
    """Open the symbols of one answer: "ID QUESTION SESSION"."""
    entry_id, question, session = (*go.arg.split(" "), "")[:3]
    return State(entry_or_new(ports, entry_id, session), question_named(question))


def view(state: State) -> Page:
    """A few symbols at a time."""
    shown = SYMBOLS[state.start : state.start + ROWS]
    options = tuple(Option(s, symbol_word(s), symbol_picture(s)) for s in shown)
    blocks: tuple[Block, ...] = (
        chosen_line(state.chosen),
        Choice("symbol", options, state.chosen),
        offer("more_symbols"),
        offer("symbols_done"),
    )
    return Page(
        "share_symbols" if isinstance(state.thing, Share) else "symbols",
        _("Choose pictures"),
        blocks,
        place=place(state.start, len(SYMBOLS), ROWS),
        private=True,
        about=_("Choose as many as you want. Choose again to take it away."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Choose a symbol, or take it away; each is kept at once."""
    match event:
        case Chose(key="symbol", value=symbol):
            return state, (Save("", _with(state, symbol)),)
        case Saved(thing=Entry() | Share() as stored):
            return replace(state, thing=stored), ()
        case Pressed(action="more_symbols"):
            return replace(state, start=within(state.start + ROWS, len(SYMBOLS))), ()
        case Pressed(action="symbols_done") if isinstance(state.thing, Share) and state.chosen:
            return state, (Go("share_who", state.thing.id),)
        case Pressed(action="symbols_done"):
            return state, (GoBack(),)
        case _:
            return state, ()


def _with(state: State, symbol: str) -> Entry | Share:
    chosen = state.chosen
    after = tuple(s for s in chosen if s != symbol) if symbol in chosen else (*chosen, symbol)
    if isinstance(state.thing, Share):
        return replace(state.thing, symbols=after)
    answer = replace(state.thing.answer(state.question), symbols=after)
    return state.thing.answered(state.question, answer)


ROUTES = {
    "symbols": Route(open_page, view, take),
    "share_symbols": Route(open_share, view, take),
}
