"""Which keys of lines count, with a clock of our own."""

from collections.abc import Iterator

from companion.domain.bounce import Bounce
from companion.plain.counting import Counting


class Person:
    """Presses keys at times, in seconds; to look whether more comes lets that time go by."""

    def __init__(self, *keys: tuple[float, str]) -> None:
        self._keys = list(keys)
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def __iter__(self) -> Iterator[str]:
        while self._keys:
            at, key = self._keys.pop(0)
            self.time = max(self.time, at)
            yield key

    def waiting(self, seconds: float = 0.0) -> bool:
        return bool(self._keys) and self._keys[0][0] <= self.time + seconds


def lines(*keys: tuple[float, str], bounce: float = 0.2) -> list[str]:
    """The lines that arrive; the last one has no end."""
    person = Person(*keys)
    counting = Counting(Bounce(lambda: bounce).judge, person.now)
    found = [""]
    while True:
        for key in counting.of(person):
            if key == "\r":
                found.append("")
                break
            found[-1] += key
        else:
            return found


def test_a_key_that_is_held_counts_once() -> None:
    repeats = [(0.5 + n * 0.03, "a") for n in range(100)]
    assert lines((0, "a"), *repeats, (4.5, "b")) == ["ab"]


def test_a_key_that_is_pressed_again_counts_also_before_the_next_key() -> None:
    assert lines((1, "a"), (1.4, "a"), (1.5, "b"), (1.9, "b")) == ["aabb"]
    assert lines((1, "a"), (1.1, "a"), (1.2, "b")) == ["ab"]


def test_the_key_after_an_enter_that_was_held_back_is_in_the_next_line() -> None:
    assert lines((1, "a"), (2, "\r"), (2.4, "\r"), (2.5, "c"), (3, "\r")) == ["a", "", "c", ""]


def test_what_is_pasted_counts_whole_and_so_does_all_where_nothing_is_set() -> None:
    assert lines((1, "a"), *((1.5, letter) for letter in "aaab")) == ["aaaab"]
    assert lines((1, "a"), (1.5, "a"), (1.53, "a"), bounce=0) == ["aaa"]
