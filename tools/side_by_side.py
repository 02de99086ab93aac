"""A pytest plugin: how `make` runs tests side by side, and some with nothing beside them.

Most tests wait for a screen more than they compute, so there are more workers than cores. A test
that is marked `slow` starts programs, and those may not have to wait for each other: as many run
as there are cores. A test that is marked `alone` measures time, and one that is marked `listening`
runs a screen reader, which hears late on a busy machine: nothing runs beside them. One that is
marked `sounding` too waits for a voice to speak, with a sound server of its own: a few of those
run at a time, when most others are done.
"""

import os
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tools.lock import held

CORES = os.cpu_count() or 1
MOST_WORKERS = 12
EARS = CORES


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """How many workers `-n auto` starts."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return min(3 * CORES, MOST_WORKERS)


def _is_alone(item: pytest.Item) -> bool:
    reads = item.get_closest_marker("listening") is not None and not _sounds(item)
    return reads or item.get_closest_marker("alone") is not None


def _sounds(item: pytest.Item) -> bool:
    return item.get_closest_marker("sounding") is not None


def _is_slow(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that can run beside any other, and end with those that cannot."""
    items.sort(key=lambda item: (_is_alone(item), _sounds(item), _is_slow(item)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Wait for the test's turn, before its fixtures are made."""
    alone = _is_alone(item)
    with ExitStack() as turn:
        if _sounds(item):
            turn.enter_context(held(_lock(item, f"ear-{_worker(item) % EARS}"), by_itself=True))
        elif _is_slow(item) and not alone:
            # Every CORES-th worker waits for the same core.
            turn.enter_context(held(_lock(item, f"core-{_worker(item) % CORES}"), by_itself=True))
        turn.enter_context(held(_lock(item, "machine"), by_itself=alone))
        return (yield)


def _lock(item: pytest.Item, name: str) -> Path:
    folder = item.config.rootpath / ".pytest_cache" / "side_by_side"
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / name
    lock.touch()
    return lock


def _worker(item: pytest.Item) -> int:
    """The number of this worker, from 0."""
    here: dict[str, str] = getattr(item.config, "workerinput", {"workerid": "gw0"})
    return int(here["workerid"].removeprefix("gw"))
