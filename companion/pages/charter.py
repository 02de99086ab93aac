"""The charter: its parts, and one part as a text of several pages."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.easyread.pack import Pack, Part
from companion.page.blocks import Block, Line, Page, Quote
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Tell, Wish
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports


class Contents(Struct, frozen=True):
    """The parts that can be read."""

    pack: Pack


def open_contents(ports: Ports, _go: Go) -> Contents:
    """Read the pack."""
    return Contents(ports.content.charter())


def view_contents(state: Contents) -> Page:
    """The list of parts."""
    rows = [offer("open_part", str(part.number), _part_name(part)) for part in state.pack.parts]
    return Page(
        "charter",
        _("Charter"),
        (
            Line(_("The charter says what we agreed.")),
            *rows,
            offer("word_list"),
        ),
        about=_("The parts of the charter. Choose a part to read."),
    )


def take_contents(state: Contents, event: Event) -> tuple[Contents, tuple[Wish, ...]]:
    """Open a part, or the list of words."""
    match event:
        case Pressed(action="open_part", arg=number):
            return state, (Go("charter_part", number),)
        case Pressed(action="word_list"):
            return state, (Go("words"),)
        case _:
            return state, ()


def _part_name(part: Part) -> str:
    return _("Part {number}: {title}").format(number=part.number, title=part.title)


class Reading(Struct, frozen=True):
    """One part, and which of its pages is shown (from 0)."""

    pack: Pack
    part: Part
    at: int = 0


def open_part(ports: Ports, go: Go) -> Reading:
    """Read one part, from its first page."""
    pack = ports.content.charter()
    return Reading(pack, pack.part(int(go.arg)))


def view_part(state: Reading) -> Page:
    """One page of the part, with the ways on."""
    lines = state.part.pages[state.at]
    blocks: list[Block] = [
        Quote(line.simple) if line.kind == "quote" else Line(line.simple, line.clause)
        for line in lines
    ]
    blocks += [offer("next_page"), offer("page_before"), offer("meanings")]
    return Page(
        "charter_part",
        _("Charter, part {number}: {title}").format(
            number=state.part.number, title=state.part.title
        ),
        tuple(blocks),
        place=(state.at + 1, len(state.part.pages)),
        about=_("This part of the charter, in easy words."),
    )


def take_part(state: Reading, event: Event) -> tuple[Reading, tuple[Wish, ...]]:
    """Turn the page, or show what words mean."""
    match event:
        case Pressed(action="next_page"):
            return _turn(state, +1, _("This is the last page."))
        case Pressed(action="page_before"):
            return _turn(state, -1, _("This is the first page."))
        case Pressed(action="meanings"):
            words = _hard_words(state)
            return state, (Go("word", "\n".join(words)) if words else Go("words"),)
        case _:
            return state, ()


def _turn(state: Reading, step: int, end: str) -> tuple[Reading, tuple[Wish, ...]]:
    at = state.at + step
    if 0 <= at < len(state.part.pages):
        return replace(state, at=at), ()
    return state, (Tell(end),)


def _hard_words(state: Reading) -> list[str]:
    text = " ".join(line.simple for line in state.part.pages[state.at])
    return list(state.pack.meanings_in(text))


ROUTES = {
    "charter": Route(open_contents, view_contents, take_contents),
    "charter_part": Route(open_part, view_part, take_part),
}
