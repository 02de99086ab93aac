"""Rules about words: short forms, vague words, orders, and signs that are no words."""

import re
from collections.abc import Iterator

from companion.easyread.rules.hit import Hit
from companion.plainwords.messages import _

MOST_WORDS = 15

# OK is a word, not initials; the others are the ones that the rule allows.
_KNOWN_INITIALS = frozenset({"NHS", "GP", "UK", "OK"})
_INITIALS = re.compile(
    r"\be\.g\.?|\bi\.e\.?|\b(?:eg|ie|etc|NB)\b\.?|\bre:|\b(?:[A-Z]\.){2,}|\b[A-Z]{2,}(?=s?\b)"
)
_ROMAN = re.compile(r"[IVX]+")

_SHORT_FORM = re.compile(
    r"\b(?P<word>\w+)(?P<end>n['’]t|['’](?:re|ve|ll|d|m))\b"
    r"|\b(?P<is>it|that|this|there|here|what|who|where|when|why|how|he|she|let)(?P<s>['’]s)\b",
    re.IGNORECASE,
)
_LONG_FORM = {"re": " are", "ve": " have", "ll": " will", "d": " would", "m": " am", "nt": " not"}
_WHOLE = {"can't": "cannot", "won't": "will not", "shan't": "shall not", "let's": "let us"}

_VAGUE = re.compile(
    r"\b(?:(?P<when>soon|shortly|in due course|recently|later)|some|a few)\b", re.IGNORECASE
)
_ORDER = re.compile(
    r"\b(?:must|should|you (?:will |may |also |still |always )?need to)\b", re.IGNORECASE
)
_SIGN = re.compile(r"[&<>§#/\\*_~|;…–—“”‘’]")
_BLOCK_CAPITALS = re.compile(r"\b[A-Z]{5,}\b")
_PLAIN_SIGNS = {"&": "and", "–": "to", "…": ".", "“": '"', "”": '"', "‘": "'", "’": "'"}


def long_sentences(sentence: str) -> Iterator[Hit]:
    """ER-01: at most 15 words."""
    count = sum(any(map(str.isalnum, word)) for word in sentence.split())
    if count > MOST_WORDS:
        why = _("This sentence has {n} words. {most} is the most.")
        suggestion = _("Make 2 sentences of it.")
        yield Hit("ER-01", 0, len(sentence), why.format(n=count, most=MOST_WORDS), suggestion)


def abbreviations(sentence: str) -> Iterator[Hit]:
    """ER-10: no initials or Latin short forms. Roman numbers belong to ER-13."""
    for found in _INITIALS.finditer(sentence):
        word = found.group()
        if word not in _KNOWN_INITIALS and not _ROMAN.fullmatch(word):
            yield Hit("ER-10", *found.span(), _("People may not know this short form."),
                      _("Write the whole words."))  # fmt: skip


def contractions(sentence: str) -> Iterator[Hit]:
    """ER-12: two words are not run together. "Siân's" is fine: it says whose."""
    for found in _SHORT_FORM.finditer(sentence):
        yield Hit("ER-12", *found.span(), _("These are 2 words in 1."),
                  _("Write: {words}").format(words=_long_form(found)))  # fmt: skip


def _long_form(found: re.Match[str]) -> str:
    plain = found.group().replace("’", "'")
    if plain.lower() in _WHOLE:
        whole = _WHOLE[plain.lower()]
        return whole.capitalize() if plain[0].isupper() else whole
    if found["s"]:
        return f"{found['is']} is"
    return found["word"] + _LONG_FORM[found["end"].lower().replace("’", "").replace("'", "")]


def vague_words(sentence: str) -> Iterator[Hit]:
    """ER-16: say when, or how many."""
    for found in _VAGUE.finditer(sentence):
        suggestion = _("Say when.") if found["when"] else _("Say how many, or leave it out.")
        yield Hit("ER-16", *found.span(), _("This word is not exact."), suggestion)


def orders(sentence: str) -> Iterator[Hit]:
    """ER-23: "you can" never becomes "you must"."""
    for found in _ORDER.finditer(sentence):
        yield Hit("ER-23", *found.span(), _("This sounds like an order."),
                  _('Try "you can" or "please".'))  # fmt: skip


def signs(sentence: str) -> Iterator[Hit]:
    """ER-17: only signs that everyone reads the same way, and no block capitals."""
    for found in _SIGN.finditer(sentence):
        plain = _PLAIN_SIGNS.get(found.group())
        suggestion = _("Write: {words}").format(words=plain) if plain else _("Use words for it.")
        yield Hit("ER-17", *found.span(), _("This sign can be hard to read."), suggestion)
    for found in _BLOCK_CAPITALS.finditer(sentence):
        yield Hit("ER-17", *found.span(), _("Words in capitals are hard to read."),
                  _("Write: {words}").format(words=found.group().lower()))  # fmt: skip
