"""Home: where everything starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from companion.actions import offer
from companion.domain.choices import chosen
from companion.domain.reminding import due
from companion.domain.timeline import next_of, to_come
from companion.page.blocks import Block, Fact, Line, Page
from companion.page.events import Event, Pressed
from companion.page.session_words import headline, reminder_words
from companion.page.wishes import Go, Wish
from companion.pages.go import going
from companion.pages.route import Route
from companion.plainwords.messages import _, n_
from companion.ports import Ports
from companion.problems import Problem

if TYPE_CHECKING:
    from companion.domain.kept import About
    from companion.pages.home_look import Seen

QUIET = "quiet"  # opens home where there was nothing to tell of the words: it reads none


class State(Struct, frozen=True):
    """What the first page tells.

    `next` is the next session in a line; `changed` counts the sessions that changed; `trouble`
    says what is wrong with them. Each may be "" or 0. `seen` is what there is to tell of all
    else; None: nothing, as far as it is known. `reminders` are those that are asked for.
    """

    next: str = ""
    changed: int = 0
    trouble: tuple[str, ...] = ()
    other_open: bool = False
    seen: Seen | None = None
    reminders: tuple[str, ...] = ()


def open_page(ports: Ports, go: Go) -> State:
    """Look at everything that home tells. Home opens whatever is wrong with it."""
    trouble: tuple[str, ...] = ()
    following, changed, seen = "", 0, None
    reminders: tuple[str, ...] = ()
    try:
        following, changed, reminders = _sessions(ports)
    except Problem as problem:
        trouble = (f"{problem.say} {problem.next}",)
    if go.arg != QUIET:
        from companion.pages.home_look import Seen, look  # noqa: PLC0415 - it loads much

        seen = look(ports)
        trouble = tuple(dict.fromkeys((*trouble, *seen.trouble)))  # it may be met more than once
        seen = None if seen == Seen() else seen
    return State(following, changed, trouble, ports.other_open, seen, reminders)


def again(ports: Ports, _state: State) -> State:
    """Look again: the words may be finished now."""
    return open_page(ports, Go("home"))


def _sessions(ports: Ports) -> tuple[str, int, tuple[str, ...]]:
    now = ports.clock.now()
    sessions = to_come(ports.sessions.all(), now)
    found = next_of(sessions, now)
    words = headline(found) if found else ""
    if found and found.example:
        words = _("{session} (an example)").format(session=words)
    reminders = due(sessions, now, chosen(ports.settings, "remind"))
    changed = sum(bool(session.changed) for session in sessions)
    return words, changed, tuple(map(reminder_words, reminders))


def view(state: State) -> Page:
    """What is next, then the menu, in the same order at every visit."""
    blocks: list[Block] = [Line(words) for words in state.trouble]
    seen = state.seen
    if seen and seen.draft:
        blocks.append(Line(_carry_on(seen.draft.about)))
    if state.other_open:
        blocks.append(Line(_("Companion is open in another window too. Both keep your words.")))
    blocks += map(Line, state.reminders)
    blocks.append(Fact(_("Next session"), state.next or _("we do not know yet")))
    blocks.append(Fact(_("News"), _news(state)))
    if seen and seen.charter:
        blocks.append(Line(_("There is a new charter.")))
    blocks += seen.sent if seen else ()
    blocks += [
        offer("open_next_session"),
        offer("open_charter"),
        offer("open_journal"),
        offer("open_speak"),
        offer("open_more"),
    ]
    if seen and seen.draft:
        blocks.append(offer("carry_on"))
    if seen and seen.card:
        blocks.append(offer("use_card"))
    blocks += seen.sent_rows if seen else ()
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
    changed, news = state.changed, state.seen.news if state.seen else 0
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
        case Pressed(action="carry_on") if state.seen and state.seen.draft:
            draft = state.seen.draft
            return state, (Go(draft.about.route, f"draft {draft.id}"),)
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
