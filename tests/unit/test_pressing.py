"""How keys count, as the member has set it."""

import pytest

from companion.domain.bounce import REPEAT
from companion.domain.choices import SETTINGS
from companion.pressing import Pressing
from tests.fakes import FakeSettings


def counted(bounce: str, presses: list[tuple[str, float]], keys: str = "all") -> list[float]:
    """When keys count, as a front end finds it out: it holds back those it is not sure of."""
    pressing = Pressing(FakeSettings(bounce=bounce, keys=keys))
    found: list[float] = []
    unsure: float | None = None
    for key, at in presses:
        verdict = pressing.judge(key, at)
        if unsure is not None and not (verdict == "again" and at - unsure < REPEAT):
            found.append(unsure)
        unsure = at if verdict == "unsure" else None
        found += [at] if verdict == "counts" else []
    return found if unsure is None else [*found, unsure]


def held(first: float, each: float, times: int) -> list[tuple[str, float]]:
    """A key that is held, as a computer repeats it."""
    return [("a", 10.0), *(("a", 10.0 + first + n * each) for n in range(times))]


@pytest.mark.parametrize("bounce", SETTINGS["bounce"][1:])
def test_a_second_press_counts_once_its_time_is_over(bounce: str) -> None:
    soon, late = float(bounce) - 0.01, float(bounce) + 0.01
    assert counted(bounce, [("a", 10), ("a", 10 + soon)]) == [10]
    assert counted(bounce, [("a", 10), ("a", 10 + late)]) == [10, 10 + late]
    assert counted(bounce, [("a", 10), ("b", 10.001)]) == [10, 10.001]


def test_the_one_key_counts_once_however_long_it_is_held() -> None:
    presses = held(0.66, 0.09, 600)
    assert counted("", presses, "one") == [10.0]
    assert len(counted("", [*presses, ("a", presses[-1][1] + 1.01)], "one")) == 2


def test_nothing_is_ignored_until_it_is_asked_for() -> None:
    assert counted("", [("a", 10), ("a", 10), ("a", 10)]) == [10, 10, 10]
    assert counted("no such value", [("a", 10), ("a", 10)]) == [10, 10]


@pytest.mark.parametrize("bounce", SETTINGS["bounce"][1:])
@pytest.mark.parametrize(("first", "each"), [(0.2, 0.03), (0.5, 0.03), (0.66, 0.09), (0.99, 0.12)])
def test_a_key_that_is_held_counts_once_however_long(
    bounce: str, first: float, each: float
) -> None:
    presses = held(first, each, 600)
    assert counted(bounce, presses) == [10.0]
    again = presses[-1][1] + float(bounce) + 0.01
    assert counted(bounce, [*presses, ("a", again)]) == [10.0, again]
    assert counted(bounce, [*presses, ("b", again - 0.2)]) == [10.0, again - 0.2]


def test_a_second_press_is_not_held_back_for_long_nor_lost() -> None:
    assert counted("0.2", [("a", 10), ("a", 10.4), ("b", 10.5)]) == [10, 10.4, 10.5]
    assert counted("0.2", [("a", 10), ("a", 10.4), ("a", 10.8)]) == [10, 10.4, 10.8]
    pressing = Pressing(FakeSettings(bounce="0.2"))
    assert [pressing.judge("a", at) for at in (10, 11)] == ["counts", "counts"]
