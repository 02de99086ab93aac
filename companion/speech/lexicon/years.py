"""Says years as people do: "19 98", "the eighties", "2025 to 26"."""

import re

from companion.speech.lexicon.rules import DIGITS, Rule, Scene, before

_TENS = {
    "1": "tens", "2": "twenties", "3": "thirties", "4": "forties", "5": "fifties",
    "6": "sixties", "7": "seventies", "8": "eighties", "9": "nineties",
}  # fmt: skip
_DASH = r"[-\u2013\u2014]"
_DECADE = r"(?<!\w)(?P<century>1[0-9]|20)(?P<ten>[1-9])0'?s(?!\w)"
_SHORT_DECADE = r"(?<!\w)'?(?P<ten>[2-9])0'?s(?!\w)"
_TWO_YEARS = (
    rf"(?<![\w.,-])(?P<first>(?:19|20)\d\d) ?(?:{_DASH}|/) ?(?P<second>(?:19|20)?\d\d)"
    r"(?![\w/.-]\d|\w)"
)
# What is counted or measured is no year.
_YEAR_ALONE = (
    r"(?<![\w.,-])1\d{3}(?![\w:]|[.,/-]\d)"
    r"(?! ?(?:%|°|(?:kg|km|g|ml|mg|kcal|hrs?|people|members|times|words|pounds|miles|steps)(?!\w)))"
)
_BEFORE_YEAR = re.compile(
    r"(?i)\b(?:in|since|until|till|from|by|before|after|year|of|the|born|to|and) $"
)


def year_in_words(year: str) -> str:
    """A year of four digits as people say it: "19 98", "19 oh 5", "2026"."""
    century, rest = year[:2], year[2:]
    if century[0] != "1" or century == "10":
        return year
    if rest == "00":
        return f"{century} hundred"
    return f"{century} oh {rest[1]}" if rest[0] == "0" else f"{century} {rest}"


def _decade(match: re.Match[str], _scene: Scene) -> str:
    return f"{match['century']} {_TENS[match['ten']]}"


def _short_decade(match: re.Match[str], _scene: Scene) -> str | None:
    """ "the 90s"; "30s" alone may be seconds."""
    is_decade = before(match, 4).lower() == "the " or match[0].startswith("'")
    return _TENS[match["ten"]] if is_decade else None


def _two_years(match: re.Match[str], _scene: Scene) -> str | None:
    first, second = match["first"], match["second"]
    whole = second if len(second) == 4 else first[:2] + second
    if not int(first) < int(whole) <= int(first) + 100:
        return None
    return f"{year_in_words(first)} to {year_in_words(second) if len(second) == 4 else second}"


def _year_alone(match: re.Match[str], _scene: Scene) -> str | None:
    """A year before 2000. Earlier ones only where a word before tells that it is a year."""
    if match[0] < "1900" and not _BEFORE_YEAR.search(before(match, 8)):
        return None
    return year_in_words(match[0])


RULES = (
    Rule(DIGITS, _DECADE, _decade),
    Rule(DIGITS + "'", _SHORT_DECADE, _short_decade),
    Rule(DIGITS, _TWO_YEARS, _two_years),
    Rule(DIGITS, _YEAR_ALONE, _year_alone),
)
