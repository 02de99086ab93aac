"""All clues in some words, and the words without them."""

from collections.abc import Callable, Iterable
from datetime import date

from companion.clues.clue import Clue
from companion.clues.names import names_in
from companion.clues.numbers import numbers_in


def clues_in(text: str, today: date) -> tuple[Clue, ...]:
    """What may say who someone is, in the order of the words. No two overlap."""
    found: list[Clue] = []
    taken = bytearray(len(text))  # letters that stand in a clue
    for clue in (*numbers_in(text, today), *names_in(text)):
        if not any(taken[clue.start : clue.end]):
            taken[clue.start : clue.end] = b"\1" * (clue.end - clue.start)
            found.append(clue)
    return tuple(sorted(found, key=lambda clue: clue.start))


def without(text: str, clues: Iterable[Clue], instead: Callable[[Clue], str]) -> str:
    """The words with something else in the place of each clue."""
    for clue in sorted(clues, key=lambda clue: clue.start, reverse=True):
        text = f"{text[: clue.start]}{instead(clue)}{text[clue.end :]}"
    return text
