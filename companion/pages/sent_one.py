"""One thing that was sent, or is kept: its receipt, what became of it, and taking it back."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.parcels import Parcel
from companion.domain.shares import Share
from companion.page.blocks import Block, Line, Page
from companion.page.events import Back, Deleted, Doing, Event, Left, Pressed, Saved, TookBack
from companion.page.share_words import Standing, facts, happened, story
from companion.page.wishes import Delete, Go, GoBack, Save, TakeBack, Tell, Undelete, Wish
from companion.pages.route import Route, always
from companion.pages.share_thing import of_file, rows_of_file
from companion.pages.sharing import (
    days_of,
    given_blocks,
    said_blocks,
    shared_again,
    standing_of,
    topic_of,
)
from companion.plainwords.messages import _
from companion.ports import Ports
from companion.wire import tokens


class State(Struct, frozen=True):
    """A share with all that is known of it, in words too; `deleted` once the copy is.

    `days` has the words of sessions by their ids; `doing` is what is sent or got now.
    `can_show`: pictures can be shown on this computer.
    """

    standing: Standing
    about: str
    days: dict[str, str]
    deleted: bool = False
    can_show: bool = False
    doing: str = ""

    @property
    def share(self) -> Share:
        """The share as it is stored."""
        return self.standing.share


def open_page(ports: Ports, go: Go) -> State:
    """Open one by its id."""
    share = ports.shares.get(go.arg)
    return State(
        standing_of(ports, share),
        topic_of(ports, share.about).words,
        days_of(ports.sessions.all()),
        can_show=bool(share.files) and ports.studio().can_show,
    )


def again(ports: Ports, state: State) -> State:
    """Look how it stands now."""
    return state if state.deleted else open_page(ports, Go("sent_one", state.share.id))


def view(state: State) -> Page:
    """Thanks, and what becomes of it; or what can be done with what is only kept."""
    share = state.share
    title = _("Receipt") if share.sending else _("Kept for you")
    return Page(
        "sent_one",
        title,
        _deleted() if state.deleted else (*_told(state), *_rows(state)),
        private=True,
        about=_("What became of it, with each day. You can take it back."),
    )


def _deleted() -> tuple[Block, ...]:
    return (
        Line(_("You deleted your copy. You can bring it back now.")),
        Line(_("After 30 days it is gone.")),
        offer("undo_delete_share"),
    )


def _told(state: State) -> list[Block]:
    share = state.share
    blocks: list[Block] = []
    if share.sending and not share.taken_back:
        blocks.append(Line(_("Thank you.")))
    blocks += said_blocks(story(state.standing, state.days))
    if share.sending is None:
        blocks += given_blocks(share)
    elif not share.taken_back:
        blocks.append(Line(_("You can take it back.")))
        blocks += [Line(state.doing)] if state.doing else []  # last: nothing moves as it comes
    elif share.entry:
        blocks.append(Line(_("Your own words stay in your journal.")))
    return blocks


def _rows(state: State) -> list[Block]:
    share, trail = state.share, state.standing.trail
    if share.sending is None:
        return [offer("share_carry_on"), offer("delete_share")]
    rows: list[Block] = [offer("read_sent")]
    again = [offer("share_again")] if state.standing.not_taken else []
    if share.taken_back:
        return [*rows, offer("delete_share", label=_("Delete my copy too")), *again]
    rows += [offer("take_back"), offer("print_receipt"), *again]
    if trail is not None and trail.replies:
        rows.append(offer("answer_back"))
    return rows


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Read it, take it back, answer, go on with it, or delete the copy."""
    share = state.share
    match event:
        case Pressed(action="delete_share"):
            return state, (Delete(share),)
        case Pressed(action="undo_delete_share"):
            return state, (Undelete(share), Tell(_("Your copy is back.")))
        case Pressed(action="share_again"):
            anew = shared_again(share)
            return state, (Save("", anew), Go("share_who", anew.id, after="sent"))
        case Pressed(action=action):
            return state, _to(share, action)
        case Deleted() | Back():
            return replace(state, deleted=isinstance(event, Deleted)), ()
        case Saved(thing=Share() as stored):
            return replace(state, standing=replace(state.standing, share=stored)), ()
        case Doing(words=doing):
            return replace(state, doing=doing), ()
        case Left() if not state.deleted:
            return state, _seen(state.standing)
        case _:
            return state, ()


