"""Things I sent: what was sent, and what is kept to be sent, the newest first."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.shares import Share
from companion.page.blocks import Block, Line, Page
from companion.page.events import Event, Pressed
from companion.page.share_words import Standing, state_words, summary
from companion.page.symbol_words import symbol_words
from companion.page.wishes import Go, Wish
from companion.pages.go import going
from companion.pages.paging import place, within
from companion.pages.route import Route, always
from companion.pages.sharing import standing_of
from companion.plainwords.messages import _, n_
from companion.ports import Ports

ROWS = 2


class State(Struct, frozen=True):
    """Every share that the member would miss, and which are shown (from `start`)."""

    shares: tuple[Standing, ...]
    start: int = 0

    @property
    def newest(self) -> Share | None:
        """The one that was sent last and is not taken back."""
        sent = (one.share for one in self.shares)
        return next((share for share in sent if share.sending and not share.taken_back), None)


def open_page(ports: Ports, _go: Go) -> State:
    """Read them all."""
    return State(tuple(standing_of(ports, share) for share in own(ports.shares.all())))


def own(shares: list[Share]) -> list[Share]:
    """Those that the member would miss, the newest first."""
    return sorted((s for s in shares if s.own), key=lambda share: share.created, reverse=True)


def again(ports: Ports, state: State) -> State:
    """Read them anew, at the same place."""
    fresh = open_page(ports, Go("sent"))
    return replace(fresh, start=within(state.start, len(fresh.shares)))


def view(state: State) -> Page:
    """A few at a time, with how each stands; then taking back, and sharing more."""
    shown = state.shares[state.start : state.start + ROWS]
    blocks: list[Block] = [Line(_count(len(state.shares)))]
    blocks += [offer("open_share", one.share.id, row_words(one)) for one in shown]
    turn = place(state.start, len(state.shares), ROWS)
    blocks += [offer("more_shares")] if turn else []
    if newest := state.newest:
        words = summary(newest, symbol_words(newest.symbols))
        label = _("Take back: {words}").format(words=words)
        blocks.append(offer("take_back", newest.id, label))
    blocks.append(offer("new_share"))
    return Page(
        "sent",
        _("Things I sent"),
        tuple(blocks),
        place=turn,
        private=True,
        about=_("What you sent, and what became of it. You can take it back."),
    )


def row_words(one: Standing) -> str:
    """One of them in a row: how it begins and how it stands."""
    words = summary(one.share, symbol_words(one.share.symbols))
    told = f"{words.removesuffix('.')}: {state_words(one)}"
    return _("{words}, something is new").format(words=told) if one.news else told


def _count(count: int) -> str:
    if not count:
        return _("You sent nothing yet. That is fine.")
    return n_("There is {n} thing here.", "There are {n} things here.", count).format(n=count)


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open one, show more, take back, or share something."""
    match event:
        case Pressed(action="open_share", arg=share_id):
            return state, (Go("sent_one", share_id),)
        case Pressed(action="more_shares"):
            return replace(state, start=within(state.start + ROWS, len(state.shares))), ()
        case Pressed(action="take_back", arg=share_id):
            return state, (Go("take_back", share_id),)
        case Pressed(action="new_share" as action):
            return state, going(action)
        case _:
            return state, ()


ROUTES = {"sent": Route(open_page, view, take, again, locked=always)}
