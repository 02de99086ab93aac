"""Share from the journal: only the lines that are chosen are copied, and the entry stays."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.journal import Entry
from companion.domain.shares import Share
from companion.page.blocks import Block, Choice, Line, Option, Page
from companion.page.events import Chose, Event, Pressed
from companion.page.symbol_words import symbol_words
from companion.page.wishes import Go, Save, Tell, Wish
from companion.pages.paging import place, within
from companion.pages.route import Route, always
from companion.pages.sharing import known_name, new_share
from companion.plainwords.messages import _
from companion.plainwords.sentences import first_words
from companion.ports import Ports
from companion.wire.contributions import Kind

ROWS = 4
LABEL = 60  # letters of a line that its row shows


class State(Struct, frozen=True):
    """An entry, its lines, and which of them are chosen (by their places).

    `share` is a share about what the entry is about, with nothing in it yet.
    """

    entry: Entry
    share: Share
    chosen: tuple[int, ...] = ()
    start: int = 0

    @property
    def lines(self) -> tuple[str, ...]:
        """Each line of the words, in their order."""
        return tuple(line for line in self.entry.words.split("\n") if line.strip())

    @property
    def symbols(self) -> tuple[str, ...]:
        """The pictures of both answers; they are one line, after all others."""
        entry = self.entry
        return tuple(dict.fromkeys((*entry.helped.symbols, *entry.different.symbols)))

    @property
    def count(self) -> int:
        """How many lines there are to choose from."""
        return len(self.lines) + bool(self.symbols)

    @property
    def copied(self) -> Share:
        """The share with a copy of what is chosen."""
        words = "\n".join(line for at, line in enumerate(self.lines) if at in self.chosen)
        symbols = self.symbols if len(self.lines) in self.chosen else ()
        return replace(self.share, kind=self._kind(words), words=words, symbols=symbols)

    def _kind(self, words: str) -> Kind:
        if not words:
            return "symbols"
        said = self.entry.said.split("\n")
        return "said" if all(line in said for line in words.split("\n")) else "words"


def open_page(ports: Ports, go: Go) -> State:
    """Open an entry by its id."""
    entry = ports.journal.get(go.arg)
    session = next((s for s in ports.sessions.all() if s.id == entry.session), None)
    about = ("session", known_name(ports, session)) if session else ("general", "")
    return State(entry, replace(new_share(*about), entry=entry.id))


def view(state: State) -> Page:
    """A few lines at a time, each to choose."""
    words = [*state.lines, *([symbol_words(state.symbols)] if state.symbols else [])]
    shown = range(state.start, min(state.start + ROWS, len(words)))
    turn = place(state.start, state.count, ROWS)
    options = tuple(Option(str(at), first_words(words[at], LABEL)) for at in shown)
    blocks: list[Block] = [
        Line(_("Choose the lines to share. We copy only these.")),
        Line(_("Your journal stays as it is. Nothing leaves yet.")),
        Choice("line", options, tuple(map(str, state.chosen)), own=True),
        *([offer("more_share_lines")] if turn else []),
        offer("share_chosen"),
    ]
    return Page(
        "share_lines",
        _("Share, step 1 of 3"),
        tuple(blocks),
        place=turn,
        private=True,
        about=_("Choose lines of your journal. Choose again to take a line away."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Choose a line or take it away; then go on with a copy of them."""
    match event:
        case Chose(key="line", value=value):
            at = int(value)
            chosen = set(state.chosen) ^ {at}
            return replace(state, chosen=tuple(sorted(chosen))), ()
        case Pressed(action="more_share_lines"):
            return replace(state, start=within(state.start + ROWS, state.count)), ()
        case Pressed(action="share_chosen") if not state.chosen:
            return state, (Tell(_("Choose a line first, or go back.")),)
        case Pressed(action="share_chosen"):
            other = replace(new_share(state.share.about.kind, state.share.about.id))
            after = replace(state, share=replace(other, entry=state.entry.id))
            return after, (Save("", state.copied), Go("share_who", state.share.id))
        case _:
            return state, ()


ROUTES = {"share_lines": Route(open_page, view, take, locked=always)}
