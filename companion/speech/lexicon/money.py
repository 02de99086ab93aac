"""Says money: "5 pounds 50", "1200 pounds", "50 pence"."""

import re

from companion.speech.lexicon.rules import DIGITS, Rule, Scene

_DASH = r"[-\u2013\u2014\u2212]"
_AMOUNT = r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,]\d)|\d{1,9})(?:\.\d{1,6})?"
_COINS = {
    "£": ("pound", "pounds", "pence"),
    "€": ("euro", "euros", "cents"),
    "$": ("dollar", "dollars", "cents"),
}
_MANY = {"k": "thousand", "m": "million", "bn": "billion"}
_EACH = {
    "hour": " an hour", "hr": " an hour", "h": " an hour", "day": " a day", "week": " a week",
    "wk": " a week", "month": " a month", "year": " a year", "yr": " a year",
    "person": " a person",
}  # fmt: skip
_MONEY = (
    rf"(?P<minus>[-\u2212])?(?P<coin>[£€$]) ?(?P<first>{_AMOUNT})"
    rf"(?: ?(?P<many>k|m|bn)(?!\w))?"
    rf"(?:(?:{_DASH}(?P=coin)?|(?: {_DASH} | to )(?P=coin))(?P<second>{_AMOUNT})"
    r"(?: ?(?P<many2>k|m|bn)(?!\w))?)?"
    r"(?:/(?P<each>hour|hr|h|day|week|wk|month|year|yr|person)(?!\w))?(?!\d)"
)
_PENCE = r"(?<![\w.,])(?P<first>\d{1,3})(?: ?[-\u2013] ?(?P<second>\d{1,3}))?p(?!\w)"


def _bare(number: str) -> str:
    return number.replace(",", "")


def _money(match: re.Match[str], _scene: Scene) -> str:
    one, many, small = _COINS[match["coin"]]
    each = _EACH[match["each"]] if match["each"] else ""
    first, second = match["first"], match["second"]
    minus = "minus " if match["minus"] else ""
    if second:
        start = _with_many(_bare(first), match["many"])
        return f"{minus}{start} to {_coins(second, match['many2'], (many, many, small))}{each}"
    return f"{minus}{_coins(first, match['many'], (one, many, small))}{each}"


def _with_many(number: str, many: str | None) -> str:
    return f"{number} {_MANY[many]}" if many else number


def _coins(amount: str, many: str | None, coin: tuple[str, str, str]) -> str:
    """ "£5.50": "5 pounds 50"; "£0.50": "50 pence"."""
    whole, _dot, rest = _bare(amount).partition(".")
    coins = f"{whole} {coin[0] if whole == '1' else coin[1]}"
    if many or len(rest) not in (0, 2):
        return f"{_with_many(_bare(amount), many)} {coin[1]}"
    if rest and rest != "00":
        if int(whole) == 0:
            return _small(int(rest), coin[2])
        cents = _small(int(rest), coin[2]) if rest[0] == "0" else rest
        return f"{coins} {cents}"
    return coins


def _small(number: int, many: str) -> str:
    one = "penny" if many == "pence" else many.removesuffix("s")
    return f"{number} {one if number == 1 else many}"


def _pence(match: re.Match[str], _scene: Scene) -> str:
    first, second = match["first"], match["second"]
    if second:
        return f"{first} to {second} pence"
    return _small(int(first), "pence")


RULES = (
    Rule("£€$-\u2212", _MONEY, _money),
    Rule(DIGITS, _PENCE, _pence),
)
