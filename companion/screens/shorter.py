"""Says how letters look in fewer bytes: only what changes from one run of them to the next.

Rich names every colour anew for each run and takes all back after it. Large letters have a
run for each block, so a page of them would be three times as long for a slow line.
"""

import re
from functools import lru_cache

_RUN = re.compile(r"\x1b\[([\d;]+)m([^\x1b]*)\x1b\[0m")
_PLAIN = "\x1b[0m"
_REVERSE = "7"


def shorter(data: str) -> str:
    """The same for the terminal's screen: the same letters, which look the same.

    Whatever else stands between two runs is met with no style, as before.
    """
    said: list[str] = []
    style, at = "", 0
    for run in _RUN.finditer(data):
        if run.start() > at:
            said += [_PLAIN if style else "", data[at : run.start()]]
            style = ""
        said += [_change(style, run[1]), run[2]]
        style, at = run[1], run.end()
    return "".join([*said, _PLAIN if style else "", data[at:]])


@lru_cache(maxsize=1024)
def _change(before: str, after: str) -> str:
    """What makes one style of another."""
    if before == after:
        return ""
    if before and _without_reverse(before) == _without_reverse(after):
        return "\x1b[7m" if _reversed(after) else "\x1b[27m"
    return f"\x1b[0;{after}m" if before else f"\x1b[{after}m"


def _looks(style: str) -> list[str]:
    """The numbers before the first colour: bold, underlined, swapped ..."""
    numbers = style.split(";")
    colours = (at for at, number in enumerate(numbers) if len(number) > 1)
    return numbers[: next(colours, len(numbers))]


def _reversed(style: str) -> bool:
    return _REVERSE in _looks(style)


def _without_reverse(style: str) -> list[str]:
    looks = _looks(style)
    kept = [number for number in looks if number != _REVERSE]
    return [*kept, *style.split(";")[len(looks) :]]
