"""Says numbers that name a thing digit by digit, in groups with pauses between.

Telephone numbers, numbers to text to, codes and meeting numbers, postcodes.
"""

import re

from companion.speech.lexicon.rules import DIGITS, LETTERS, Rule, Scene, before
from companion.speech.lexicon.words import letters

_LONGEST_GROUP = 4
_NO_DIGIT_BEFORE = r"(?<![\w.,/-])(?<!\d[ :])"
_PHONE = _NO_DIGIT_BEFORE + r"\(?0(?:[ ()-]{0,2}\d){9,10}(?!\w|[.,:]\d)"
_SHORT_FREE = _NO_DIGIT_BEFORE + r"(?:0800 ?\d{4}|0845 ?46 ?47)(?! ?\d|\w)"
_WORLD = r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){8,14}(?!\w|[.,:]\d)"
_HELPLINE = _NO_DIGIT_BEFORE + r"(?:116 \d{3}|999)(?!\w| ?\d|[.,:/-]\d)"
_THREE_DIGITS = _NO_DIGIT_BEFORE + r"(?:10[15]|11[129]|999)(?!\w|[.,:/-]\d)"
_MEETING = (
    _NO_DIGIT_BEFORE + r"\d{3,4}[ -]\d{3,4}[ -]\d{3,4}(?:[ -]\d{3,4})?(?![ -]?\d|\w|[.,:/]\d)"
)
_TWO_GROUPS = _NO_DIGIT_BEFORE + r"\d{3} \d{3}(?! ?\d|\w|[.,:/-]\d)"
_NAMED = _NO_DIGIT_BEFORE + r"\d{3,12}(?: \d{2,6}){0,3}(?!\w|[.,:/-]\d)"
# So long a number without commas names a thing, unless it is round.
_ENDLESS = r"\d{7,}(?<!000)(?![.,]\d)|\d{10,}"
_POSTCODE = (
    r"(?<!\w)(?P<area>[A-Z]{1,2})(?P<district>\d[A-Z\d]?) ?(?P<sector>\d)(?P<unit>[A-Z]{2})(?!\w)"
)
_AREA = r"(?<!\w)(?P<area>[A-Z]{2})(?P<district>\d{1,2})(?![\w]|[.,/-]\d)"

_CALLS = re.compile(
    r"(?i)\b(?:call|ring|phone|dial|text|nhs|tel|telephone|helpline|use|via|on|or|and)\W{1,3}$"
)
_NAMES_A_CODE = re.compile(
    r"(?i)\b(?:code|pin|passcode|password|id|ref|reference|extension|ext|text|texting|text to)\b"
    r"(?:\W{1,3}(?:is|no|number|to))?\W{1,3}$"
)
_TEXTS = re.compile(r"(?i)\btext(?:ing)?\b[^.!?]{1,40} to $")
# How numbers are written in groups in Britain, by how they begin.
_GROUPS = (
    ("07", (5, 3, 3)), ("02", (3, 4, 4)), ("03", (4, 3, 4)), ("08", (4, 3, 4)), ("09", (4, 3, 4)),
    ("0", (5, 3, 3)),
)  # fmt: skip


def digit_by_digit(number: str) -> str:
    """Digits with a space between, a pause where the number has a gap: "0 8, 1 2"."""
    groups = [part for group in re.findall(r"\d+", number) for part in _parts(group)]
    return ", ".join(" ".join(group) for group in groups)


def _parts(group: str) -> list[str]:
    """A long group in parts that a person can keep in mind."""
    if len(group) <= _LONGEST_GROUP + 1:
        return [group]
    size = 3 if len(group) % 3 == 0 or len(group) == 7 else _LONGEST_GROUP
    return [group[i : i + size] for i in range(0, len(group), size)]


def _phone(match: re.Match[str], _scene: Scene) -> str:
    number = match[0]
    if not number.isdigit():
        return digit_by_digit(number)
    sizes = next(sizes for start, sizes in _GROUPS if number.startswith(start))
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    return ", ".join(" ".join(group) for group in groups if group)


def _world(match: re.Match[str], _scene: Scene) -> str:
    number = match[0]
    if number.startswith("+44") and number[1:].isdigit():
        number = f"+44 {number[3:7]} {number[7:10]} {number[10:]}"
    return f"plus {digit_by_digit(number)}"


def _digits(match: re.Match[str], _scene: Scene) -> str:
    return digit_by_digit(match[0])


def _three(match: re.Match[str], _scene: Scene) -> str | None:
    return digit_by_digit(match[0]) if _CALLS.search(before(match, 15)) else None


def _two_groups(match: re.Match[str], _scene: Scene) -> str | None:
    """ "123 456" is a code; "100 000" is a number."""
    return match[0].replace(" ", "") if match[0].endswith(" 000") else digit_by_digit(match[0])


def _named(match: re.Match[str], _scene: Scene) -> str | None:
    """A number behind a word such as "code"."""
    named = _NAMES_A_CODE.search(before(match, 30)) or _TEXTS.search(before(match, 60))
    return digit_by_digit(match[0]) if named else None


def _postcode(match: re.Match[str], _scene: Scene) -> str:
    area, unit = letters(match["area"]), letters(match["unit"])
    district = re.sub(r"(?<=\d)(?=[A-Z])", " ", match["district"])
    return f"{area} {district}, {match['sector']} {unit}"


def _area(match: re.Match[str], _scene: Scene) -> str:
    return f"{letters(match['area'])} {match['district']}"


# Before dates and times, which the digits of a code may look like.
RULES_FIRST = (Rule(DIGITS, _NAMED, _named),)
RULES = (
    Rule(LETTERS, _POSTCODE, _postcode),
    Rule(LETTERS, _AREA, _area),
    Rule("0(", _PHONE, _phone),
    Rule("0", _SHORT_FREE, _digits),
    Rule("+", _WORLD, _world),
    Rule(DIGITS, _HELPLINE, _digits),
    Rule(DIGITS, _THREE_DIGITS, _three),
    Rule(DIGITS, _MEETING, _digits),
    Rule(DIGITS, _TWO_GROUPS, _two_groups),
    Rule(DIGITS, _ENDLESS, _digits),
)
