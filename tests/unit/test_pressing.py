"""How keys count, as the member has set it."""

import pytest

from companion.domain.choices import SETTINGS
from companion.pressing import Pressing
from tests.fakes import FakeSettings


def counted(bounce: str, presses: list[tuple[str, float]]) -> list[str]:
    pressing = Pressing(FakeSettings(bounce=bounce))
    return [key for key, at in presses if not pressing.again(key, at)]


@pytest.mark.parametrize("bounce", SETTINGS["bounce"][1:])
def test_a_second_press_counts_once_its_time_is_over(bounce: str) -> None:
    soon, late = float(bounce) - 0.01, float(bounce) + 0.01
    assert counted(bounce, [("a", 10), ("a", 10 + soon)]) == ["a"]
    assert counted(bounce, [("a", 10), ("a", 10 + late)]) == ["a", "a"]
    assert counted(bounce, [("a", 10), ("b", 10.001)]) == ["a", "b"]


def test_the_one_key_counts_once_however_long_it_is_held() -> None:
    pressing = Pressing(FakeSettings(keys="one"))
    held = [10.0, *(10.66 + n * 0.09 for n in range(600))]
    assert [at for at in held if not pressing.again("space", at)] == [10.0]
    assert not pressing.again("space", held[-1] + 1.01)


def test_nothing_is_ignored_until_it_is_asked_for() -> None:
    assert counted("", [("a", 10), ("a", 10), ("a", 10)]) == ["a", "a", "a"]
    assert counted("no such value", [("a", 10), ("a", 10)]) == ["a", "a"]


@pytest.mark.parametrize("bounce", ["1", "2"])
def test_a_key_that_is_held_counts_once_however_long(bounce: str) -> None:
    held = [10.0, *(10.66 + n * 0.09 for n in range(600))]  # the slowest computers begin so
    assert counted(bounce, [("a", at) for at in held]) == ["a"]
