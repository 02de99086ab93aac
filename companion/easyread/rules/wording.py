"""Rules about words: short forms, vague words, orders, and signs that are no words."""

import re
from collections.abc import Iterator

from companion.easyread import lexicon
from companion.easyread.rules.hit import Hit
from companion.plainwords.messages import _

MOST_WORDS = 15

# OK is a word, not initials; the others are the ones that the rule allows.
_KNOWN_INITIALS = frozenset({"NHS", "GP", "UK", "OK"})
_INITIALS = re.compile(
    r"\be\.g\.?|\bi\.e\.?|\b(?:eg|ie|etc|NB)\b\.?|\bre:|\b(?:[A-Z]\.){2,}"
    # Not "6 PM", which is a time.
    r"|\b(?!(?<=[0-9] )[AP]M\b)[A-Z]{2,}(?=s?\b)"
    r"|\b(?:approx|asap|info|hrs?|mins?|wks?|yrs?|tel|appt|dept|govt|vs|incl|max|min|qty|admin|org"
    r"|mtgs?|w/e)\b\.?|(?<=[a-z] )(?:Rd|Ave|Ln)\b\.?|\b[Nn]o\. ?(?=\d)"
    r"|\b[A-Z]&[A-Z]\b|\b(?:Mon|Tues?|Weds?|Thurs?|Fri|Sat|Sun)\b(?! \d)(?:\.(?= [a-z]))?"
)
# A word in capitals is no short form: people know it in small letters, or it is long. Of words
# up to 4 letters only these, as short forms too look like "send", "act" or "it".
_SHOUTED_SHORT = r"ALL|AND|BUT|DO|FREE|MUST|NEW|NO|NOT|ONLY|OR|STOP|THE|YES|YOU"
_SHOUTED_LONG = re.compile(r"(?=.*[AEIOUY])[A-Z]{5,}")
_LONG_INITIALS = 6
_ROMAN = re.compile(r"[IVX]+")

_SHORT_FORM = re.compile(
    r"\b(?P<word>\w+)(?P<end>n['’]t|['’](?:re|ve|ll|d|m))\b"
    r"|\b(?P<is>it|that|this|there|here|what|who|where|when|why|how|he|she|let)(?P<s>['’]s)\b",
    re.IGNORECASE,
)
_LONG_FORM = {"re": " are", "ve": " have", "ll": " will", "d": " would", "m": " am", "nt": " not"}
_WHOLE = {"can't": "cannot", "won't": "will not", "shan't": "shall not", "let's": "let us"}

_WHEN = (
    "(?:as )?soon(?: as possible)?|shortly|in due course|recently|lately|later(?: on)?"
    "|at some point|some ?time(?! with)|in the (?:near )?future|before long|eventually"
    "|occasionally|every so often|from time to time|now and (?:then|again)|once in a while"
    "|at a later date|in a (?:while|bit|moment)|regularly|(?:at )?various times"
)
_HOW_MANY = (
    "some(?! of the time)|a few|several|various|a number of|a couple(?: of)?|numerous"
    "|a bit of|a handful of|plenty of|quite a lot"
)
_VAGUE = re.compile(rf"\b(?:(?P<when>{_WHEN})|{_HOW_MANY})\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:must|should|ought to|you (?:will |may |also |still |always |all )?need to"
    r"|you (?:will |also |still |all )?have to"
    r"|you (?:are|will be) (?:required|expected|obliged) to|you had better|is compulsory)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[&<>§#/\\*_~|;…–—“”‘’→←⇒•=+^{}\[\]]")
_BLOCK_CAPITALS = re.compile(rf"\b(?:[A-Z]{{5,}}|{_SHOUTED_SHORT})\b")
_PLAIN_SIGNS = {"&": "and", "–": "to", "…": ".", "“": '"', "”": '"', "‘": "'", "’": "'"}


def long_sentences(sentence: str) -> Iterator[Hit]:
    """ER-01: at most 15 words."""
    count = sum(any(map(str.isalnum, word)) for word in sentence.split())
    if count > MOST_WORDS:
        why = _("This sentence has {n} words. {most} is the most.")
        suggestion = _("Make 2 sentences of it.")
        yield Hit("ER-01", 0, len(sentence), why.format(n=count, most=MOST_WORDS), suggestion)


def abbreviations(sentence: str, spelled_out: frozenset[str] = frozenset()) -> Iterator[Hit]:
    """ER-10: no short forms but those that the glossary spells out. ER-13 has Roman numbers."""
    for found in _INITIALS.finditer(sentence):
        word = found.group()
        if word in _KNOWN_INITIALS or _ROMAN.fullmatch(word) or _is_shouted(word):
            continue
        if word not in spelled_out:
            yield Hit("ER-10", *found.span(), _("People may not know this short form."),
                      _("Write the whole words."))  # fmt: skip


def _is_shouted(word: str) -> bool:
    """Whether this is a word in capitals, as "PLEASE" is and "SENCO" is not."""
    if not _SHOUTED_LONG.fullmatch(word):
        return bool(_BLOCK_CAPITALS.fullmatch(word))
    return len(word) > _LONG_INITIALS or lexicon.rank(word) is not None


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
        if not _is_shouted(found.group()):
            continue
        yield Hit("ER-17", *found.span(), _("Words in capitals are hard to read."),
                  _("Write: {words}").format(words=found.group().lower()))  # fmt: skip
