"""A pytest plugin: while `make test` runs tests side by side, some run with nothing beside them.

A test that is marked `alone` measures time; one that is marked `listening` runs a screen reader,
which hears late on a busy machine. They come last. All workers share one lock: other tests hold it
together, these hold it by themselves.
"""

from collections.abc import Generator

import pytest

from tools.lock import held


def _is_alone(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(mark) for mark in ("alone", "listening"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that run alone last."""
    items.sort(key=_is_alone)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Hold the lock from before the test's fixtures are made until they are gone."""
    # Any file that all workers have will do, and one of the repository is never left behind.
    with held(item.config.rootpath / "pyproject.toml", by_itself=_is_alone(item)):
        return (yield)
