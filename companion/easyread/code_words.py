"""The easy words that codes of communities are made of; both sides must have the same.

They are the short ones among the words of recovery cards, which were chosen so that none is
taken for another by its letters or its sound. Another list would change the words that a
community's key gives, so it must not change.
"""

from functools import cache
from pathlib import Path

from companion.shipped import shipped

COUNT = 1_024  # a power of 2, so that each word has the same chance


@cache
def code_words() -> tuple[str, ...]:
    """1,024 words in the order of the alphabet."""
    lines = Path(shipped("easyread", "words", "card.txt")).read_text("utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    return tuple(sorted(sorted(words, key=lambda word: (len(word), word))[:COUNT]))
