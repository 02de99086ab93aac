"""A second press of the same key that comes too soon to be meant."""

from collections.abc import Callable


class Bounce:
    """Tells a key that was pressed again from one that was pressed twice, or held."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        """`seconds`: how soon the same key may come again and count; 0 for at once."""
        self._seconds = seconds
        self._key = ""
        self._at = 0.0

    def again(self, key: str, at: float) -> bool:
        """Whether a key that came at a time (in seconds) is one to ignore.

        The time runs from when the key came last, so a key that is held counts once.
        """
        same = key == self._key and at - self._at < self._seconds()
        self._key, self._at = key, at
        return same
