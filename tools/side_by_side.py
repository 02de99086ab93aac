"""A pytest plugin: how `make` runs tests side by side, and some with few beside them.

Most tests compute a little and wait a little, so there are more workers than cores. A test that
is marked `slow` starts programs, and waits for them while others compute. One that is marked
`listening` or `sounding` waits for a screen reader or a voice, which need little of a machine but
are late on a busy one. Where we may (on Linux, as root) those have real-time priority and run
among all others; elsewhere they come last.
"""

import os
from bisect import bisect
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from itertools import accumulate
from pathlib import Path

import pytest

from tools.lock import held

CORES = os.cpu_count() or 1
MOST_WORKERS = 12
FEW = {"voice": 2 * CORES, "slow": 3 * CORES}  # that run at a time
# Times as long as a quick test, about.
SLOW_TAKES, VOICE_TAKES, READER_TAKES = 8, 25, 400


def _may_come_first() -> bool:
    try:
        with _first():
            return True
    except (AttributeError, PermissionError):  # not Linux, not root
        return False


@contextmanager
def _first() -> Generator[None]:
    """Let this process, and each that it starts meanwhile, have a core whenever it wants one.

    `nice` does not do: Linux weighs it only within a session, and each terminal is its own.
    """
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    try:
        yield
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


CAN_COME_FIRST = _may_come_first()


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """How many workers `-n auto` starts."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return min((4 if CAN_COME_FIRST else 3) * CORES, MOST_WORKERS)


def _hears(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) is not None for name in ("listening", "sounding"))


def _has_voice(item: pytest.Item) -> bool:
    """Whether a test makes sound, and so is more than a screen reader that waits for keys."""
    marked = item.get_closest_marker("sounding") is not None
    return marked or "sound" in getattr(item, "fixturenames", ())


def _is_slow(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let those that start programs run among those that compute. Those that hear too, or last."""
    hearing = sorted(filter(_hears, items), key=_has_voice)
    others = _spread([item for item in items if not _hears(item)])
    mix = CAN_COME_FIRST and others and hearing
    items[:] = _mixed(others, hearing) if mix else [*others, *hearing]


def _spread(items: list[pytest.Item]) -> list[pytest.Item]:
    """The slow ones, each after as many others."""
    slow = [item for item in items if _is_slow(item)]
    others = [item for item in items if not _is_slow(item)]
    each = len(others) / len(slow) if slow else 0
    at = [((n + 0.5) * each, item) for n, item in enumerate(slow)]
    return [item for _, item in sorted([*at, *enumerate(others)], key=lambda pair: pair[0])]


def _mixed(others: list[pytest.Item], hearing: list[pytest.Item]) -> list[pytest.Item]:
    """Those that hear among the others, so that a few of them wait while others compute."""
    ends = list(accumulate(SLOW_TAKES if _is_slow(item) else 1 for item in others))
    takes = [VOICE_TAKES if _has_voice(item) else READER_TAKES for item in hearing]
    share = ends[-1] / sum(takes)
    begins = accumulate(takes[:-1], initial=0)
    at = [(bisect(ends, begin * share), item) for begin, item in zip(begins, hearing, strict=True)]
    return [item for _, item in sorted([*at, *enumerate(others)], key=lambda pair: pair[0])]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Wait for the test's turn, before its fixtures are made."""
    with ExitStack() as stack:
        if _has_voice(item) if _hears(item) else _is_slow(item):
            stack.enter_context(held(_place(item, "voice" if _hears(item) else "slow")))
        if _hears(item) and CAN_COME_FIRST:
            stack.enter_context(_first())
        return (yield)


def _place(item: pytest.Item, kind: str) -> Path:
    """What this worker waits for, and each that is as many further as may run at a time."""
    folder = item.config.rootpath / ".pytest_cache" / "side_by_side"
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / f"{kind}-{_worker(item) % FEW[kind]}"
    lock.touch()
    return lock


def _worker(item: pytest.Item) -> int:
    """The number of this worker, from 0."""
    here: dict[str, str] = getattr(item.config, "workerinput", {"workerid": "gw0"})
    return int(here["workerid"].removeprefix("gw"))
