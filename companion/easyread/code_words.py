"""The easy words that codes of communities are made of; both sides must have the same."""

from functools import cache

from companion.easyread.lexicon import everyday

COUNT = 1_024  # a power of 2, so that each word has the same chance


@cache
def code_words() -> tuple[str, ...]:
    """1,024 words, the short ones first among those that people know from daily life."""
    return tuple(sorted(sorted(everyday(), key=lambda word: (len(word), word))[:COUNT]))
