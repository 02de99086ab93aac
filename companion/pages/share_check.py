"""A gentle word before the preview: what may say who someone is. It stops nobody."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.clues.clue import Clue
from companion.clues.finding import clues_in, without
from companion.domain.shares import Share
from companion.page.blocks import Block, Choice, Fact, Heading, Line, Option, Page, Quote
from companion.page.events import Chose, Event, Pressed
from companion.page.wishes import Go, Save, Tell, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.pages.sharing import keep_for_me, today_of
from companion.plainwords.messages import N_, _
from companion.ports import Ports

ROWS = 3
_MAY_BE = {
    "name": N_("This may name a person"),
    "place": N_("This may name a place"),
    "nhs": N_("This looks like an NHS number"),
    "phone": N_("This looks like a phone number"),
    "email": N_("This looks like an email address"),
    "postcode": N_("This looks like a postcode"),
    "address": N_("This looks like an address"),
    "birth": N_("This looks like a date of birth"),
    "web": N_("This may lead to a person"),
}
_INSTEAD = {
    "name": N_("a name"),
    "place": N_("a place"),
    "nhs": N_("an NHS number"),
    "phone": N_("a phone number"),
    "email": N_("an email address"),
    "postcode": N_("a postcode"),
    "address": N_("an address"),
    "birth": N_("a date of birth"),
    "web": N_("a web address"),
}


class State(Struct, frozen=True):
    """A share and the clues in its words; `kept` are those that stay, by their words."""

    share: Share
    clues: tuple[Clue, ...]
    kept: frozenset[str] = frozenset()
    start: int = 0

    @property
    def found(self) -> tuple[tuple[str, str], ...]:
        """Each clue once: its kind and its words."""
        text = self.share.words
        return tuple(dict.fromkeys((clue.kind, clue.words(text)) for clue in self.clues))

    @property
    def changed(self) -> str:
        """The words without the clues that are not kept."""
        return _without(self.share.words, self.clues, self.kept)


def _without(text: str, clues: Sequence[Clue], kept: frozenset[str]) -> str:
    out = [clue for clue in clues if clue.words(text) not in kept]
    return without(text, out, lambda clue: f"[{_(_INSTEAD[clue.kind])}]")


def told(text: str, today: date) -> list[tuple[str, str]]:
    """What to say of some words: pairs of what it may be and what stands there, each once."""
    pairs = ((clue.kind, clue.words(text)) for clue in clues_in(text, today))
    return [(_(_MAY_BE[kind]), words) for kind, words in dict.fromkeys(pairs)]


def open_page(ports: Ports, go: Go) -> State:
    """Look at the words of a share."""
    share = ports.shares.get(go.arg)
    return State(share, clues_in(share.words, today_of(ports)))


def again(ports: Ports, state: State) -> State:
    """Look anew: the words may be others by now."""
    return open_page(ports, Go("share_check", state.share.id))


def view(state: State) -> Page:
    """What was found, and that it can stay."""
    found: list[Block] = [Fact(_(_MAY_BE[kind]), words) for kind, words in state.found]
    return Page(
        "share_check",
        _("Look at this first"),
        (
            *(found or [Line(_("We found nothing more."))]),
            Line(_("It can stay as it is. You decide.")),
            offer("share_change_clues"),
            offer("share_leave_clues"),
            offer("share_rewrite"),
            offer("keep_for_me"),
        ),
        private=True,
        about=_("What may say who someone is. We looked on this computer only."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Change it, leave it, or keep it."""
    share = state.share
    match event:
        case Pressed(action="share_change_clues"):
            return state, (Go("share_change", share.id),)
        case Pressed(action="share_leave_clues"):
            return state, (Go("share_preview", share.id),)
        case Pressed(action="share_rewrite"):
            return state, (Go("share_words", share.id),)
        case Pressed(action="keep_for_me"):
            return state, keep_for_me(share)
        case _:
            return state, ()


def view_change(state: State) -> Page:
    """Both versions, and what to leave out of the new one."""
    out = [str(at) for at, (_kind, words) in enumerate(state.found) if words not in state.kept]
    shown = range(state.start, min(state.start + ROWS, len(state.found)))
    options = tuple(Option(str(at), state.found[at][1]) for at in shown)
    turn = place(state.start, len(state.found), ROWS)
    blocks: list[Block] = [
        Heading(_("Your words")),
        *_quotes(state.share.words),
        Heading(_("New words")),
        *_quotes(state.changed),
        Line(_("Choose what to leave out:")),
        Choice("clue", options, tuple(out), own=True),
        *([offer("more_clues")] if turn else []),
        offer("use_new_words"),
    ]
    return Page(
        "share_change",
        _("Change it"),
        tuple(blocks),
        place=turn,
        private=True,
        about=_("You see your words and the new words. To keep your words, go back."),
    )


def _quotes(text: str) -> list[Block]:
    return [Quote(line) for line in text.split("\n") if line.strip()]


def take_change(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Leave something out or in; take the new words only when asked."""
    match event:
        case Chose(key="clue", value=value):
            words = state.found[int(value)][1]
            return replace(state, kept=state.kept ^ {words}), ()
        case Pressed(action="more_clues"):
            return replace(state, start=within(state.start + ROWS, len(state.found))), ()
        case Pressed(action="use_new_words"):
            changed = replace(state.share, words=state.changed)
            on = Go("share_preview", state.share.id, after="share_who")
            return state, (Save("", changed), on, Tell(_("These are the new words.")))
        case _:
            return state, ()


ROUTES = {
    "share_check": Route(open_page, view, take, again),
    "share_change": Route(open_page, view_change, take_change),
}
