"""The answer of a lock as it is given: 4 pictures in order, or words that may be hidden."""

from msgspec import Struct
from msgspec.structs import replace

from companion.actions import offer
from companion.domain.locking import HOW_MANY, PICTURES, LockKind
from companion.easyread.pictures import symbol_picture
from companion.page.blocks import Block, Choice, Field, Line, Option
from companion.page.events import Chose, Event, Pressed, Typed
from companion.page.symbol_words import symbol_word
from companion.pages.paging import place, within
from companion.plainwords.messages import n_

ROWS = 6


class Answer(Struct, frozen=True):
    """What was chosen or typed until now, and which pictures are shown (from `start`)."""

    kind: LockKind
    pictures: tuple[str, ...] = ()
    words: str = ""
    hidden: bool = True
    start: int = 0

    @property
    def text(self) -> str:
        """The answer as the lock takes it."""
        return " ".join(self.pictures) if self.kind == "pictures" else self.words

    @property
    def full(self) -> bool:
        """Whether all pictures are chosen. Words are never full."""
        return len(self.pictures) == HOW_MANY

    @property
    def place(self) -> tuple[int, int] | None:
        """Which of the pages of pictures is shown."""
        return place(self.start, len(PICTURES), ROWS) if self.kind == "pictures" else None

    @property
    def emptied(self) -> "Answer":
        """The same with nothing chosen or typed."""
        return replace(self, pictures=(), words="", start=0)


def blocks(answer: Answer, label: str) -> list[Block]:
    """What is chosen or typed with, and how much there is. Never what it is."""
    if answer.kind == "words":
        return [Field("words", label, answer.words, answer.hidden)]
    every = tuple(Option(one, symbol_word(one), symbol_picture(one)) for one in PICTURES)
    shown = every[answer.start : answer.start + ROWS]
    rows = map(offer, ("more_symbols", "take_picture_back"))
    return [Line(_counted(len(answer.pictures))), Choice("picture", shown, further=every), *rows]


def _counted(count: int) -> str:
    told = n_("You chose {n} picture of {all}.", "You chose {n} pictures of {all}.", count)
    return told.format(n=count, all=HOW_MANY)


def hiding(answer: Answer) -> Block:
    """The row that shows or hides what is typed."""
    return offer("show_typed" if answer.hidden else "hide_typed")


def taken(answer: Answer, event: Event) -> Answer:
    """The answer after what the member did; anything else leaves it as it is."""
    match event:
        case Chose(key="picture", value=one) if not answer.full:
            return replace(answer, pictures=(*answer.pictures, one))
        case Pressed(action="take_picture_back"):
            return replace(answer, pictures=answer.pictures[:-1])
        case Pressed(action="more_symbols"):
            return replace(answer, start=within(answer.start + ROWS, len(PICTURES)))
        case Typed(key="words", text=text):
            return replace(answer, words=text)
        case Pressed(action="show_typed" | "hide_typed" as action):
            return replace(answer, hidden=action == "hide_typed")
        case _:
            return answer
