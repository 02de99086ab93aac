"""A world whose way is plain lines, and what is printed kept off the tests' own output."""

import io
import sys

import pytest

from tests.fakes import World, world


@pytest.fixture
def here() -> World:
    return world(way="plain")


@pytest.fixture(autouse=True)
def _no_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
