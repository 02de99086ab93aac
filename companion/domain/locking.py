"""What can lock the journal: four pictures in order, or words of the member's choice."""

from typing import Literal

from companion.problems import Problem

LockKind = Literal["pictures", "words"]
# Symbols of the journal that are told apart at a glance, and that are no feelings.
PICTURES = (
    "noise", "quiet", "light", "dark", "headphones", "slow",
    "fast", "wait", "break", "time", "people", "friend",
    "listen", "speak", "type", "draw", "words", "room",
    "chair", "food", "drink", "travel", "online", "plan",
)  # fmt: skip
HOW_MANY = 4  # pictures in an answer
LEAST_LETTERS = 4


def check_answer(kind: LockKind, answer: str) -> None:
    """Raises Problem("not_four_pictures") or ("lock_words_short") for what cannot be a lock.

    The answer of pictures is their names with spaces between, and each may come again.
    """
    if kind == "pictures":
        names = answer.split()
        if len(names) != HOW_MANY or not set(names) <= set(PICTURES):
            raise Problem("not_four_pictures")
    elif sum(not letter.isspace() for letter in answer) < LEAST_LETTERS:
        raise Problem("lock_words_short", least=LEAST_LETTERS)
