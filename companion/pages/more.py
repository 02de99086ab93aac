"""More, and the pages that only tell something: what was missed, and about."""

from msgspec import Struct

from companion import __version__
from companion.actions import offer
from companion.domain.sessions import PlannedSession
from companion.domain.timeline import been, next_of
from companion.page.blocks import Block, Fact, Line, Page
from companion.page.events import Event, Pressed
from companion.page.session_words import headline
from companion.page.wishes import Go, Wish
from companion.pages.go import going
from companion.pages.news import newest_first
from companion.pages.route import Route
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.ports import Ports

CATCH_UP = 5  # lines that are enough for who missed something


def open_more(_ports: Ports, _go: Go) -> None:
    """Nothing is read."""


def view_more(_state: None) -> Page:
    """What is not on the first page."""
    return Page(
        "more",
        _("More"),
        (
            offer("open_notes"),
            offer("open_settings"),
            offer("open_sent"),
            offer("open_news"),
            offer("open_rest"),
        ),
        about=_("What is not on the first page."),
    )


def view_rest(_state: None) -> Page:
    """What is seldom needed."""
    return Page(
        "rest",
        _("Other things"),
        (
            offer("open_missed"),
            offer("open_privacy"),
            offer("open_about"),
            offer("open_community"),
            offer("open_told"),
            offer("open_helps"),
            offer("open_reminders"),
        ),
        about=_("What you need less often."),
    )


def take_more(state: None, event: Event) -> tuple[None, tuple[Wish, ...]]:
    """Open what was chosen."""
    match event:
        case Pressed(action="open_rest"):
            return state, (Go("rest"),)
        case Pressed(action=action):
            return state, going(action)
        case _:
            return state, ()


class Missed(Struct, frozen=True):
    """The last session that has been and the next one, as far as they are known.

    `changed` is the newest thing that changed because people spoke, and `news` the newest news.
    """

    last: PlannedSession | None
    next: PlannedSession | None
    changed: str = ""
    news: str = ""


def open_missed(ports: Ports, _go: Go) -> Missed:
    """Look for both. Nobody's attendance is kept, so nobody is told of it."""
    sessions, now = ports.sessions.all(), ports.clock.now()
    past = [session for session in been(sessions, now) if session.status != "cancelled"]
    told = newest_first(ports.community.published())
    return Missed(
        past[0] if past else None,
        next_of(sessions, now),
        next((one.title for one in told if one.kind == "changed"), ""),
        next((one.title for one in told if one.kind != "changed"), ""),
    )


def view_missed(state: Missed) -> Page:
    """In 5 lines: it is fine, what was, and what comes."""
    blocks: list[Block] = [Line(_("You missed some. That is fine."))]
    if state.last is not None:
        blocks.append(Fact(_("Last session"), headline(state.last)))
    if state.changed:
        blocks.append(Fact(_("What changed"), state.changed))
    if state.news:
        blocks.append(Fact(_("News"), state.news))
    if state.next is not None:
        blocks.append(Fact(_("Next session"), headline(state.next)))
    more = (_("You can come to the next session."), _("Nobody counts how often you come."))
    blocks += map(Line, more[: CATCH_UP - len(blocks)])
    if state.last is not None:
        blocks.append(offer("open_session", state.last.id, _("See the last session")))
    blocks.append(offer("open_told"))
    return Page(
        "missed", _("I missed a session"), tuple(blocks), about=_("For when you missed a session.")
    )


def take_missed(state: Missed, event: Event) -> tuple[Missed, tuple[Wish, ...]]:
    """Open the last session, or what the community tells."""
    match event:
        case Pressed(action="open_told"):
            return state, going("open_told")
        case Pressed(action="open_session", arg=session_id):
            return state, (Go("session", session_id),)
        case _:
            return state, ()


class About(Struct, frozen=True):
    """The charter's version and date, in words."""

    charter: str
    checked: str


def open_about(ports: Ports, _go: Go) -> About:
    """Read which charter this is."""
    pack = ports.content.charter()
    told = _("version {version}, {day}").format(version=pack.version, day=day(pack.date))
    return About(told, pack.checked)


def view_about(state: About) -> Page:
    """What this program is, and what the charter is made from."""
    return Page(
        "about",
        _("About Companion"),
        (
            Line(_("Companion helps you in the Community of Practice in Kent and Medway.")),
            Line(_("It belongs to you. It costs nothing.")),
            Fact(_("Companion"), __version__),
            Fact(_("Charter"), state.charter),
            Line(state.checked),
            Line(_("We made the charter from what people told us.")),
            Line(_("43 people from 9 kinds of work came to 2 sessions.")),
            Line(_("There were 6 workshops and 2 talks with 1 person.")),
        ),
        about=_("What Companion is and who made the charter."),
    )


ROUTES = {
    "more": Route(open_more, view_more, take_more),
    "rest": Route(open_more, view_rest, take_more),
    "missed": Route(open_missed, view_missed, take_missed),
    "about": Route(open_about, view_about),
}
