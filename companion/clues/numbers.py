"""Numbers and addresses that may say who someone is, by their shape.

Libraries were weighed: phonenumbers is 48 MB, python-stdnum 6 MB and 90 ms to load; what is
needed of them is here. Sources: the NHS Data Dictionary (the check digit of the NHS number),
BS 7666 (postcodes), Ofcom's National Telephone Numbering Plan.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from companion.clues.clue import Clue, Kind

# Lengths are bounded, so that no text takes long, whatever is in it.
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# An address of a site alone names nobody; what comes after it may, and so may a name with @.
_WEB = re.compile(
    r"(?<![\w.])(?:https?://|www\.)[^\s/]{1,200}/[^\s/]\S*|https?://[^\s/@]{1,100}@\S+|(?<![\w.@/])@[A-Za-z_]\w{2,}",
    re.I,
)
_POSTCODE = re.compile(
    r"\b(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY]))"
    r"\s?\d[ABD-HJLNP-UW-Z]{2}\b",
    re.I,
)
_TEN = re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_NHS_BEFORE = re.compile(r"\bNHS\b[^.!?\n]{0,20}$", re.I)
_PHONE = re.compile(r"(?<![\w.])(?:\+\d{1,3}[ -]?(?:\(0\) ?)?|\(?0)\d[\d ()-]{6,14}\d(?!\d)")
_FLAT = re.compile(r"\b(?:flat|apartment|apt)\.? \d{1,4}[a-z]?\b", re.I)
_STREETS = "street|road|avenue|lane|crescent|terrace|close|drive|gardens|grove|mews"
_STREET = re.compile(
    rf"\b\d{{1,4}}[A-Za-z]?,? (?:(?:St\.? )?[A-Z][\w'’-]+ ){{1,3}}"
    rf"(?i:{_STREETS}|st|rd|ave|way|place|court|hill|park|row|square|walk|rise)\b"
)
_QUIET_STREET = re.compile(
    r"\b\d{1,4}[a-z]?,? (?!(?:minutes?|hours?|miles?|days?|people|times?)\b)[a-z'’-]+ "
    r"(?:(?!the |a |my )[a-z'’-]+ )?(?:street|road|avenue|lane|crescent|terrace)\b"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})|(\d{4})-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})[a-z]*,? (\d{{4}})"
    rf"|(?:{_MONTHS})[a-z]* \d{{1,2}}(?:st|nd|rd|th)?,? (\d{{4}}))(?![\d/-])",
    re.I,
)
_BORN_BEFORE = re.compile(r"\b(?:born|birth(?:day)?|d\.?o\.?b)\b[^.!?\n]{0,20}$", re.I)
_NEAR = 40  # letters before a number in which its name stands
_YEARS_BACK = 3  # a day that long ago is seldom that of a session


def numbers_in(text: str, today: date) -> Iterator[Clue]:
    """Everything in the words that has such a shape; where two overlap, the first counts."""
    for kind, pattern, is_one in _SHAPES:
        for match in pattern.finditer(text):
            if is_one(match, today):
                yield Clue(kind, *match.span())


def _always(_match: re.Match[str], _today: date) -> bool:
    return True


def _is_nhs(match: re.Match[str], _today: date) -> bool:
    """A number with a wrong digit counts too, where the words before say what it is."""
    return is_nhs_number(match.group()) or _follows(_NHS_BEFORE, match)


def _is_phone(match: re.Match[str], _today: date) -> bool:
    return 10 <= sum(letter.isdigit() for letter in match.group()) <= 15


def _is_birth(match: re.Match[str], today: date) -> bool:
    return _year(match, today) <= today.year - _YEARS_BACK or _follows(_BORN_BEFORE, match)


def _follows(before: re.Pattern[str], match: re.Match[str]) -> bool:
    near = match.string[max(0, match.start() - _NEAR) : match.start()]
    return before.search(near) is not None


_SHAPES: tuple[tuple[Kind, re.Pattern[str], Callable[[re.Match[str], date], bool]], ...] = (
    ("email", _EMAIL, _always),
    ("web", _WEB, _always),
    ("nhs", _TEN, _is_nhs),
    ("phone", _PHONE, _is_phone),
    ("birth", _DATE, _is_birth),
    ("postcode", _POSTCODE, _always),
    ("address", _STREET, _always),
    ("address", _QUIET_STREET, _always),
    ("address", _FLAT, _always),
)


def is_nhs_number(words: str) -> bool:
    """Whether ten digits are an NHS number by their check digit (modulus 11)."""
    digits = [int(letter) for letter in words if letter.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == digits[9]


def _year(match: re.Match[str], today: date) -> int:
    year = int(next(group for group in match.groups() if group))
    if year >= 100:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year
