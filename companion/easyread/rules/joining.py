"""Rules about how much a sentence holds, and whether it stands in time by itself."""

import re
from collections.abc import Iterator

from companion.easyread.rules.hit import Hit
from companion.easyread.rules.times import is_whole_date
from companion.plainwords.messages import _

HINT_ABOVE, MOST_JOINS = 2, 3

# "because", "so" and "if" are never counted: they hold ideas together.
_JOIN = re.compile(
    r"\b(?:and|but|or|nor|which|although|though|while|whilst|whereas|however|unless|yet)\b"
    r"|,(?!\d)",
    re.IGNORECASE,
)
_ITEM = r"(?:[^\W\d_][\w'’-]* ){0,2}[^\W\d_][\w'’-]*"
_LIST = re.compile(rf"\b{_ITEM}(?:, {_ITEM})+,? (?:and|or) {_ITEM}", re.IGNORECASE)
_ITEMS_IN_LIST = 3
# Words that no list of plain nouns has: then it is more than 1 idea.
_NO_NOUN = re.compile(
    r"\b(?:i|you|he|she|it|we|they|is|are|was|were|be|am|has|have|had|can|will|do|does|did|not"
    r"|and|but|or|then|may|because|if|so)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:tomorrow|yesterday|tonight"
    r"|(?:this|next|last|the coming|the following)"
    r" (?:night|week|weekend|month|year|fortnight|summer|autumn|winter|spring"
    r"|morning|afternoon|evening"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june"
    r"|july|august|september|october|november|december)s?\b"
    r"|in (?:a|\d+) (?:days?|weeks?|months?|years?)(?: time|['’]s? time)\b)",
    re.IGNORECASE,
)


def joins(sentence: str) -> Iterator[Hit]:
    """ER-03: one idea in a sentence. A list of 3 things is 1 idea."""
    rest = _LIST.sub(_without_list, sentence)
    count = len(_JOIN.findall(rest))
    if count > HINT_ABOVE:
        yield Hit("ER-03", 0, len(sentence), _("There is more than 1 idea here."),
                  _("Make 2 sentences, or a list with a line for each thing."),
                  "fail" if count > MOST_JOINS else "warn")  # fmt: skip


def _without_list(found: re.Match[str]) -> str:
    items = re.split(r",? (?:and|or) |, ", found.group(), flags=re.IGNORECASE)
    # What comes before the first thing, and after the last, is not of the list.
    plain = not any(_NO_NOUN.search(item) for item in items[1:])
    return "list" if len(items) == _ITEMS_IN_LIST and plain else found.group()


def relative_days(sentence: str) -> Iterator[Hit]:
    """ER-15c: "tomorrow" comes with the whole date, since a text may be read on any day."""
    if is_whole_date(sentence):
        return
    for found in _RELATIVE.finditer(sentence):
        yield Hit("ER-15c", *found.span(), _("People may read this on another day."),
                  _("Write the date too, like this: Friday 26 June 2026"))  # fmt: skip
