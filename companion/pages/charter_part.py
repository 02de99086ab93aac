"""One part of the charter: a page at a time, or a sentence at a time to read together."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.choices import chosen
from companion.easyread import pack as packs
from companion.easyread.pack import Pack, Part
from companion.page import wording
from companion.page.blocks import Block, Line, Page, Picture, Quote
from companion.page.events import Event, Pressed
from companion.page.wishes import Go, Tell, Wish
from companion.pages.route import Route
from companion.plainwords.messages import _
from companion.ports import Ports


class Reading(Struct, frozen=True):
    """One part and where the reader is: `at` counts its easy lines from 0.

    `full` shows the full words, `pictures` the pictures of the easy ones. `one` shows a
    sentence at a time, `other` the same in other easy words, where the pack has them.
    `old` names an older version.
    """

    pack: Pack
    part: Part
    at: int = 0
    full: bool = False
    pictures: bool = False
    one: bool = False
    other: bool = False
    old: str = ""

    @property
    def page(self) -> int:
        """Which page of the part the line is on, from 0."""
        return bisect_right(self.part.starts, self.at) - 1

    @property
    def stops(self) -> Sequence[int]:
        """The easy lines that can be turned to: each one, or the first of each page."""
        return range(len(self.part.lines)) if self.one else self.part.starts

    @property
    def stop(self) -> int:
        """Which of the stops is shown, from 0."""
        return self.at if self.one else self.page

    @property
    def lines(self) -> tuple[packs.Line, ...]:
        """The easy lines that are shown."""
        return (self.part.lines[self.at],) if self.one else self.part.pages[self.page]


def open_part(ports: Ports, go: Go) -> Reading:
    """Read one part, from its first page, in the words that the member chose."""
    number, _space, old = go.arg.partition(" ")
    pack = ports.content.charter(old)
    view = chosen(ports.settings, "charter_view")
    full, pictures = view == "full", view == "pictures"
    one = chosen(ports.settings, "charter_steps") == "sentences"
    part = pack.part(int(number))
    return Reading(pack, part, full=full, pictures=pictures, one=one, old=old)


def view_part(state: Reading) -> Page:
    """What is shown of the part, with the ways on."""
    rows = ["next_page", "page_before", "meanings"]
    rows += ["easy_words" if state.full else "full_words"]
    if state.one:
        rows += ["again", "whole_pages", "talk_about"]
    else:
        rows += ["read_together"] if state.old else ["not_right", "read_together"]
    if not state.full:
        rows.append("without_pictures" if state.pictures else "with_pictures")
    if not state.full and any(line.other for line in state.lines):
        rows.append("first_words" if state.other else "other_words")
    return Page(
        "charter_part",
        _("Charter, part {number}: {title}").format(
            number=state.part.number, title=state.part.title
        ),
        (*_words(state), *map(offer, rows)),
        place=(state.stop + 1, len(state.stops)),
        about=_("This part of the charter. Easy words and full words say the same."),
        read_at_once=state.one,
    )


def _words(state: Reading) -> list[Block]:
    if state.full:
        ids = {line.clause for line in state.lines}
        full = [Line(c.words, c.id) for c in state.part.clauses if c.id in ids]
        return [*full, Line(state.pack.note)]
    said: list[Block] = []
    shown = ""
    for line in state.lines:
        if state.pictures and line.picture not in ("", shown):
            shown = line.picture
            said.append(Picture(line.picture, line.description))
        words = line.other if state.other and line.other else line.simple
        said.append(Quote(words) if line.kind == "quote" else Line(words, line.clause))
    return said


def take_part(state: Reading, event: Event) -> tuple[Reading, tuple[Wish, ...]]:
    """Go on, show what words mean, or say the same in another way."""
    changes: dict[str, dict[str, object]] = {
        "full_words": {"full": True},
        "easy_words": {"full": False},
        "with_pictures": {"pictures": True},
        "without_pictures": {"pictures": False},
        "read_together": {"one": True},
        "whole_pages": {"one": False},
        "other_words": {"other": True},
        "first_words": {"other": False},
    }
    match event:
        case Pressed(action="next_page"):
            return _turn(state, +1, _("This is the last page."))
        case Pressed(action="page_before"):
            return _turn(state, -1, _("This is the first page."))
        case Pressed(action="meanings"):
            words = state.pack.meanings_in(" ".join(line.simple for line in state.lines))
            asked = "\n".join([*([state.old, ""] if state.old else []), *words])
            return state, (Go("word", asked) if words else Go("words"),)
        case Pressed(action="again"):
            said = " ".join(line for block in _words(state) for line in wording.lines(block))
            return state, (Tell(said),)
        case Pressed(action="talk_about"):
            return state, (Go("talk", state.lines[0].simple),)
        case Pressed(action="not_right"):
            return state, (Go("not_right", f"{state.part.number} {state.page}"),)
        case Pressed(action=action) if action in changes:
            return replace(state, **changes[action]), ()
        case _:
            return state, ()


def _turn(state: Reading, step: int, end: str) -> tuple[Reading, tuple[Wish, ...]]:
    stop = state.stop + step
    if 0 <= stop < len(state.stops):
        return replace(state, at=state.stops[stop]), ()
    return state, (Tell(end),)


class Talk(Struct, frozen=True):
    """The sentence to talk about."""

    words: str


def open_talk(_ports: Ports, go: Go) -> Talk:
    """Nothing is read: the sentence comes along."""
    return Talk(go.arg)


def view_talk(state: Talk) -> Page:
    """The sentence, and an invitation. There is no quiz and no score."""
    return Page(
        "talk",
        _("Shall we talk about it?"),
        (
            Line(state.words),
            Line(_("What do you think? There is no right answer.")),
            Line(_("You do not have to say anything. Take your time.")),
        ),
        about=_("Talk about this sentence with a person you trust. You can go back."),
    )


class NotRight(Struct, frozen=True):
    """Lines of which one may be wrong, or hurt."""

    lines: tuple[packs.Line, ...]


def open_not_right(ports: Ports, go: Go) -> NotRight:
    """The lines of a page: "PART PAGE"."""
    number, page = map(int, go.arg.split())
    return NotRight(ports.content.charter().part(number).pages[page])


def view_not_right(state: NotRight) -> Page:
    """The lines, to choose."""
    rows = [offer("not_right_line", line.clause, line.simple) for line in state.lines]
    return Page(
        "not_right",
        _("What is not right?"),
        (
            Line(_("Choose the words. Then say what hurts or is wrong.")),
            Line(_("It stays on this computer.")),
            *rows,
        ),
        about=_("Say that words in the charter are wrong, or that they hurt."),
    )


def take_not_right(state: NotRight, event: Event) -> tuple[NotRight, tuple[Wish, ...]]:
    """Open a note about the line."""
    match event:
        case Pressed(action="not_right_line", arg=clause):
            return state, (Go("note", f"for  not_right {clause}"),)
        case _:
            return state, ()


ROUTES = {
    "charter_part": Route(open_part, view_part, take_part),
    "talk": Route(open_talk, view_talk),
    "not_right": Route(open_not_right, view_not_right, take_not_right),
}
