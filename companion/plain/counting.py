"""Which of the keys that are pressed count: no second press, and no repeat of one that is held."""

import time
from collections.abc import Callable, Iterator
from typing import Protocol

from companion.domain.bounce import REPEAT, Verdict


class Pressed(Protocol):
    """Keys as they are pressed; companion.plain.keys.Keys is one."""

    def __iter__(self) -> Iterator[str]: ...

    def waiting(self, seconds: float = 0.0) -> bool:
        """True if more was typed already, or is within `seconds`."""


class Counting:
    """Leaves out keys that do not count. `left` is a key that was read for the line before, and
    belongs to the next one; or ""."""

    def __init__(
        self,
        judge: Callable[[str, float], Verdict],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.left = ""
        self._judge = judge
        self._now = now
        self._pasted = False  # more came with the last key, at once
        self._at = 0.0  # when the last key came, in seconds

    def of(self, keys: Pressed) -> Iterator[str]:
        """The keys of one line that count."""
        if self.left:
            key, self.left = self.left, ""
            yield key
        early = keys.waiting()  # it came while we wrote, who knows when
        unsure = ""
        for key in keys:
            self._at, early = self._at if early else self._now(), False
            verdict = self._judged(key, keys)
            if unsure and verdict != "again":
                self.left = key  # the line may end with the one before
                yield unsure
                self.left = ""
            unsure = key if verdict == "unsure" and keys.waiting(REPEAT) else ""
            if verdict != "again" and not unsure:
                yield key
        if unsure:
            yield unsure

    def _judged(self, key: str, keys: Pressed) -> Verdict:
        """What to make of a key. What comes all at once is pasted, and all counts."""
        pasted, self._pasted = self._pasted, keys.waiting()
        verdict = self._judge(key, self._at)
        return "counts" if pasted else verdict
