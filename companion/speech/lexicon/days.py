"""Says days and months: "Friday the 26th of June 2026"."""

import re
from calendar import monthrange
from datetime import date

from companion.speech.lexicon.rules import DIGITS, LETTERS, Rule, Scene, after, always, before
from companion.speech.lexicon.times import clock_time
from companion.speech.lexicon.years import year_in_words

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
_MONTH = (
    r"(?:(?i:jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    # In lower case these are words: "we may", "they march".
    r"|M(?i:arch|ar|ay))(?![^\W\d_])"
)
_LOWER_MONTH = r"(?:march|may)(?![^\W\d_])"
# A dot goes with a short form; where nothing follows it ends the sentence.
_DOT = r"(?:\.(?= ?[\da-z,]))?"
_WEEKDAY = (
    r"(?i:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)(?![^\W\d_])" + _DOT
)
_NUMBER = r"[0-3]?\d"
_ORDINAL = r"(?:st|nd|rd|th)"
_DASH = r"[-\u2013\u2014]"
_YEAR = r"(?:[12]\d{3}(?!\d|,\d|\.\d|:))"
_DAY_FIRST = (
    rf"(?P<weekday>{_WEEKDAY},? )?(?P<the>the )?"
    rf"(?P<more>(?:{_NUMBER}{_ORDINAL}?, ){{1,4}}(?=[\w ]{{1,6}} (?:and|or|&) ))?"
    rf"(?P<day>{_NUMBER}){_ORDINAL}?"
    rf"(?:(?P<link> ?(?:{_DASH}|/|&) ?| (?:to|and|or|until) )(?P<second>{_NUMBER}){_ORDINAL}?)?"
    rf"(?: of )?[ -]?(?:(?P<month>{_MONTH}){_DOT}(?:,?[ -](?P<year>{_YEAR}))?"
    rf"|(?P<lower>{_LOWER_MONTH}) (?P<lower_year>{_YEAR}))(?!\w)"
    rf"(?P<to> ?{_DASH} ?(?=(?:{_WEEKDAY},? )?{_NUMBER}{_ORDINAL}? (?:of )?{_MONTH}))?"
)
_MONTH_FIRST = (
    rf"(?P<weekday>{_WEEKDAY},? )?(?P<month>{_MONTH}){_DOT} (?P<day>{_NUMBER})(?P<th>{_ORDINAL})?"
    rf"(?:,? (?P<year>{_YEAR}))?(?![\w:]|[.,-]\d)"
)
_MONTH_AND_YEAR = (
    rf"(?P<first>{_MONTH}){_DOT}(?:(?P<link> ?(?:{_DASH}|/) ?)(?P<second>{_MONTH}){_DOT})?,?"
    rf"(?: (?P<year>{_YEAR}))(?!\w)"
)
_MONTHS_ONLY = rf"(?P<first>{_MONTH}){_DOT}(?P<link> ?(?:{_DASH}|/) ?)(?P<second>{_MONTH})(?!\w)"
_ISO = (
    r"(?<![\w.-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:(?:T|, | )(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<seconds>\d\d)(?:\.\d{1,9})?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?)?"
    r"(?![\w-])"
)
_NUMERIC = (
    rf"(?<![\w./-])(?P<day>{_NUMBER})(?P<mark>[/.-])(?P<month>[01]?\d)(?P=mark)"
    r"(?P<year>\d{4}|\d\d)(?![\w/-]|\.\d)"
)
_DAY_AND_MONTH = r"(?<![\w./-])(?P<day>[0-3]\d)/(?P<month>[01]\d)(?![\w/-]|\.\d)"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)(?!\w)" + _DOT
_WEEKDAYS_LINKED = (
    rf"(?P<first>{_SHORT_WEEKDAY})(?P<link> ?(?:{_DASH}|/) ?| (?:to|and|or|&) )"
    rf"(?P<second>{_SHORT_WEEKDAY})(?!\w)"
)
# These are words too, so they need a time, a date or another day beside them.
_WORDS_TOO = frozenset({"Wed", "Sat", "Sun"})
_BEHIND_DAY = re.compile(
    r"(?:\b(?:[Oo]n|[Tt]his|[Nn]ext|[Ee]very) "
    r"|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)[,.]? (?:and |or |& ?)?)$"
)
_SEPT = r"(?<!\w)Sept(?!\w)" + _DOT


