"""Says amounts: percentages, fractions, measures, ranges and big numbers."""

import re

from companion.speech.lexicon.digits import digit_by_digit
from companion.speech.lexicon.rules import DIGITS, Rule, Scene, after, always

_DASH = r"[-\u2013\u2014\u2212]"
_AMOUNT = r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,]\d)|\d{1,9})(?:\.\d{1,6})?"
_RANGE = rf"(?P<first>{_AMOUNT})(?:(?:{_DASH}| {_DASH} )(?P<second>{_AMOUNT}))?"
# What stands behind a number, for one and for many.
_UNITS = {
    "%": ("percent", "percent"), "°C": ("degree C", "degrees C"), "°F": ("degree F", "degrees F"),
    "°": ("degree", "degrees"), "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
    "hr": ("hour", "hours"), "hrs": ("hour", "hours"), "h": ("hour", "hours"),
    "sec": ("second", "seconds"), "secs": ("second", "seconds"), "wk": ("week", "weeks"),
    "wks": ("week", "weeks"), "yr": ("year", "years"), "yrs": ("year", "years"),
    "mth": ("month", "months"), "mths": ("month", "months"), "kg": ("kilo", "kilos"),
    "g": ("gram", "grams"), "mg": ("milligram", "milligrams"), "km": ("kilometre", "kilometres"),
    "cm": ("centimetre", "centimetres"), "mm": ("millimetre", "millimetres"),
    "ml": ("millilitre", "millilitres"), "mph": ("mile an hour", "miles an hour"),
    "ft": ("foot", "feet"), "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"), "MB": ("megabyte", "megabytes"), "GB": ("gigabyte", "gigabytes"),
    "km/h": ("kilometre an hour", "kilometres an hour"), "mi": ("mile", "miles"),
    "kcal": ("kilo calorie", "kilo calories"), "kB": ("kilobyte", "kilobytes"),
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_MEASURE = rf"(?<![\w.,]){_RANGE}(?P<gap>[ -]?)(?P<unit>{_UNIT})(?![\w/])"
_EACH = (
    rf"(?<![\w.,])(?P<first>{_AMOUNT}) ?/ ?(?P<each>hour|hr|day|week|wk|month|year|yr|person)(?!\w)"
)
_NUMBERS = rf"(?<![\w.,/-]){_RANGE}(?![\w]|{_DASH}\d)"
_OUT_OF = r"(?<![\w.,/])(?P<top>\d{1,3})/(?P<bottom>\d{1,3})(?![\w/]|[.,]\d)"
_MIXED = r"(?<![\w.,/])(?P<whole>\d{1,4})[ -](?P<top>\d)/(?P<bottom>\d)(?![\w/]|[.,]\d)"
_FRACTIONS = {
    2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"),
    5: ("fifth", "fifths"), 6: ("sixth", "sixths"), 8: ("eighth", "eighths"),
}  # fmt: skip
_SCORES = frozenset({5, 10, 20, 50, 100})
_RATIO = r"(?<![\w.,:/])(?P<first>[1-9]\d{0,3}):(?P<second>[1-9]\d{0,3})(?![\w:]|[.,]\d)"
_WITH_SPACES = r"(?<![\w.,])\d{1,3}(?: \d{3}){0,3} 000(?!\w| ?\d|[.,]\d)"
_PARTS = r"(?<![\w.,])\d{1,4}(?:\.\d{1,4}){2,5}(?![\w]|\.\d)"
_TIMES = r"(?<![\w.,])(?P<first>\d{1,9}) ?[x*×] ?(?P<second>\d{1,9})(?!\w)"
_MINUS = rf"(?:(?<=[ (=])|^)[-\u2212](?P<first>{_AMOUNT})(?![\w-])"
_INCHES = r"(?<![\w.,])(?P<first>\d{1,3})(?:in|ins)(?!\w)"
_FEET = r"(?<![\w.,])(?P<feet>\d)'(?P<inches>1?\d)(?![\w'])"
_POINT_FIRST = r"(?<!\w)\.(?P<rest>\d{1,9})(?!\w)"
_ZERO_FIRST = r"(?<![\w.,])0\d{1,8}(?!\w|[.,]\d)"
_PLUS = r"(?<![\w.,])(?P<first>\d{1,9})\+(?![\w+])"
_HASH = r"#(?=\d)"


def _bare(number: str) -> str:
    return number.replace(",", "")


