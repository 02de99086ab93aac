"""The hard words of the charter, and what they mean."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.easyread.pack import Pack
from companion.page.blocks import Fact, Line, Page
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports

ROWS = 4


class Words(Struct, frozen=True):
    """All the words of a pack, and which of them are shown (from `start`)."""

    words: tuple[str, ...]
    start: int = 0


def open_page(ports: Ports, _go: Go) -> Words:
    """Read the glossary."""
    return Words(tuple(ports.content.charter().glossary))


def view(state: Words) -> Page:
    """A few words at a time; choosing one shows its meaning."""
    shown = place(state.start, len(state.words), ROWS)
    words = state.words[state.start : state.start + ROWS]
    rows = [offer("word", word, word) for word in words]
    more = [offer("more_words")] if shown else []
    return Page(
        "words",
        _("What words mean"),
        (Line(_("Choose a word.")), *rows, *more),
        place=shown,
        about=_("The hard words of the charter. Choose a word to see what it means."),
    )


def take(state: Words, event: Event) -> tuple[Words, tuple[Wish, ...]]:
    """Show a word, or the next words; after the last come the first."""
    match event:
        case Pressed(action="word", arg=word):
            return state, (Go("word", word),)
        case Pressed(action="more_words"):
            return replace(state, start=within(state.start + ROWS, len(state.words))), ()
        case _:
            return state, ()


class Meanings(Struct, frozen=True):
    """Some words with their meanings."""

    pack: Pack
    words: tuple[str, ...]


def open_word(ports: Ports, go: Go) -> Meanings:
    """Look up one word a line of `go.arg`, below the name of an older version if it is one."""
    old, _gap, words = go.arg.rpartition("\n\n")
    return Meanings(ports.content.charter(old), tuple(words.split("\n")))


def view_word(state: Meanings) -> Page:
    """Each word with its meaning."""
    facts = [Fact(word, state.pack.meaning(word)) for word in state.words]
    return Page(
        "word",
        _("What does it mean?"),
        (*facts, offer("word_list")),
        about=_("What the hard words on the page before mean."),
    )


def take_word(state: Meanings, event: Event) -> tuple[Meanings, tuple[Wish, ...]]:
    """Open the whole list."""
    match event:
        case Pressed(action="word_list"):
            return state, (Go("words"),)
        case _:
            return state, ()


ROUTES = {
    "words": Route(open_page, view, take),
    "word": Route(open_word, view_word, take_word),
}