def ordinal(number: int) -> str:
    """A whole number in its order: "1st", "12th"."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _weekday(name: str) -> str:
    return _WEEKDAYS[name[:3].lower()]


def _month(name: str) -> int:
    return next(
        i for i, month in enumerate(_MONTHS, 1) if month.lower().startswith(name.lower()[:3])
    )


def _is_day(day: int, month: int, year: int | None = None) -> bool:
    """Whether there is such a day; without a year, in any year."""
    if not 1 <= month <= 12 or (year is not None and year < 1):
        return False
    return 1 <= day <= monthrange(2000 if year is None else year, month)[1]


def _dated(day: int, month: int, year: str | None) -> str:
    words = f"the {ordinal(day)} of {_MONTHS[month - 1]}"
    return f"{words} {year_in_words(year)}" if year else words


def _after_the(match: re.Match[str], words: str) -> str:
    """Never "the the 26th"."""
    return words.removeprefix("the ") if before(match, 4).lower() == "the " else words


def _link(match: re.Match[str]) -> str:
    """What stands between two days or months, in words."""
    link = match["link"].strip()
    return {"&": "and", "/": "or"}.get(link, link if link.isalpha() else "to")


def _day_first(match: re.Match[str], _scene: Scene) -> str | None:
    found = match.groupdict()
    month = _month(found["month"] or found["lower"])
    year = found["year"] or found["lower_year"]
    more = [int(number) for number in re.findall(r"\d+", found["more"] or "")]
    days = [*more, int(found["day"]), *([int(found["second"])] if found["second"] else [])]
    if not all(_is_day(day, month, int(year) if year else None) for day in days):
        return None
    words = _dated(days[-1], month, year)
    if len(days) > 1:
        link = _link(match)
        both = words if link == "to" else words.removeprefix("the ")
        words = f"the {', '.join(map(ordinal, days[:-1]))} {link} {both}"
    if found["weekday"]:
        words = f"{_weekday(found['weekday'])} {words}"
    else:
        words = _after_the(match, words)
    return words + (" to " if found["to"] else "")


def _month_first(match: re.Match[str], _scene: Scene) -> str | None:
    """ "June 26, 2026"; a bare number only where nothing follows that it could count."""
    found = match.groupdict()
    counts = after(match, 2)[:1] == " " and after(match, 2)[1:].isalnum()
    month, day, year = _month(found["month"]), int(found["day"]), found["year"]
    if counts and not (found["th"] or year):
        return None
    if not _is_day(day, month, int(year) if year else None):
        return None
    words = f"{_MONTHS[month - 1]} the {ordinal(day)}"
    if found["weekday"]:
        words = f"{_weekday(found['weekday'])} {words}"
    return f"{words}, {year_in_words(year)}" if year else words


def _months(match: re.Match[str], _scene: Scene) -> str:
    found = match.groupdict()
    words = _MONTHS[_month(found["first"]) - 1]
    if found["second"]:
        words += f" {_link(match)} {_MONTHS[_month(found['second']) - 1]}"
    return f"{words} {year_in_words(found['year'])}" if found.get("year") else words


def _iso(match: re.Match[str], _scene: Scene) -> str | None:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    if not _is_day(day, month, year):
        return None
    words = _after_the(match, _dated(day, month, match["year"]))
    if match["hour"] is None:
        return words
    time = clock_time(int(match["hour"]), int(match["minute"]))
    if time is None:
        return None
    seconds = int(match["seconds"] or 0)
    return f"{words} at {time}" + (f" and {seconds} seconds" if seconds else "")


def _numeric(match: re.Match[str], scene: Scene) -> str | None:
    """Day, month, year, as in Britain. "1.2.26" is a version, "01.02.26" a date."""
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if len(year) == 2:
        if match["mark"] != "/" and len(match["day"] + match["month"]) < 4:
            return None
        year = str(_nearest(int(year), scene.today))
    if not _is_day(day, month, int(year)):
        return None
    return _after_the(match, _dated(day, month, year))


def _nearest(short: int, today: date) -> int:
    """The year that ends in two digits and is nearest to this year."""
    century = today.year // 100 * 100
    return min(
        (century + short + shift for shift in (-100, 0, 100)), key=lambda y: abs(y - today.year)
    )


def _day_and_month(match: re.Match[str], _scene: Scene) -> str | None:
    """ "26/06"; without a 0 it may as well be a fraction or a score."""
    day, month = match["day"], match["month"]
    if "0" not in (day[0], month[0]) or not _is_day(int(day), int(month)):
        return None
    return _after_the(match, _dated(int(day), int(month), None))


def _weekdays(match: re.Match[str], _scene: Scene) -> str:
    return f"{_weekday(match['first'])} {_link(match)} {_weekday(match['second'])}"


def _one_weekday(match: re.Match[str], _scene: Scene) -> str | None:
    beside = re.match(r",? ?(?:the )?\d", after(match, 7)) or _BEHIND_DAY.search(before(match, 12))
    return _weekday(match[0]) if beside or match[0].rstrip(".") not in _WORDS_TOO else None


RULES = (
    Rule(DIGITS, _ISO, _iso),
    Rule(DIGITS, _NUMERIC, _numeric),
    Rule(DIGITS, rf"(?<!\w){_DAY_FIRST}", _day_first),
    Rule(LETTERS, rf"(?<!\w)(?={_WEEKDAY}|the ){_DAY_FIRST}", _day_first),
    Rule(LETTERS, rf"(?<!\w){_MONTH_FIRST}", _month_first),
    Rule(LETTERS, rf"(?<!\w){_MONTH_AND_YEAR}", _months),
    Rule(LETTERS, rf"(?<!\w){_MONTHS_ONLY}", _months),
    Rule(LETTERS, _SEPT, always("September")),
    Rule(LETTERS, rf"(?<!\w){_WEEKDAYS_LINKED}", _weekdays),
    Rule(LETTERS, rf"(?<!\w){_SHORT_WEEKDAY}", _one_weekday),
    Rule(DIGITS, _DAY_AND_MONTH, _day_and_month),
)