def _each(name: str) -> str:
    unit = _UNITS[name][0] if name in _UNITS else name
    return f" {'an' if unit == 'hour' else 'a'} {unit}"


def _measure(match: re.Match[str], _scene: Scene) -> str:
    """ "15 min", "10-20%". With a hyphen ("15-min break") it is one thing."""
    one, many = _UNITS[match["unit"]]
    first, second = _bare(match["first"]), match["second"]
    number = f"{first} to {_bare(second)}" if second else first
    single = match["gap"] == "-" or (not second and first == "1")
    return f"{number} {one if single else many}"


def _per(match: re.Match[str], _scene: Scene) -> str:
    return f"{_bare(match['first'])}{_each(match['each'])}"


def _numbers(match: re.Match[str], _scene: Scene) -> str | None:
    """A number, or from one to a bigger one: "2-3"."""
    first, second = _bare(match["first"]), match["second"]
    if not second:
        return None if first.startswith("0") and len(first) > 1 and "." not in first else first
    if float(_bare(second)) <= float(first):
        return None
    return f"{first} to {_bare(second)}"


def _out_of(match: re.Match[str], _scene: Scene) -> str | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    if (top, bottom) in ((24, 7), (50, 50)):
        return f"{top} {bottom}"
    if (top, bottom) == (1, 2) and re.match(r"[ -](?:price|term|day)", after(match, 6)):
        return "half"
    if bottom in _SCORES and (top, bottom) != (1, 5):
        return f"{top} out of {bottom}" if top <= bottom else None
    # "5/6" may as well be the 5th of June.
    if bottom not in _FRACTIONS or not 0 < top < bottom or (bottom == 6 and top != 1):
        return f"{top} out of {bottom}" if 0 <= top <= bottom > 8 else None
    return _fraction(top, bottom)


def _fraction(top: int, bottom: int) -> str:
    one, many = _FRACTIONS[bottom]
    article = "an" if one[0] == "e" else "a"
    return f"{article} {one}" if top == 1 else f"{top} {many}"


def _mixed(match: re.Match[str], _scene: Scene) -> str | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    if bottom not in _FRACTIONS or not 0 < top < bottom:
        return None
    return f"{match['whole']} and {_fraction(top, bottom)}"


def _feet(match: re.Match[str], _scene: Scene) -> str:
    return f"{match['feet']} foot {match['inches']}"


def _parts(match: re.Match[str], _scene: Scene) -> str:
    """A version: "1.2.3"."""
    return match[0].replace(".", " point ")


def _zero_first(match: re.Match[str], _scene: Scene) -> str:
    return digit_by_digit(match[0])


def _minus(match: re.Match[str], _scene: Scene) -> str:
    return f"minus {_bare(match['first'])}"


def _with_spaces(match: re.Match[str], _scene: Scene) -> str:
    """A big number with a space where others write a comma: "10 000"."""
    return match[0].replace(" ", "")


def _point_first(match: re.Match[str], _scene: Scene) -> str:
    return f"point {match['rest']}"


def _ratio(match: re.Match[str], _scene: Scene) -> str:
    return f"{match['first']} to {match['second']}"


def _times(match: re.Match[str], _scene: Scene) -> str:
    return f"{match['first']} times {match['second']}"


def _and_more(match: re.Match[str], _scene: Scene) -> str:
    """ "18+"; between numbers it is a sum."""
    return f"{match['first']} plus"


RULES = (
    Rule(DIGITS, _MEASURE, _measure),
    Rule(DIGITS, _INCHES, lambda m, _s: f"{m['first']} inch{'es' * (m['first'] != '1')}"),
    Rule(DIGITS, _FEET, _feet),
    Rule(DIGITS, _EACH, _per),
    Rule(DIGITS, _MIXED, _mixed),
    Rule(DIGITS, _OUT_OF, _out_of),
    Rule(DIGITS, _RATIO, _ratio),
    Rule(DIGITS, _WITH_SPACES, _with_spaces),
    Rule(DIGITS, _PARTS, _parts),
    Rule(DIGITS, _TIMES, _times),
    Rule(DIGITS, _PLUS, _and_more),
    Rule(DIGITS, _ZERO_FIRST, _zero_first),
    Rule(DIGITS, _NUMBERS, _numbers),
    Rule("-\u2212", _MINUS, _minus),
    Rule(".", _POINT_FIRST, _point_first),
    Rule("#", _HASH, always("number ")),
)
