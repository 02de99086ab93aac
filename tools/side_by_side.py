"""A pytest plugin: how `make` runs tests side by side, and some with few beside them.

Most tests compute a little and wait a little, so there are more workers than cores. A test that
is marked `slow` starts programs. One that is marked `listening` or `sounding` waits for a screen
reader or a voice, which need little of a machine but are late on a busy one. Those come last.
A few voices run at a time; screen readers hardly do anything but wait.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from tools.lock import held

CORES = os.cpu_count() or 1
MOST_WORKERS = 12
FEW = 2 * CORES


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """How many workers `-n auto` starts."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return min(3 * CORES, MOST_WORKERS)


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
    """Begin with the tests that can run beside any other, and end with those that hear."""
    items.sort(key=lambda item: (_hears(item), _is_slow(item)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Wait for the test's turn, before its fixtures are made."""
    if not (_has_voice(item) if _hears(item) else _is_slow(item)):
        return (yield)
    # Every FEW-th worker waits for the same place.
    with held(_lock(item, f"place-{_worker(item) % FEW}")):
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
