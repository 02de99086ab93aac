"""Share, step 3 of 3: the very bytes that would leave, and the choice to send, wait or keep.

The bytes are made when the page opens. What is shown is what is sent.
"""

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.choices import chosen
from companion.domain.shares import Sending, Share, ready
from companion.page.blocks import Block, Line, Page, Quote
from companion.page.events import Event, Pressed, Saved
from companion.page.file_words import may_tell
from companion.page.share_words import facts
from companion.page.wishes import Go, GoHome, Save, Send, Tell, Wish
from companion.pages.route import Route
from companion.pages.sharing import (
    Topic,
    consent_of,
    given_blocks,
    keep_for_me,
    said_blocks,
    today_of,
    tomorrow_words,
    topic_of,
)
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.ports import Ports
from companion.problems import Problem
from companion.wire.contributions import LARGEST
from companion.wire.files import LARGEST as LARGEST_FILE


class State(Struct, frozen=True):
    """A share as it is stored, and as it would be after a yes; `body` is what would leave.

    `gone`: it was sent, or taken back, before. `all`: every letter of the body is shown.
    `pictures`: the pictures stand beside their words.
    """

    share: Share
    prepared: Share
    body: bytes
    topic: Topic
    today: date
    connected: bool
    largest: int = LARGEST
    largest_file: int = LARGEST_FILE
    gone: bool = False
    all: bool = False
    pictures: bool = False

    @property
    def too_large(self) -> bool:
        """Whether the community would not take it."""
        return len(self.body) > self.largest or self.file_too_large

    @property
    def file_too_large(self) -> bool:
        """Whether it is its drawing, photo or voice that the community would not take."""
        return any(file.size > self.largest_file for file in self.share.files)


def open_page(ports: Ports, go: Go) -> State:
    """Make ready what would leave."""
    share, today = ports.shares.get(go.arg), today_of(ports)
    prepared, body = ready(share, consent_of(ports), today)
    published = ports.community.published()
    return State(
        share,
        prepared,
        body,
        topic_of(ports, share.about),
        today,
        connected=ports.community.connection() is not None,
        largest=published.limits.contribution if published else LARGEST,
        largest_file=published.limits.file if published else LARGEST_FILE,
        gone=share.sending is not None,
        pictures=chosen(ports.settings, "charter_view") == "pictures",
    )


def again(ports: Ports, state: State) -> State:
    """Make it ready anew: something may be different now."""
    return open_page(ports, Go("share_preview", state.share.id))


def view(state: State) -> Page:
    """What will leave, then the choices. Keeping it comes first."""
    return Page(
        "share_preview",
        _("Share, step 3 of 3"),
        _sent(state) if state.gone else (*_shown(state), *_told(state), *_rows(state)),
        private=True,
        about=_("You see what leaves. It leaves only after your yes."),
    )


def _sent(state: State) -> tuple[Block, ...]:
    return (Line(_("You sent this.")), offer("open_share", state.share.id, _("See it")))


def _shown(state: State) -> list[Block]:
    said: list[Block] = [Line(_("This will leave your computer:"))]
    if state.all:
        return [*said, *letters(state.body)]
    return [
        *said,
        *given_blocks(state.share, pictures=state.pictures),
        *said_blocks(facts(state.share, state.topic.words)),
        *map(Line, state.topic.told),
    ]


def letters(body: bytes) -> list[Block]:
    """Every letter of what would leave, a line each. They are made so that all can be shown."""
    return [Quote(line, exact=True) for line in body.decode().split("\n")]


def _told(state: State) -> list[Block]:
    said = [_("People may still guess who you are.")] if not state.share.name else []
    said += may_tell(state.share)
    said.append(_("You can take it back. People who read it may remember it."))
    said.append(_("You do not have to share."))
    if state.file_too_large:
        said.append(_("It is too large to send. Choose a smaller file first."))
    elif state.too_large:
        said.append(_("It is too long to send. Make it shorter first."))
    elif not state.connected:
        said.append(f"{Problem('not_connected').say} " + _("We keep it for you."))
    return [Line(words) for words in said]


def _rows(state: State) -> list[Block]:
    tomorrow = tomorrow_words(state.today + timedelta(days=1))
    rows: list[Block] = [offer("keep_for_me"), offer("ask_tomorrow", label=tomorrow)]
    if not state.too_large:
        rows.append(offer("send_now" if state.connected else "open_connect"))
    rows.append(offer("share_change_it"))
    rows.append(offer("share_in_short" if state.all else "share_all_letters"))
    return rows


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Keep it, ask tomorrow, send it, or change it."""
    share = state.share
    match event:
        case Pressed(action="open_share", arg=share_id):
            return state, (Go("sent_one", share_id),)
        case Pressed() if state.gone:
            return state, ()
        case Pressed(action="keep_for_me"):
            return state, keep_for_me(share)
        case Pressed(action="ask_tomorrow"):
            return state, _ask_tomorrow(state)
        case Pressed(action="send_now") if state.connected and not state.too_large:
            return state, (Send(share.id, state.prepared, state.body),)
        case Saved(thing=Share(sending=Sending()) as sent):
            return replace(state, gone=True), (Go("sent_one", sent.id, after="home"),)
        case Pressed(action="open_connect"):
            return state, (Go("connect"),)
        case Pressed(action="share_change_it"):
            return state, (Go(_to_change(share), share.id),)
        case Pressed(action="share_all_letters" | "share_in_short" as action):
            return replace(state, all=action == "share_all_letters"), ()
        case _:
            return state, ()


def _to_change(share: Share) -> str:
    """The page where the share began."""
    if share.files:
        return "share_thing"
    if share.words or share.kind == "words":
        return "share_words"
    return "share_symbols" if share.symbols else "share_more"


def _ask_tomorrow(state: State) -> tuple[Wish, ...]:
    tomorrow = state.today + timedelta(days=1)
    told = _("Saved on this computer. We ask you on {day}.").format(day=day(tomorrow))
    return Save("", replace(state.share, ask_on=tomorrow)), GoHome(), Tell(told)


ROUTES = {"share_preview": Route(open_page, view, take, again)}
