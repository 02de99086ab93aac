"""A letter board: writes in a text box with nothing but choices, a row and then a letter.

It stands on the page whose text box it writes in, and is no page of its own.
"""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.page.blocks import Action, Block, Choice, Field, Option, Page, Quote
from companion.page.events import Chose, Event, Pressed
from companion.plainwords.messages import N_, _
from companion.plainwords.sentences import first_words

ROWS = 9  # what can be chosen on one page
LONGEST = 90  # letters of a line that are shown to choose it by
MOST = 16  # words that go on with what is begun: more would take longer than to spell it
SPACE, LINE, REMOVE = " ", "\n", "remove"
WORD_BACK, LARGE = "word back", "large"
LETTERS = ("abcdef", "ghijkl", "mnopqr", "stuvwxyz")
SIGNS = (".", ",", "?", "!", "'", LINE)
MORE_SIGNS = ("-", ":", "/", "@", "(", ")", "£")
DIGITS = ("01234", "56789")
MORE = N_("More signs")
NAMES = {
    ".": N_("Full stop"),
    ",": N_("Comma"),
    "?": N_("Question mark"),
    "!": N_("Sign for loud words"),
    "'": N_("Apostrophe"),
    LINE: N_("New line"),
    "-": N_("Dash"),
    ":": N_("Colon"),
    "/": N_("Slash"),
    "@": N_("At sign"),
    "(": N_("Open bracket"),
    ")": N_("Close bracket"),
    "£": N_("Pound sign"),
    LARGE: N_("Last letter large"),
    WORD_BACK: N_("Take 1 word back"),
}
COMMON = (
    N_("I"), N_("you"), N_("we"), N_("it"), N_("is"), N_("was"), N_("not"), N_("and"), N_("to"),
    N_("the"), N_("a"), N_("too"), N_("need"), N_("want"), N_("like"), N_("help"), N_("please"),
    N_("yes"), N_("no"), N_("loud"), N_("quiet"), N_("good"), N_("hard"), N_("tired"),
    N_("break"), N_("time"), N_("because"), N_("can"), N_("do"), N_("feel"), N_("for"),
    N_("room"), N_("people"), N_("with"), N_("this"), N_("that"), N_("what"), N_("when"),
)  # fmt: skip


class State(Struct, frozen=True):
    """A text as it is now, and the row of the board that is open ("" for all rows).

    `own` are whole lines of the member's own that can be put in, `known` words to go on with, the
    most common first; `start` is the first that is shown of a longer list.
    """

    field: Field
    own: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    row: str = ""
    start: int = 0

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.field.value


def label_with_state(field: Field) -> Action:
    """The row that opens the board, in place of a text box."""
    return offer("write_board", field.key, field.label)


def view(below: Page, state: State) -> Page:
    """The rows of the board, or what stands in one of them."""
    written: list[Block] = []
    if state.text and not (below.secret or state.field.hidden):
        written = [Quote(state.text, exact=True)]
    options = _options(state)
    more = len(options) > ROWS
    shown = options[state.start : state.start + ROWS - 1] if more else options
    blocks = [*written, Choice("board", shown)]
    if more:
        blocks.append(offer("board_more"))
    if not state.row:
        blocks.append(offer("board_done"))
    return replace(
        below,
        title=state.field.label if not state.row else _row_name(state),
        blocks=tuple(blocks),
        place=None,
        about=_("Write with choices. Choose a row, then choose in it."),
        begin_at="",
        read_at_once=False,
    )


def _options(state: State) -> tuple[Option, ...]:
    if not state.row:
        return _rows(state)
    if state.row == "words":
        lines = (Option("row lines", _("Whole lines")),) if state.own else ()
        return (*lines, *(Option(word, word) for word in _words(state)))
    if state.row == "lines":
        return tuple(Option(line, first_words(line, LONGEST)) for line in state.own)
    if state.row == "signs":
        digits = (Option(f"row {row}", _span(row)) for row in DIGITS)
        return (*_named(SIGNS), *digits, Option("row more", _(MORE)))
    if state.row == "more":
        return _named((*MORE_SIGNS, LARGE, WORD_BACK))
    return tuple(Option(letter, letter) for letter in state.row)


def _named(values: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value, _(NAMES[value])) for value in values)


def _rows(state: State) -> tuple[Option, ...]:
    """With Done there are nine."""
    words = () if state.field.hidden else (Option("row words", _("Words")),)
    return (
        *(Option(f"row {row}", _span(row)) for row in LETTERS),
        Option(SPACE, _("Space")),
        Option("row signs", _("Signs and numbers")),
        *words,
        Option(REMOVE, _("Take 1 back")),
    )


def _span(row: str) -> str:
    return _("{first} to {last}").format(first=row[0], last=row[-1])


def _row_name(state: State) -> str:
    names = {"words": _("Words"), "lines": _("Whole lines"), "signs": _("Signs and numbers")}
    return {**names, "more": _(MORE)}.get(state.row) or _span(state.row)


def _words(state: State) -> list[str]:
    """Words that go on with the letters of the last one: the member's own come first, then what
    is often said here, then what is common."""
    begun = _begun(state.text).casefold()
    own = [word.strip('.,?!"') for line in state.own for word in line.split()]
    words = dict.fromkeys(word for word in (*own, *map(_, COMMON)) if word)
    if not begun:
        return list(words)
    known = (word for word in state.known if len(word) > len(begun) + 1)
    fitting = [
        word for word in dict.fromkeys((*words, *known)) if word.casefold().startswith(begun)
    ]
    return fitting[:MOST] or list(words)


def _begun(text: str) -> str:
    """The letters of a word that is not finished."""
    return text.rsplit(maxsplit=1)[-1] if text and not text[-1].isspace() else ""


def take(state: State, event: Event) -> State | None:
    """Write what was chosen. None where the board is done with."""
    match event:
        case Chose(key="board", value=value) if value.startswith("row ") and state.row != "lines":
            return replace(state, row=value[4:], start=0)
        case Chose(key="board", value=value):
            field = replace(state.field, value=_written(state, value))
            return replace(state, field=field, row="", start=0)
        case Pressed(action="board_more"):
            start = state.start + ROWS - 1
            return replace(state, start=start if start < len(_options(state)) else 0)
        case Pressed(action="back") if state.row:
            return replace(state, row="", start=0)
        case _:
            return None


def _written(state: State, value: str) -> str:
    text = state.text
    if not state.row and value == REMOVE:
        return text[:-1]
    if state.row == "more" and value == WORD_BACK:
        return text[: len(text.rstrip()) - len(_begun(text.rstrip()))]
    if state.row == "more" and value == LARGE:
        return text[:-1] + text[-1:].upper()
    if state.row == "words":
        stem = text[: len(text) - len(_begun(text))]
        fits = value.casefold().startswith(_begun(text).casefold())
        before = stem if fits else f"{text} "
        return f"{before}{_capital(before, value)} "
    if state.row == "lines":
        return f"{text}{LINE if text and not text.endswith(LINE) else ''}{value}"
    if value in ".,?!":
        text = text.removesuffix(" ")  # a word that was chosen brought it
    return text + (value if state.field.hidden else _capital(text, value))


def _capital(before: str, value: str) -> str:
    """A sentence begins with a capital letter; what follows a full stop at once is no sentence."""
    whole = before.rstrip(" ")
    begins = not whole or whole[-1] == LINE or (whole != before and whole[-1] in ".?!")
    return value[:1].upper() + value[1:] if begins else value
