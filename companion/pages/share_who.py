"""Share, step 2 of 3: what happens with it, who can see it, and what it says of the member."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.clues.finding import clues_in
from companion.domain.shares import Share
from companion.domain.supporter import supporter
from companion.domain.timeline import next_of
from companion.page.blocks import Block, Choice, Line, Option, Page
from companion.page.events import Chose, Event, Pressed, Saved
from companion.page.share_words import AUDIENCES, MAKERS, SPEAKERS, facts
from companion.page.wishes import Go, GoBack, Save, Wish
from companion.pages.route import Route
from companion.pages.sharing import (
    Topic,
    about_agenda,
    before_yes,
    keep_for_me,
    known_name,
    said_blocks,
    today_of,
    topic_of,
)
from companion.plainwords.messages import N_, _
from companion.ports import Ports
from companion.wire.contributions import About, AboutKind


class State(Struct, frozen=True):
    """A share as it is stored, what is said before a yes, what it is about, and what comes next.

    `ask`: a supporter is there, so who made this is asked first.
    """

    share: Share
    told: tuple[str, ...]
    topic: Topic
    then: str
    ask: bool


def open_page(ports: Ports, go: Go) -> State:
    """Open a share by its id."""
    share = ports.shares.get(go.arg)
    ask = supporter(ports.settings) != "nobody"
    told, topic = before_yes(ports, share), topic_of(ports, share.about)
    return State(share, told, topic, _after(ports, share), ask)


def _after(ports: Ports, share: Share) -> str:
    """The page that comes after this step: a word before the preview where there is a clue."""
    return "share_check" if clues_in(share.words, today_of(ports)) else "share_preview"


def again(ports: Ports, state: State) -> State:
    """Read it anew."""
    return open_page(ports, Go("share_who", state.share.id))


def view(state: State) -> Page:
    """What everyone is told, then the ways on."""
    return Page(
        "share_who",
        _("Share, step 2 of 3"),
        (
            *map(Line, state.told),
            Line(_("Need help now? Choose Help.")),
            offer("share_on"),
            offer("share_audience"),
            offer("share_name"),
            offer("share_more"),
            offer("keep_for_me"),
        ),
        private=True,
        about=_("Who reads it, and what happens with it. Nothing leaves yet."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Go on, or say more."""
    share = state.share
    match event:
        case Pressed(action="share_on") if state.ask:
            return state, (Go("share_choice", f"{share.id} made on"),)
        case Pressed(action="share_on"):
            return state, (Go(state.then, share.id),)
        case Pressed(action="share_audience"):
            return state, (Go("share_choice", f"{share.id} audience"),)
        case Pressed(action="share_name" | "share_more" as route):
            return state, (Go(route, share.id),)
        case Pressed(action="keep_for_me"):
            return state, keep_for_me(share)
        case _:
            return state, ()


def view_more(state: State) -> Page:
    """What goes along with the words, and rows to change it."""
    return Page(
        "share_more",
        _("Say more"),
        (
            *said_blocks(facts(state.share, state.topic.words)),
            offer("share_about"),
            offer("share_made"),
            offer("share_as"),
            offer("share_more_done"),
        ),
        private=True,
        about=_("What it is about, who made it, and how you speak. You can skip all of it."),
    )


