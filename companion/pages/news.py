"""News of the community, the newest first. Nothing of it pops up: home has a quiet line."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.page.blocks import Block, Heading, Line, Page
from companion.page.events import Event, Left, Pressed
from companion.page.share_words import day_in
from companion.page.wishes import Go, KeepSettings, Wish
from companion.pages.go import going
from companion.pages.paging import place, within
from companion.pages.route import Route
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.ports import Ports, Settings
from companion.wire.community import Community, News

ROWS = 2
READ = "news_read"  # the setting that says which news the member has opened the page for


class State(Struct, frozen=True):
    """The news, which are shown (from `start`), and the ids of those that are read.

    `kept` are those that were read before.
    """

    news: tuple[News, ...]
    start: int = 0
    read: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[News, ...]:
        """Those that the page shows."""
        return self.news[self.start : self.start + ROWS]


def newest_first(published: Community | None) -> tuple[News, ...]:
    """The community's news."""
    news = published.news if published else ()
    return tuple(sorted(news, key=lambda one: one.day, reverse=True))


def unread(news: Iterable[News], settings: Settings) -> int:
    """How many the member has not opened."""
    read = read_ids(settings)
    return sum(one.id not in read for one in news)


def read_ids(settings: Settings) -> frozenset[str]:
    """The ids of the news that the member has opened."""
    return frozenset(settings.get(READ).split("\n"))


def open_page(ports: Ports, _go: Go) -> State:
    """Read what came last."""
    news = newest_first(ports.community.published())
    read = read_ids(ports.settings)
    return State(news, read=read, kept=read)


def view(state: State) -> Page:
    """A few at a time."""
    blocks: list[Block] = []
    for one in state.shown:
        when = day_in(one.day)
        blocks += [Heading(one.title), *([Line(day(when))] if when else [])]
        blocks += [Line(words) for words in one.words.split("\n") if words.strip()]
    turn = place(state.start, len(state.news), ROWS)
    return Page(
        "news",
        _("News"),
        (
            *(blocks or [Line(_("There is no news yet."))]),
            *([offer("more_news")] if turn else []),
            offer("open_community"),
            offer("open_told"),
        ),
        place=turn,
        about=_("What your community tells everyone."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Show more; what was shown is read."""
    match event:
        case Pressed(action="more_news"):
            start = within(state.start + ROWS, len(state.news))
            return replace(_with_read(state), start=start), ()
        case Pressed(action="open_community" | "open_told" as action):
            return state, going(action)
        case Left():
            return state, _keep(state)
        case _:
            return state, ()


def _with_read(state: State) -> State:
    return replace(state, read=state.read | {one.id for one in state.shown})


def _keep(state: State) -> tuple[Wish, ...]:
    """Keep which were read, of those that are still published."""
    read = sorted({one.id for one in state.news} & _with_read(state).read)
    if set(read) <= state.kept:
        return ()
    return (KeepSettings(((READ, "\n".join(read)),)),)


ROUTES = {"news": Route(open_page, view, take)}
