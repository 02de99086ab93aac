"""Rules about which words a sentence uses: common ones, our own terms, no jargon."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from companion.easyread import lexicon, phrases
from companion.easyread.forms import roots
from companion.easyread.rules.hit import Hit
from companion.plainwords.messages import _

MOST_SYLLABLES = 3

_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORT_FORM = re.compile(r"n['’]t$|['’](?:re|ve|ll|d|m)$", re.IGNORECASE)
# At the start of a sentence every word has a capital. With these ends it is hardly a name.
_NO_NAME = re.compile(
    r"(?:tions?|sions?|ments?|ings?|ly|ity|ities|ness|ances?|ences?|ants?|ents?|isms?|ists?|ed|ables?"
    r"|ibles?|als?|ives?|ous|ates?|ise[sd]?|ize[sd]?|ify|ifies|ures?|ologies|ology|comers?|ogies|oms?"
    r"|scripts?|iptions?|[ae]nc(?:y|ies)|ionary|[ai]tory|utory|iatric)$"
)
# These have such an end and are names.
_NAME_WORDS = """
ahmed brent clarence clement constance florence grant harrogate hastings jared
kent lawrence mohammed muhammed penzance prudence reading spalding stirling terence trent
vincent
"""
_NAMES = frozenset(_NAME_WORDS.split())
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[aeiou][^aeiouyscxz])es$")


def hard_words(sentence: str, glossary: frozenset[str]) -> Iterator[Hit]:
    """ER-07 and ER-08: words that people know, or that the glossary (bare words) explains."""
    easier = _easier()
    first = True
    for found in _WORD.finditer(sentence):
        word, starts, first = found.group(), first, False
        if len(word) == 1 or _SHORT_FORM.search(word) or _explained(word, glossary):
            continue
        hint = next((f.says for f in phrases.find(word, easier)), None)
        rank = lexicon.rank(word)
        named = word[0].isupper() and not starts
        beyond = rank is not None and rank > lexicon.COMMON and not named
        unknown = rank is None and not _is_name(word, starts=starts, hard=hint is not None)
        # Frequent in print is not yet easy: what the list of hard words has must change too.
        if unknown or (beyond and hint is not None):
            yield Hit("ER-07", *found.span(), _("Not everyone knows this word."), _try(hint))
        elif beyond or (hint and rank):
            yield Hit("ER-07", *found.span(), _("This word may be hard."), _try(hint), "warn")
        elif rank and syllables(word) > MOST_SYLLABLES and word.islower():
            why = _("This word is long.")
            yield Hit("ER-08", *found.span(), why, _("Try a shorter word."), "warn")


def _try(hint: str | None) -> str:
    if hint:
        return _("Try: {words}").format(words=hint)
    return _("Try an easier word, or say what it means.")


def _explained(word: str, glossary: frozenset[str]) -> bool:
    bare = word.casefold().replace("’", "'").removesuffix("'s")
    return not glossary.isdisjoint({bare, *bare.split("-")} | roots(bare))


def _is_name(word: str, *, starts: bool, hard: bool) -> bool:
    """Whether an unknown word is a name. Addresses are a row of x by now; they are no words."""
    if set(word) <= {"x"} or word.isupper():
        return True
    bare = word.casefold().replace("’", "'").removesuffix("'s")
    if not word[0].isupper():
        return False
    return not starts or not (hard or _NO_NAME.search(bare)) or bare in _NAMES


@cache
def _easier() -> phrases.Index:
    return phrases.index(lexicon.avoided().get("hard", {}))


def syllables(word: str) -> int:
    """About how many syllables a word has; English spelling tells no more."""
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word.casefold()))))


def jargon(sentence: str) -> Iterator[Hit]:
    """ER-09: no words from offices, no pictures in words, nobody spoken of as a problem."""
    for kind, why in _reasons().items():
        for found in phrases.find(sentence, _kind(kind)):
            better = found.says
            suggestion = _("Try: {words}").format(words=better) if better else _("Say it simply.")
            yield Hit("ER-09", found.start, found.end, why, suggestion)


def _reasons() -> Mapping[str, str]:
    return {
        "jargon": _("These are words that offices use."),
        "metaphor": _("People may think that this is really so."),
        "deficit": _("These words can hurt people."),
    }


@cache
def _kind(kind: str) -> phrases.Index:
    return phrases.index(lexicon.avoided().get(kind, {}))


def other_terms(sentence: str) -> Iterator[Hit]:
    """ER-11: one thing has one name."""
    for found in phrases.find(sentence, _terms()):
        if not found.says:
            continue
        yield Hit("ER-11", found.start, found.end, _("We have another word for this."),
                  _("Write: {words}").format(words=found.says))  # fmt: skip


@cache
def _terms() -> phrases.Index:
    return phrases.index(lexicon.terms())
