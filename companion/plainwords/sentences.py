"""Cuts easy or plain English into sentences: one is shown, read or checked at a time."""

import re
from collections.abc import Iterator

_OPENING = "\"'([“‘"
_CLOSING = "\"')]”’"
_TITLES = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "st"})
_NEVER_LAST = _TITLES | {"e.g", "eg", "i.e", "ie", "vs", "approx"}


def sentences(text: str) -> list[str]:
    """The sentences of a text, each on one line. Joined with spaces they are the text again.

    A sentence ends at . ? or ! (and closing quotes) when the next word does not start in
    lower case, and at an empty line.
    """
    return [" ".join(text[start:end].split()) for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence starts and ends in the text (as for a slice)."""
    return list(_spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    words = list(re.finditer(r"\S+", text))
    first = 0
    for i, word in enumerate(words):
        if i + 1 < len(words):
            following = words[i + 1]
            gap = text[word.end() : following.start()]
            before = words[i - 1].group() if i > first else ""
            if gap.count("\n") < 2 and not _ends(before, word.group(), following.group()):
                continue
        yield words[first].start(), word.end()
        first = i + 1


def _ends(before: str, word: str, following: str) -> bool:
    """Whether a sentence ends with `word`. `before` is "" when the sentence starts here."""
    bare = word.rstrip(_CLOSING)
    if not bare.endswith((".", "?", "!")) or following.lstrip(_OPENING)[:1].islower():
        return False
    if not bare.endswith("."):
        return True
    name = bare[:-1].lstrip(_OPENING)
    if name.lower() in _NEVER_LAST:
        return False
    if name.lower() == "no":
        return not following[0].isdigit()
    if len(name) == 1 and name.isupper():
        return _is_key(before)
    # A number that starts a sentence counts the things of a list: "1. Go home."
    return bool(before) or not name.isdigit()


def _is_key(before: str) -> bool:
    """In "press B." the letter is a key and may end a sentence; in "Mr B." it is a name."""
    name = before.removesuffix(".")
    is_initial = len(name) == 1 and name != before
    return bool(name) and not is_initial and name.lower() not in _TITLES


def first_words(text: str, limit: int = 30) -> str:
    """The first words of a text on one line, at most `limit` characters, whole words."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit + 1].rsplit(" ", 1)[0]
    return cut[:limit].rstrip(" ,.;:!?")
