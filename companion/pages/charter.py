"""The charter: its parts, and one part as a text of several pages."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.choices import value_of
from companion.easyread.pack import Pack, Part
from companion.page.blocks import Block, Line, Page, Quote
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Tell, Wish
from companion.pages.route import Route
from companion.plainwords.dates import day
from companion.plainwords.languages import language_note
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
            Line(_("This information is from {day}.").format(day=day(state.pack.date))),
            *(Line(words) for words in language_note(state.pack.language)),
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
    """One part, which of its pages is shown (from 0), and how: "simple", "pictures", "full"."""

    pack: Pack
    part: Part
    at: int = 0
    view: str = "simple"


def open_part(ports: Ports, go: Go) -> Reading:
    """Read one part, from its first page, in the words that the member chose."""
    pack = ports.content.charter()
    view = value_of("charter_view", ports.settings.get("charter_view"))
    return Reading(pack, pack.part(int(go.arg)), view=view)


def view_part(state: Reading) -> Page:
    """One page of the part, with the ways on."""
    return Page(
        "charter_part",
        _("Charter, part {number}: {title}").format(
            number=state.part.number, title=state.part.title
        ),
        (
            *_words(state),
            offer("next_page"),
            offer("page_before"),
            offer("meanings"),
            offer("easy_words" if state.view == "full" else "full_words"),
        ),
        place=(state.at + 1, len(state.part.pages)),
        about=_("This part of the charter. Easy words and full words say the same."),
    )


def _words(state: Reading) -> list[Block]:
    if state.view == "full":
        full = [Line(clause.words, clause.id) for clause in state.part.clauses_of(state.at)]
        return [*full, Line(state.pack.note)]
    said: list[Block] = []
    for line in state.part.pages[state.at]:
        if state.view == "pictures" and line.description:
            said.append(Line(_("Picture: {shows}.").format(shows=line.description), line.clause))
        quote = line.kind == "quote"
        said.append(Quote(line.simple) if quote else Line(line.simple, line.clause))
    return said


def take_part(state: Reading, event: Event) -> tuple[Reading, tuple[Wish, ...]]:
    """Turn the page, show what words mean, or say the same in other words."""
    match event:
        case Pressed(action="next_page"):
            return _turn(state, +1, _("This is the last page."))
        case Pressed(action="page_before"):
            return _turn(state, -1, _("This is the first page."))
        case Pressed(action="meanings"):
            words = _hard_words(state)
            return state, (Go("word", "\n".join(words)) if words else Go("words"),)
        case Pressed(action="full_words"):
            return replace(state, view="full"), ()
        case Pressed(action="easy_words"):
            return replace(state, view="simple"), ()
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
