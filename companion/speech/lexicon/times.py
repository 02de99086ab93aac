"""Says times and how long things take: "6 to 8 in the evening", "1 hour 30 minutes"."""

import re
from typing import NamedTuple

from companion.speech.lexicon.rules import DIGITS, Rule, Scene, before, ends_sentence

_NOON = 12
_EVENING, _NIGHT = 18, 22
_DASH = r"[-\u2013\u2014]"
_HALF_OF_DAY = r"(?:[ap]\. ?m\.|[apAP]\.?[mM](?!\w))"
_LINK = rf"(?: ?{_DASH} ?| (?:to|until|till|and) )"


def _twelve(name: str) -> str:
    return rf"(?P<{name}h>[01]?\d)(?:[:.](?P<{name}m>[0-5]\d))? ?(?P<{name}x>{_HALF_OF_DAY})"


def _four_digits(name: str) -> str:
    return rf"(?P<{name}h>[012]?\d):(?P<{name}m>[0-5]\d)(?: ?hrs?)?(?![\w:])"


_TWELVE = rf"(?<![\w.:,/-]){_twelve('a')}"
_TWELVE_TO_TWELVE = rf"(?<![\w.:,/-]){_twelve('a')}(?P<link>{_LINK}){_twelve('b')}"
_BARE_TO_TWELVE = (
    rf"(?<![\w.:,/-])(?P<ah>1?\d)(?:[:.](?P<am>[0-5]\d))?(?P<link>{_LINK}){_twelve('b')}"
)
_TWENTY_FOUR = rf"(?<![\w.:,/-]){_four_digits('a')}"
_TWENTY_FOUR_TO = rf"(?<![\w.:,/-]){_four_digits('a')}(?P<link>{_LINK}){_four_digits('b')}"
_SECONDS = r"(?<![\w.:,/-])(?P<ah>[012]?\d):(?P<am>[0-5]\d):(?P<seconds>[0-5]\d)(?![\w:]|[.,]\d)"
_POINT = r"(?<=\b[Aa]t )(?P<ah>[012]?\d)\.(?P<am>[0-5]\d)(?!\w|[.,]\d| ?[%°£$€])"
_POINT_TO = (
    r"(?<![\w.:,/-])(?P<ah>[012]?\d)\.(?P<am>00|15|30|45)"
    rf"(?P<link>{_LINK})(?P<bh>[012]?\d)\.(?P<bm>00|15|30|45)(?!\w|[.,]\d| ?[%°£$€])"
)
_HRS = r"(?<![\w.:,/-])(?P<ah>[012]\d)(?P<am>[0-5]\d) ?hrs(?!\w)"
_LONG = (
    r"(?<![\w.:,/-])(?P<hours>\d{1,3}) ?h(?:rs?)? ?(?P<minutes>[0-5]?\d)(?: ?m(?:ins?)?)?(?![\w.:])"
)


class _Time(NamedTuple):
    """`part` is the part of the day in words; "" where it is not known."""

    hour: int
    minute: int
    part: str

    @property
    def words(self) -> str:
        if self.part in ("noon", "midnight"):
            return "12 noon" if self.part == "noon" else self.part
        return f"{self.number} {self.part}" if self.part else self.number

    @property
    def number(self) -> str:
        """The time without its part of the day: "6", "6 30", "6 oh 5"."""
        if self.minute:
            return f"{self.hour} {'oh ' if self.minute < 10 else ''}{self.minute}"
        return str(self.hour) if self.part else f"{self.hour} o'clock"


def clock_time(hour: int, minute: int) -> str | None:
    """A time of the 24-hour clock in words: "6 in the evening". None where there is none."""
    time = _of_day(hour, minute)
    return time and time.words


def _of_day(hour: int, minute: int) -> _Time | None:
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    if (hour, minute) in ((0, 0), (_NOON, 0)):
        return _Time(_NOON, 0, "noon" if hour else "midnight")
    if hour < _NOON:
        part = "in the morning" if hour else "at night"
    elif hour < _EVENING:
        part = "in the afternoon"
    else:
        part = "in the evening" if hour < _NIGHT else "at night"
    return _Time(hour % _NOON or _NOON, minute, part)


def _read(match: re.Match[str], name: str) -> tuple[int, int, str]:
    """Hour, minute, and "a" or "p" where it is written."""
    found = match.groupdict()
    half = (found.get(f"{name}x") or "").lower()[:1]
    return int(found[f"{name}h"]), int(found[f"{name}m"] or 0), half


def _time(match: re.Match[str], name: str, *, of_24: bool = False) -> _Time | None:
    """The time under a name in a match. Without am or pm its part of the day may be open."""
    hour, minute, half = _read(match, name)
    if half:
        if not 1 <= hour <= _NOON:
            return None
        return _of_day(hour % _NOON + (_NOON if half == "p" else 0), minute)
    if of_24 or hour >= 13 or match[f"{name}h"].startswith("0"):
        return _of_day(hour, minute)
    return _Time(hour, minute, "") if hour <= _NOON else None


def _one(match: re.Match[str], _scene: Scene) -> str | None:
    time = _time(match, "a")
    if time is None:
        return None
    return time.words + ("." if ends_sentence(match) else "")


def _with_seconds(match: re.Match[str], _scene: Scene) -> str | None:
    time = _time(match, "a")
    return time and f"{time.words} and {int(match['seconds'])} seconds"


def _two(match: re.Match[str], _scene: Scene) -> str | None:
    """From when to when. The part of the day is said once where both share it."""
    of_24 = any(
        hour >= 13 or match[f"{name}h"].startswith("0")
        for name in "ab"
        for hour, _minute, half in [_read(match, name)]
        if not half
    )
    first, last = _time(match, "a", of_24=of_24), _time(match, "b", of_24=of_24)
    if first is None or last is None:
        return None
    link = match["link"].strip()
    link = link if link.isalpha() else "to"
    dot = "." if ends_sentence(match) else ""
    shared = first.part == last.part
    if shared and last.part not in ("", "noon", "midnight"):
        start = first._replace(part=last.part).number
        return f"{start} {link} {last.words}{dot}"
    return f"{first.words} {link} {last.words}{dot}"


def _bare_to(match: re.Match[str], _scene: Scene) -> str | None:
    """ "10-11.30am": the first time has no am or pm of its own."""
    first, last = _time(match, "a"), _time(match, "b")
    if first is None or last is None or first.part or not first.hour:
        return None
    link = match["link"].strip()
    if link == "and" and before(match, 8).lower() != "between ":
        return None
    start = first._replace(part="open").number
    dot = "." if ends_sentence(match) else ""
    return f"{start} {link if link.isalpha() else 'to'} {last.words}{dot}"


def _long(match: re.Match[str], _scene: Scene) -> str:
    hours, minutes = int(match["hours"]), int(match["minutes"])
    return f"{hours} hour{'s' * (hours != 1)} {minutes} minute{'s' * (minutes != 1)}"


RULES = (
    Rule(DIGITS, _TWELVE_TO_TWELVE, _two),
    Rule(DIGITS, _BARE_TO_TWELVE, _bare_to),
    Rule(DIGITS, _TWELVE, _one),
    Rule(DIGITS, _TWENTY_FOUR_TO, _two),
    Rule(DIGITS, _TWENTY_FOUR, _one),
    Rule(DIGITS, _SECONDS, _with_seconds),
    Rule(DIGITS, _POINT_TO, _two),
    Rule(DIGITS, _POINT, _one),
    Rule(DIGITS, _HRS, _one),
    Rule(DIGITS, _LONG, _long),
)