def take_more(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open what was chosen."""
    match event:
        case Pressed(action="share_about" | "share_made" | "share_as" as action):
            return state, (Go("share_choice", f"{state.share.id} {action[6:]}"),)
        case Pressed(action="share_more_done"):
            return state, (GoBack(),)
        case _:
            return state, ()


def more_again(ports: Ports, state: State) -> State:
    """Read it anew."""
    return open_page(ports, Go("share_more", state.share.id))


# What can be chosen: the question, and the words of each answer.
_ABOUT: dict[AboutKind, str] = {
    "general": N_("Something else"),
    "session": N_("The next session"),
    "agenda": N_("An idea for a shaping meeting"),
    "access": N_("This is hard for me"),
}
_CHOICES: dict[str, tuple[str, dict[Any, str]]] = {
    "audience": (N_("Who can see it?"), AUDIENCES),
    "made": (N_("Who made this?"), MAKERS),
    "as": (N_("I speak as"), SPEAKERS),
    "about": (N_("What is it about?"), _ABOUT),
}


class Choosing(Struct, frozen=True):
    """A share, what is chosen of it (a key of _CHOICES), and what each "about" would be.

    `then` is the page that an answer leads on to; "" leads back.
    """

    share: Share
    which: str
    abouts: tuple[About, ...] = ()
    then: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """What holds now."""
        match self.which:
            case "audience":
                return (self.share.audience,)
            case "made":
                return (self.share.made_by,)
            case "as":
                return self.share.speaking_as
            case _:
                return (self.share.about.kind,)

    def with_value(self, value: str) -> Share:
        """The share with another answer."""
        share = self.share
        match self.which:
            case "audience":
                return replace(share, audience=value)
            case "made":
                return replace(share, made_by=value)
            case "as":
                now = set(share.speaking_as) ^ {value}
                return replace(share, speaking_as=tuple(one for one in SPEAKERS if one in now))
            case _:
                return replace(share, about=next(a for a in self.abouts if a.kind == value))


def open_choice(ports: Ports, go: Go) -> Choosing:
    """Open one of the questions: "ID WHICH"; with "on" after it, an answer leads on."""
    share_id, which, on = (*go.arg.split(" "), "")[:3]
    share = ports.shares.get(share_id)
    abouts = _abouts(ports, share) if which == "about" else ()
    return Choosing(share, which, abouts, _after(ports, share) if on else "")


def _abouts(ports: Ports, share: Share) -> tuple[About, ...]:
    """What it can be about; what it is about now is among them."""
    following = next_of(ports.sessions.all(), ports.clock.now())
    found = [About(), about_agenda(ports), About("access")]
    if following is not None:
        found.insert(1, About("session", known_name(ports, following)))
    if share.about.kind in {about.kind for about in found}:
        return tuple(share.about if a.kind == share.about.kind else a for a in found)
    return (share.about, *found)


def view_choice(state: Choosing) -> Page:
    """The question with its answers."""
    question, words = _CHOICES[state.which]
    values = [about.kind for about in state.abouts] if state.which == "about" else list(words)
    options = tuple(Option(value, _about_words(value, words)) for value in values)
    several = state.which == "as"
    blocks: list[Block] = [Choice("answer", options, state.chosen)]
    if several:
        told = _("You can choose as many as you want. You do not have to say.")
        blocks = [Line(told), *blocks, offer("share_choice_done")]
    return Page(
        "share_choice",
        _(question),
        tuple(blocks),
        private=True,
        about=_("Choose an answer. You can change it again in this step."),
    )


def _about_words(value: str, words: dict[Any, str]) -> str:
    if value in words:
        return _(words[value])
    return _("A line of the charter") if value == "charter" else _("Their answer to you")


def take_choice(state: Choosing, event: Event) -> tuple[Choosing, tuple[Wish, ...]]:
    """Keep the answer at once. Where 1 answer is all, go back."""
    match event:
        case Chose(key="answer", value=value):
            on = Go(state.then, state.share.id, after="share_who") if state.then else GoBack()
            more = state.which == "as"
            return state, (Save("", state.with_value(value)), *(() if more else (on,)))
        case Saved(thing=Share() as share):
            return replace(state, share=share), ()
        case Pressed(action="share_choice_done"):
            return state, (GoBack(),)
        case _:
            return state, ()


ROUTES = {
    "share_who": Route(open_page, view, take, again),
    "share_more": Route(open_page, view_more, take_more, more_again),
    "share_choice": Route(open_choice, view_choice, take_choice),
}
