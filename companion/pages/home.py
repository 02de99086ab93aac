"""Home: where everything starts."""

from msgspec import Struct

from companion.actions import offer
from companion.domain.kept import About, Draft
from companion.domain.timeline import next_of, to_come
from companion.page.blocks import Block, Fact, Line, Page
from companion.page.events import Event, Pressed
from companion.page.session_words import headline
from companion.page.wishes import Go, Wish
from companion.pages.charter import new_charter
from companion.pages.go import going
from companion.pages.news import newest_first, unread
from companion.pages.route import Route
from companion.pages.sent_news import Told, told_of_sent
from companion.plainwords.messages import _, n_
from companion.ports import Ports
from companion.problems import KEY_OUT_OF_REACH, Problem


class State(Struct, frozen=True):
    """What the first page tells.

    `next` is the next session in a line; `changed` counts the sessions that changed;
    `news` counts the news that was not opened; `charter`: a new one came, and was not opened.
    `draft` is text that an earlier run left unfinished; `sent` what there is to say of things
    that were shared; `trouble` says what is wrong with what is kept. Each may be "", 0 or None.
    `card`: a recovery card would put the key back.
    """

    next: str = ""
    changed: int = 0
    news: int = 0
    charter: bool = False
    sent: Told = Told()
    draft: Draft | None = None
    other_open: bool = False
    trouble: tuple[str, ...] = ()
    card: bool = False


def open_page(ports: Ports, _go: Go) -> State:
    """Look at everything that home tells. Home opens whatever is wrong with it."""
    trouble: list[str] = []
    following, changed, news, draft, sent, card = "", 0, 0, None, Told(), False
    charter = False
    try:
        following, changed = _sessions(ports)
    except Problem as problem:
        trouble.append(f"{problem.say} {problem.next}")
    try:
        left = ports.drafts.left_over()
        draft = left[0] if left else None
        trouble += _damage(ports.condition.damaged)
    except Problem as problem:
        trouble.append(f"{problem.say} {problem.next}")
        card = problem.code in KEY_OUT_OF_REACH and ports.recovery.made
    try:
        news = unread(newest_first(ports.community.published()), ports.settings)
        charter = bool(new_charter(ports))
        sent = told_of_sent(ports)
    except Problem as problem:
        trouble.append(f"{problem.say} {problem.next}")
    told = tuple(dict.fromkeys(trouble))  # what is wrong may be met more than once
    return State(following, changed, news, charter, sent, draft, ports.other_open, told, card)


def again(ports: Ports, _state: State) -> State:
    """Look again: the words may be finished now."""
    return open_page(ports, Go("home"))


def _sessions(ports: Ports) -> tuple[str, int]:
    now = ports.clock.now()
    sessions = to_come(ports.sessions.all(), now)
    found = next_of(sessions, now)
    words = headline(found) if found else ""
    if found and found.example:
        words = _("{session} (an example)").format(session=words)
    return words, sum(bool(session.changed) for session in sessions)


def _damage(count: int) -> list[str]:
    if not count:
        return []
    told = n_(
        "We cannot read {n} part of your words.", "We cannot read {n} parts of your words.", count
    )
    return [told.format(n=count) + " " + _("We keep it safe. Ask someone you trust to help.")]


def view(state: State) -> Page:
    """What is next, then the menu, in the same order at every visit."""
    blocks: list[Block] = [Line(words) for words in state.trouble]
    if state.draft:
        blocks.append(Line(_carry_on(state.draft.about)))
    if state.other_open:
        blocks.append(Line(_("Companion is open in another window too. Both keep your words.")))
    blocks.append(Fact(_("Next session"), state.next or _("we do not know yet")))
    blocks.append(Fact(_("News"), _news(state)))
    if state.charter:
        blocks.append(Line(_("There is a new charter.")))
    blocks += state.sent.blocks
    blocks += [
        offer("open_next_session"),
        offer("open_charter"),
        offer("open_journal"),
        offer("open_speak"),
        offer("open_more"),
    ]
    if state.draft:
        blocks.append(offer("carry_on"))
    if state.card:
        blocks.append(offer("use_card"))
    blocks += state.sent.rows
    return Page(
        "home",
        _("Companion"),
        tuple(blocks),
        about=_("This is the first page. Everything starts here."),
    )


def _carry_on(about: About) -> str:
    if about.route == "question":
        return _("You were here: your journal. Carry on?")
    if about.route == "share_words":
        return _("You were here: words to share. Carry on?")
    if about.route == "share_name":
        return _("You were here: a name to share. Carry on?")
    if about.route == "speak":
        return _("You were here: words to say. Carry on?")
    return _("You were here: a note. Carry on?")


def _news(state: State) -> str:
    changed, news = state.changed, state.news
    said = []
    if changed:
        told = n_("{n} session changed", "{n} sessions changed", changed)
        said.append(told.format(n=changed))
    if news:
        said.append(n_("{n} piece of news", "{n} pieces of news", news).format(n=news))
    return ", ".join(said) or _("nothing new")


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Open what was chosen."""
    match event:
        case Pressed(action="carry_on") if state.draft:
            return state, (Go(state.draft.about.route, f"draft {state.draft.id}"),)
        case Pressed(action="use_card"):
            return state, (Go("recover"),)
        case Pressed(action="open_more"):
            return state, (Go("more"),)
        case Pressed(action="open_asked", arg=share_id):
            return state, (Go("share_preview", share_id),)
        case Pressed(action="open_share", arg=share_id):
            return state, (Go("sent_one", share_id),)
        case Pressed(action=action):
            return state, going(action)
        case _:
            return state, ()


ROUTES = {"home": Route(open_page, view, take, again)}
