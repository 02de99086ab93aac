"""An entry of the private journal: answers to the charter's two questions."""

from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from companion.domain.kept import NEVER

Question = Literal["helped", "different"]
QUESTIONS: tuple[Question, ...] = ("helped", "different")
# The symbols that can be an answer, in the order they are offered. Their words are in
# page/symbol_words.py, their pictures in assets/pictures/drawings.txt.
SYMBOLS = (
    "noise", "quiet", "too_much", "light", "dark", "headphones",
    "slow", "fast", "wait", "break", "time", "late",
    "people", "too_many", "alone", "friend", "supporter", "listen",
    "speak", "type", "draw", "pictures", "words", "hard_words",
    "plan", "change", "room", "chair", "food", "drink",
    "toilet", "travel", "online", "help", "helped", "not_helped",
    # Feelings come last: a member may want one as an answer, but the journal asks for none.
    "happy", "calm", "tired", "worried", "angry", "not_sure",
    "lonely", "pain", "sick",
)  # fmt: skip


class Answer(Struct, frozen=True, gc=False):
    """One answer: words, symbols, "I do not know yet", any of them together, or nothing."""

    words: str = ""
    symbols: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def given(self) -> bool:
        """Whether there is an answer."""
        return bool(self.words.strip() or self.symbols or self.unknown)


class Entry(Struct, frozen=True, gc=False):
    """One entry, as it is stored (see domain.kept for its first and last fields).

    `later` is true while the member wants to come back to it. `session` is a session's id,
    or "". `said` is what the member said in a session, where the entry keeps that.
    """

    id: str = ""
    helped: Answer = Answer()
    different: Answer = Answer()
    created: datetime = NEVER
    changed: datetime = NEVER
    version: int = 0
    later: bool = False
    session: str = ""
    said: str = ""

    def answer(self, question: Question) -> Answer:
        """The answer to one of the questions."""
        return self.helped if question == "helped" else self.different

    def answered(self, question: Question, answer: Answer) -> "Entry":
        """The entry with another answer to one of the questions."""
        if question == "helped":
            return replace(self, helped=answer)
        return replace(self, different=answer)

    @property
    def given(self) -> bool:
        """Whether there is any answer."""
        return self.helped.given or self.different.given or bool(self.said)

    @property
    def words(self) -> str:
        """The words of both answers, and what was said."""
        parts = (self.helped.words, self.different.words, self.said)
        return "\n".join(part for part in parts if part)


def question_named(name: str) -> Question:
    """The question with this name; the first one for any other name."""
    return "different" if name == "different" else "helped"
