"""A receipt as a file to print, after a yes."""

from msgspec import Struct

from companion.actions import offer
from companion.page import wording
from companion.page.blocks import Line, Page
from companion.page.events import Event, FileMade, Pressed
from companion.page.share_words import facts, story
from companion.page.wishes import Go, GoBack, MakeFile, Tell, Wish
from companion.pages.route import Route
from companion.pages.sharing import days_of, given_blocks, said_blocks, standing_of, topic_of
from companion.plainwords.messages import _
from companion.ports import Ports


class State(Struct, frozen=True):
    """The words of the file."""

    text: str


def open_page(ports: Ports, go: Go) -> State:
    """Write the receipt of a share by its id."""
    share = ports.shares.get(go.arg)
    standing = standing_of(ports, share)
    blocks = [
        *said_blocks(story(standing, days_of(ports.sessions.all()))),
        *given_blocks(share),
        *said_blocks(facts(share, topic_of(ports, share.about).words)),
    ]
    lines = [_("Receipt"), "", *(line for block in blocks for line in wording.lines(block))]
    return State("".join(f"{line}\n" for line in lines))


def view(_state: State) -> Page:
    """The question before the file is made."""
    return Page(
        "print_receipt",
        _("Print the receipt"),
        (
            Line(_("We make a file to print.")),
            Line(_("Your words are in it. Anyone who opens it can read them.")),
            offer("receipt_file_yes"),
            offer("receipt_file_no"),
        ),
        about=_("A file with your receipt, to print or to show."),
    )


def take(state: State, event: Event) -> tuple[State, tuple[Wish, ...]]:
    """Make it after the yes."""
    match event:
        case Pressed(action="receipt_file_yes"):
            return state, (MakeFile(state.text),)
        case FileMade(place=made):
            told = _("The file is ready: {path}.").format(path=wording.one_line(made))
            return state, (GoBack(), Tell(told))
        case Pressed(action="receipt_file_no"):
            return state, (GoBack(),)
        case _:
            return state, ()


ROUTES = {"print_receipt": Route(open_page, view, take)}
