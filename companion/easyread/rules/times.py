"""Rules about dates and times: whole, in words, and true."""

import re
from collections.abc import Iterator
from datetime import date

from companion.easyread.rules.hit import Hit
from companion.plainwords.messages import _

# Not from `calendar` or `strftime`: those follow the machine's language, the text is English.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = "|".join(rf"{day[:3]}(?:{day[3:]})?" for day in _DAYS)
# "may" and "march" are words of their own, so those months count with a capital only.
_MONTH = "May|March|(?i:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|{})".format(
    "|".join(month for month in _MONTHS if month not in {"May", "March"})
)
_IN_WORDS = re.compile(
    rf"(?:\b(?P<weekday>{_DAY}),? )?"
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\b"
    rf"|\b(?P<month_first>{_MONTH}) (?P<day_last>\d{{1,2}})(?:st|nd|rd|th)?\b)"
    r"(?:,? (?P<year>\d{4})\b)?"
)
_IN_DIGITS = re.compile(r"\b\d{1,4}([/.-])\d{1,2}\1\d{2,4}\b")
# "the 26th" has no month. "The 5th floor" is no date.
_DAY_ALONE = re.compile(
    rf"\b(?:the|{_DAY})(?: the)? \d{{1,2}}(?:st|nd|rd|th)\b"
    rf"(?! (?!and\b|at\b|from\b|to\b|in\b|for\b|or\b|if\b|because\b)\w)",
    re.IGNORECASE,
)

_TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap]m\b|[ap]\.m\b\.?)"
    r"|\b(?P<clock>\d{1,2}:\d{2})\b"
    r"|(?<=\bat )(?P<point>\d{1,2}\.\d{2})\b|(?<=\b(?:to|by) )(?P<later>\d{1,2}\.\d{2})\b(?! \w)"
    r"|(?<=\b(?:from|till) )(?P<earlier>\d{1,2}\.\d{2})\b(?= to\b)",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:half past|quarter (?:to|past)|(?:5|10|20|25|five|ten|twenty) past) \w+"
    r"|\b[\w:]+ o['’]clock\b|\bnoon\b"
    r"|\b[0-2]\d[0-5]\d(?: to [0-2]\d[0-5]\d)? (?:hours|hrs)\b"
    # No year starts with 0. After "at", a number such as 1830 is no year either.
    r"|(?<=\b(?:at|by|to) )0\d[0-5]\d\b(?! \d)|(?<=\bfrom )0\d[0-5]\d\b(?! \d)"
    r"|(?<=\bat )(?:1\d|2[0-3])[0-5]\d\b(?! \w)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\b\d{1,2}(?:[:.]\d{2})? ?(?:[ap]m)? ?[-–—] ?\d{1,2}(?:[:.]\d{2})? ?[ap]m\b", re.IGNORECASE
)


def dates(sentence: str) -> Iterator[Hit]:
    """ER-15: weekday, day, whole month, year; and the weekday is the right one."""
    for found in _IN_DIGITS.finditer(sentence):
        yield Hit("ER-15", *found.span(), _("This date is in digits only."),
                  _("Write it like this: Friday 26 June 2026"))  # fmt: skip
    for found in _IN_WORDS.finditer(sentence):
        why, suggestion = _wrong_date(found)
        if why:
            yield Hit("ER-15", *found.span(), why, suggestion)
    for found in _DAY_ALONE.finditer(sentence):
        if not _IN_WORDS.search(sentence, found.start(), found.end() + 20):
            yield Hit("ER-15", *found.span(), _("This date does not say which month."),
                      _("Write it like this: Friday 26 June 2026"))  # fmt: skip


def is_whole_date(sentence: str) -> bool:
    """Whether the sentence has a date that needs no other to be understood."""
    return any(not _wrong_date(found)[0] for found in _IN_WORDS.finditer(sentence))


def _wrong_date(found: re.Match[str]) -> tuple[str, str]:
    """What is wrong with a date in words, and how to write it; ("", "") when it is right."""
    like_this = _("Write it like this: Friday 26 June 2026")
    if not found["year"]:
        return _("This date does not say which year."), like_this
    month = (found["month"] or found["month_first"])[:3].title()
    number = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month))
    day = int(found["day"] or found["day_last"])
    try:
        weekday = _DAYS[date(int(found["year"]), number, day).weekday()]
    except ValueError:
        return _("There is no such day."), _("Look at a calendar.")
    whole = f"{weekday} {day} {_MONTHS[number - 1]} {found['year']}"
    if found["weekday"] and not weekday.startswith(found["weekday"][:3]):
        why = _("That day is a {weekday}.").format(weekday=weekday)
        return why, _("If the rest is right, write: {words}").format(words=whole)
    if found.group() != whole:
        return _("This date is not whole, or is in another order."), _("Write: {words}").format(
            words=whole
        )
    return "", ""


def points(sentence: str) -> list[tuple[int, int]]:
    """Where "at 18.00" has a time that looks like a decimal."""
    return [
        found.span()
        for found in _TIME.finditer(sentence)
        if found["point"] or found["later"] or found["earlier"]
    ]


def times(sentence: str) -> Iterator[Hit]:
    """ER-15b: 6pm, 5:30pm, midday, midnight, and "to" between two times."""
    for found in _RANGE.finditer(sentence):
        yield Hit("ER-15b", *found.span(), _("The sign between these times is hard to read."),
                  _("Write it like this: 6pm to 8pm"))  # fmt: skip
    for found in _OTHER_TIME.finditer(sentence):
        yield Hit("ER-15b", *found.span(), _("This time is easier in another form."),
                  _("Write it like this: 6pm, 5:30pm or midday"))  # fmt: skip
    for found in _TIME.finditer(sentence):
        if not found["hour"]:
            yield Hit("ER-15b", *found.span(), _("Not everyone knows the 24-hour clock."),
                      _("Write it like this: 6pm"))  # fmt: skip
        elif (plain := _plain_time(found)) != found.group():
            yield Hit("ER-15b", *found.span(), _("This time is easier in another form."),
                      _("Write: {words}").format(words=plain))  # fmt: skip


def _plain_time(found: re.Match[str]) -> str:
    """The time as the rule wants it: "6pm" for "6.00 PM", "midday" for "12pm"."""
    half = found["half"].lower().replace(".", "")
    hour, minute = int(found["hour"]) % 12 or 12, found["minute"] or "00"
    if (hour, minute) == (12, "00"):
        return "midday" if half == "pm" else "midnight"
    return f"{hour}{half}" if minute == "00" else f"{hour}:{minute}{half}"
