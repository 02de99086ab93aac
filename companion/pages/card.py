"""The recovery card: making one, and opening everything with it."""

import re

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.easyread.lexicon import card_words
from companion.page.blocks import Block, Fact, Field, Line, Page
from companion.page.events import CardMade, Event, FileMade, Pressed, Typed, Unlocked
from companion.page.wishes import Go, GoBack, KeepSettings, MakeCard, MakeFile, Tell, UseCard, Wish
from companion.pages.route import Route, always
from companion.plainwords.messages import _
from companion.ports import Ports, RecoveryCard, Settings

HOW_MANY = 8  # words on a card


def offers_card(recovery: RecoveryCard, settings: Settings) -> bool:
    """Whether a card may be offered: there is none, and the member did not say no."""
    return settings.get("card_offer") != "no" and not recovery.made


class State(Struct, frozen=True):
    """`made`: there was a card before. `offered`: the member may say no to the offer.

    `words` are those of the card that was made here. `asking` is true while it is asked
    whether they may go into a file.
    """

    made: bool
    offered: bool
    words: tuple[str, ...] = ()
    asking: bool = False


def open_page(ports: Ports, _go: Go) -> State:
    """Look whether there is a card."""
    return State(ports.recovery.made, offers_card(ports.recovery, ports.settings))


def view(state: State) -> Page:
    """What a card is; then its words; then the question before they go into a file."""
    if not state.words:
        said = _before(state)
    elif state.asking:
        said = _of_file()
    else:
        said = _made(state.words)
    return Page(
        "card",
        _("My recovery card"),
        tuple(said),
        private=True,
        about=_("8 words that open everything of yours here."),
        secret=True,
    )


def _before(state: State) -> list[Block]:
    said: list[Block] = [
        Line(_("A recovery card is 8 words on paper.")),
        Line(_("It opens your words when you lose your lock or the key.")),
        Line(_("Who has the card can open everything. Keep it in a safe place.")),
    ]
    if state.made:
        said.append(Line(_("You have a card. It will not work when you make a new one.")))
    said.append(offer("make_card_now"))
    return [*said, offer("no_card")] if state.offered else said


def card_facts(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words, each with its number in words."""
    return [(_("Word {n}").format(n=n), word) for n, word in enumerate(words, 1)]


def _made(words: tuple[str, ...]) -> list[Block]:
    return [
        Line(_("Write these 8 words on paper now. We show them only here.")),
        *(Fact(name, word) for name, word in card_facts(words)),
        offer("card_done"),
        offer("card_file"),
    ]


def _of_file() -> list[Block]:
    return [
        Line(_("The file will hold the 8 words. They are not in secret code.")),
        Line(_("Who has the file can open everything of yours.")),
        Line(_("Print it. Then delete the file.")),
        offer("card_file_yes"),
        offer("card_file_no"),
    ]


def _file_text(words: tuple[str, ...]) -> str:
    lines = [
        _("My recovery card"),
        "",
        *(f"{name}: {word}" for name, word in card_facts(words)),
        "",
        _("Who has the card can open everything. Keep it in a safe place."),
        _("To open everything with it, type: companion recover"),
    ]
    return "".join(f"{line}\n" for line in lines)


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Make it, or say no; keep it as a file after a yes."""
    match event:
        case Pressed(action="make_card_now"):
            return state, (MakeCard(),)
        case CardMade(words=words):
            return replace(state, words=words), ()
        case Pressed(action="no_card"):
            no = KeepSettings((("card_offer", "no"),))
            return state, (no, GoBack(), Tell(_("You can make a card in Settings at any time.")))
        case Pressed(action="card_done"):
            return state, (GoBack(), Tell(_("Your card works now. Keep it in a safe place.")))
        case Pressed(action="card_file" | "card_file_no" as action):
            return replace(state, asking=action == "card_file"), ()
        case Pressed(action="card_file_yes"):
            return state, (MakeFile(_file_text(state.words)),)
        case FileMade(place=place):
            told = _("The file is ready: {path}.").format(path=place)
            return replace(state, asking=False), (Tell(told),)
        case _:
            return state, ()


class Typing(Struct, frozen=True):
    """The words of a card, as they are typed."""

    words: str = ""
    hidden: bool = False


def open_typing(_ports: Ports, _go: Go) -> Typing:
    """Begin with no words."""
    return Typing()


def view_typing(state: Typing) -> Page:
    """A place for the words, and a row that tries them."""
    return Page(
        "recover",
        _("I have my card"),
        (
            Line(_("Type the 8 words of your card. Capital letters do not matter.")),
            Line(_("They open everything. Then your lock is off.")),
            Field("words", _("The 8 words"), state.words, state.hidden),
            offer("try_card"),
            offer("show_typed" if state.hidden else "hide_typed"),
        ),
        private=True,
        about=_("Your recovery card opens everything. You can try as often as you want."),
        secret=True,
    )


def take_typing(state: Typing, event: Event) -> tuple[Typing, tuple[Wish, ...]]:
    """Try the words."""
    match event:
        case Typed(key="words", text=text):
            return replace(state, words=text), ()
        case Pressed(action="show_typed" | "hide_typed" as action):
            return replace(state, hidden=action == "hide_typed"), ()
        case Pressed(action="try_card"):
            typed = card_typed(state.words)
            if trouble := card_trouble(typed):
                return state, (Tell(trouble),)
            return state, (UseCard(" ".join(typed)),)
        case Unlocked(right=True):
            told = _("Your words are open. There is no lock now. You can set a new one.")
            return Typing(), (Go("lock", after="home"), Tell(told))
        case Unlocked():
            return state, (Tell(_("These are not the words of your card. Look at each word.")),)
        case _:
            return state, ()


def card_typed(text: str) -> list[str]:
    """The words in what was typed or pasted, also with the names that stand on a card."""
    name = re.escape(_("Word {n}")).replace(re.escape("{n}"), r"\d+")
    return re.findall(r"[^\W\d_]+", re.sub(name, " ", text, flags=re.IGNORECASE).casefold())


def card_trouble(typed: list[str]) -> str:
    """What keeps words from being those of any card, as a sentence; "" where nothing does."""
    if len(typed) != HOW_MANY:
        return _("A card has 8 words. You typed {n}.").format(n=len(typed))
    known = frozenset(card_words())
    strange = [str(n) for n, word in enumerate(typed, 1) if word not in known]
    if not strange:
        return ""
    return _("No card has this word. Look at word {numbers}.").format(numbers=", ".join(strange))


ROUTES = {
    "card": Route(open_page, view, take, locked=always),
    "recover": Route(open_typing, view_typing, take_typing),
}