def _to(share: Share, action: str) -> tuple[Wish, ...]:
    """The page that an action opens."""
    if action == "answer_back" and share.sending:
        return (Go("share", f"answer {tokens.trail_of(share.sending.id)}"),)
    pages = {
        "read_sent": "sent_words",
        "take_back": "take_back",
        "print_receipt": "print_receipt",
        "share_carry_on": "share_who",
    }
    return (Go(pages[action], share.id),) if action in pages else ()


def _seen(standing: Standing) -> tuple[Wish, ...]:
    """The member has seen what happened up to now."""
    if not standing.news or standing.trail is None:
        return ()
    return (Save("", replace(standing.share, seen=happened(standing.trail))),)


def view_words(state: State) -> Page:
    """What was sent, and what went along with it."""
    return Page(
        "sent_words",
        _("What you sent"),
        (
            *given_blocks(state.share),
            *said_blocks(facts(state.share, state.about)),
            *(rows_of_file(state.share, can_show=state.can_show) if state.share.files else ()),
        ),
        private=True,
        about=_("The words that you sent, and what went along with them."),
    )


def take_words(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Hear or see what was sent."""
    return state, of_file(state.share, event) if state.share.files else ()


class Taking(Struct, frozen=True):
    """A share to be taken back; `done` once it is, with how it stands then."""

    standing: Standing
    done: bool = False


def open_taking(ports: Ports, go: Go) -> Taking:
    """Open the one confirmation."""
    share = ports.shares.get(go.arg)
    return Taking(standing_of(ports, share), done=share.taken_back is not None)


def taking_again(ports: Ports, state: Taking) -> Taking:
    """Look how it stands now."""
    return open_taking(ports, Go("take_back", state.standing.share.id))


def view_taking(state: Taking) -> Page:
    """One question, and no reason asked."""
    share = state.standing.share
    if state.done:
        blocks: tuple[Block, ...] = (
            *said_blocks(story(state.standing, {})),
            Line(
                _("Your own words stay in your journal.")
                if share.entry
                else _("Your own copy stays here.")
            ),
            offer("take_back_done"),
        )
    else:
        blocks = (
            *given_blocks(share),
            Line(_("You need no reason.")),
            *_who_lost(state.standing),
            offer("take_back_yes"),
            offer("take_back_no"),
        )
    return Page(
        "take_back",
        _("Take it back"),
        blocks,
        private=True,
        about=_("Take back what you sent. Nobody asks you why."),
    )


def _who_lost(standing: Standing) -> list[Block]:
    if standing.parcel is not None and not standing.parcel.left:
        return [Line(_("It has not left this computer."))]
    return [Line(_("They lose it. People who read it may remember it."))]


def take_taking(state: Taking, event: Event) -> tuple[Taking, tuple[Wish, ...]]:
    """Take it back at once, or not."""
    share = state.standing.share
    match event:
        case Pressed(action="take_back_yes") if not state.done:
            return state, (TakeBack(share),)
        case TookBack(share=stored):
            after = replace(state.standing, share=stored, parcel=_after(state.standing, event))
            return Taking(after, done=True), ()
        case Pressed(action="take_back_done"):
            return state, (Go("sent", after="home"),)
        case Pressed(action="take_back_no"):
            return state, (GoBack(),)
        case _:
            return state, ()


def _after(standing: Standing, told: TookBack) -> Parcel | None:
    """The parcel as it is once it was taken back."""
    if standing.parcel is None:
        return None
    return replace(standing.parcel, state="taking-back" if told.left else "never-left")


ROUTES = {
    "sent_one": Route(open_page, view, take, again),
    "sent_words": Route(open_page, view_words, take_words, locked=always),
    "take_back": Route(open_taking, view_taking, take_taking, taking_again),
}
