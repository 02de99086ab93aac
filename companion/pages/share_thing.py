"""A drawing, a photo or a voice that is kept to be shared: look, listen, add words, go on."""

from contextlib import suppress

from msgspec import Struct

from companion.actions import offer
from companion.domain.chosen_files import seconds_of
from companion.domain.shares import Share
from companion.page.blocks import Block, Line, Page, Quote
from companion.page.events import Event, Left, Pressed
from companion.page.file_words import may_tell, what_it_is
from companion.page.share_words import way_words
from companion.page.wishes import ForgetFiles, Go, HushFile, PlayFile, ShowFile, Tell, Wish
from companion.pages.route import Route
from companion.pages.sharing import keep_for_me
from companion.plainwords.messages import _
from companion.ports import Ports
from companion.problems import Problem


class State(Struct, frozen=True):
    """A share with a file. `can_show`: pictures can be shown on this computer.

    `seconds` is how long a voice is; 0 where that is not known.
    """

    share: Share
    can_show: bool
    seconds: float = 0


def open_page(ports: Ports, go: Go) -> State:
    """Open it by its id."""
    share = ports.shares.get(go.arg)
    return State(share, ports.studio().can_show, _seconds(ports, share))


def _seconds(ports: Ports, share: Share) -> float:
    with suppress(Problem):  # a file that cannot be read can still be changed for another
        if share.kind == "voice":
            return sum(seconds_of(ports.attachments.data(file.id)) for file in share.files)
    return 0


def again(ports: Ports, state: State) -> State:
    """Read it anew: it may have words now."""
    return open_page(ports, Go("share_thing", state.share.id))


def view(state: State) -> Page:
    """What it is, and its words."""
    share = state.share
    words = [Quote(line) for line in share.words.split("\n") if line.strip()]
    blocks: list[Block] = [Line(what_it_is(share, file, state.seconds)) for file in share.files]
    blocks += map(Line, may_tell(share))
    blocks += words or [Line(_("You can add words. Then everyone can know what it is."))]
    blocks += rows_of_file(share, can_show=state.can_show)
    blocks += [
        offer("add_words", label=_("Change the words") if words else ""),
        offer("other_file", label=_("Record or choose again") if share.kind == "voice" else ""),
        offer("share_thing_done"),
        offer("keep_for_me"),
    ]
    return Page(
        "share_thing",
        way_words(share.kind),
        tuple(blocks),
        private=True,
        about=_("What you want to share. Nothing leaves yet."),
    )


def rows_of_file(share: Share, *, can_show: bool) -> list[Block]:
    """Rows to hear or to see what is shared."""
    if share.kind == "voice":
        return [offer("hear_file"), offer("hush_file")]
    if can_show:
        return [offer("show_file")]
    return [Line(_("To see it, open your own file."))]


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Hear it, see it, write beside it, choose again, or go on."""
    share = state.share
    match event:
        case Pressed(action="add_words"):
            return state, (Go("share_words", share.id),)
        case Pressed(action="other_file"):
            return state, (Go("share_file", share.id, instead=True),)
        case Pressed(action="share_thing_done"):
            return state, (Go("share_who", share.id),)
        case Pressed(action="keep_for_me"):
            return state, keep_for_me(share)
        case _:
            return state, of_file(share, event)


def of_file(share: Share, event: Event) -> tuple[Wish, ...]:
    """What becomes of the rows of `rows_of_file`."""
    match event:
        case Pressed(action="hear_file"):
            return tuple(map(PlayFile, share.files[:1]))
        case Pressed(action="hush_file"):
            return (HushFile(),)
        case Pressed(action="show_file"):
            told = Tell(_("It opens in another window. Close it when you have seen it."))
            return (*map(ShowFile, share.files[:1]), told)
        case Left():
            return (ForgetFiles(),)
        case _:
            return ()


ROUTES = {"share_thing": Route(open_page, view, take, again)}
