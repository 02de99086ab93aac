"""A second press of the same key that comes too soon to be meant, and a key that is held."""

from collections.abc import Callable
from typing import Literal

HELD = 1.0  # seconds; no computer waits longer before it repeats a key that is held
REPEAT = 0.15  # seconds; then it repeats it faster than this, and than a person presses it

Verdict = Literal["counts", "again", "unsure"]


class Bounce:
    """Tells a key that was pressed again from one that was pressed twice, or held."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        """`seconds`: how soon the same key may come again and count; 0 for at once."""
        self._seconds = seconds
        self._key = ""
        self._at = 0.0

    def judge(self, key: str, at: float) -> Verdict:
        """What to make of a key that came at a time (in seconds); "again" is to be ignored.

        The time runs from when the key came last. "unsure" may be the first repeat of a key that
        is held: whoever asks waits for REPEAT, and where the next key is judged "again" by then,
        neither counts; else it does.
        """
        gap, same = at - self._at, key == self._key
        self._key, self._at = key, at
        seconds = self._seconds()
        if not same or not seconds or gap >= max(seconds, HELD):
            return "counts"
        return "again" if gap < seconds else "unsure"
