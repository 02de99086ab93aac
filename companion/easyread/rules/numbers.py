"""Rules about numbers: digits, no Roman numbers, no shares that need arithmetic."""

import re
from collections.abc import Iterator

from companion.easyread.rules.hit import Hit
from companion.easyread.rules.times import points
from companion.plainwords.messages import _

# fmt: off
_UP_TO_20 = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)
_DIGITS = {word: str(number) for number, word in enumerate(_UP_TO_20)} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70",
    "eighty": "80", "ninety": "90", "hundred": "100",
    "thousand": "1,000", "dozen": "12",
}
# fmt: on
# "2 million" is how numbers that large are written; "a million" is not.
_SPELLED = re.compile(rf"\b(?:{'|'.join(_DIGITS)}|(?<!\d )million)\b", re.IGNORECASE)
# Here "one" counts nothing; it stands for a thing or a person, or is the charter's own.
_ONE = re.compile(
    r"\bone (?:at a time|by one|another)\b|\bwhat one thing\b"
    r"|\b(?:which|this|that|these|those|another|other|each|every|any|no|new|old) ones?\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    r"\b(?:[IVX]{2,}|(?<=part )[VX]|(?<=chapter )[VX]|(?<=section )[VX])\b", re.IGNORECASE
)
_PERCENT = re.compile(r"\b\d+(?:\.\d+)? ?%|(?:\b\d+ )?\bper ?cent(?:age)?\b|%", re.IGNORECASE)
_FRACTION = re.compile(r"[¼-¾⅐-⅞]|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])")
# A price needs its pence, a time is ER-15b's, and "1.2.3" is a name.
_DECIMAL = re.compile(r"(?<![\d.£$€])\b\d+\.\d+\b(?!\.\d)(?! ?[ap]\.?m)", re.IGNORECASE)


def spelled_out(sentence: str) -> Iterator[Hit]:
    """ER-13: numbers as digits, none of them Roman."""
    fine = [found.span() for found in _ONE.finditer(sentence)]
    for found in _SPELLED.finditer(sentence):
        if not any(start <= found.start() < end for start, end in fine):
            digits = _DIGITS.get(found.group().lower(), "1,000,000")
            yield Hit("ER-13", *found.span(), _("Numbers are easier as digits."),
                      _("Write: {words}").format(words=digits))  # fmt: skip
    for found in _ROMAN.finditer(sentence):
        if found.group().isupper():
            yield Hit("ER-13", *found.span(), _("Not everyone knows Roman numbers."),
                      _("Use digits."))  # fmt: skip


def shares(sentence: str) -> Iterator[Hit]:
    """ER-14: no percentages, no fractions as signs, no decimals."""
    clocks = {start for start, _end in points(sentence)}
    for pattern in (_PERCENT, _FRACTION, _DECIMAL):
        for found in pattern.finditer(sentence):
            if found.start() in clocks:
                continue
            yield Hit("ER-14", *found.span(), _("This kind of number is hard to picture."),
                      _('Write "1 in 10" or "half", or a whole number.'))  # fmt: skip
