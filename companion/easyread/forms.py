"""Finds a word in whatever form a text uses it: "Paces," is the word "pace"."""

_AROUND = "\"'.,:;!?()[]{}“”‘’-"


def same_term(words: str, term: str) -> bool:
    """Whether these words are that term: case, punctuation and endings do not matter."""
    one, other = _bare_words(words), _bare_words(term)
    return bool(one) and len(one) == len(other) and all(map(_same_word, one, other))


def found_in(text: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms that the text uses, each once, in the order of their first use.

    Where one term starts like another ("community", "community of practice") the longest
    that fits is the one that is meant.
    """
    words = _bare_words(text)
    by_length = sorted(((_bare_words(term), term) for term in terms), key=lambda t: -len(t[0]))
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        step = 1
        for parts, term in by_length:
            here = words[at : at + len(parts)]
            if parts and len(here) == len(parts) and all(map(_same_word, here, parts)):
                found[term] = None
                step = len(parts)
                break
        at += step
    return tuple(found)


def _bare_words(text: str) -> list[str]:
    """The words without case, and without the punctuation around them."""
    bare = (word.strip(_AROUND) for word in text.casefold().replace("’", "'").split())
    return [word.removesuffix("'s") for word in bare if word]


def _same_word(one: str, other: str) -> bool:
    return one == other or other in roots(one) or one in roots(other)


def roots(word: str) -> set[str]:
    """What an English word may be a form of: "pacing" of "pace", "stopped" of "stop"."""
    found = set()
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    if word.endswith("s") and not word.endswith("ss"):
        found |= {word[:-1], word.removesuffix("es")}
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            found |= {stem, stem + "e"}
            if stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return found
