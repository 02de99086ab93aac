"""Tries many points, on two cores, and says what was found."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol

from benchmarks.faults import kinds, power, real
from benchmarks.faults.trials import Point, begin_in, calls_of

MEMORY = "/dev/shm"  # spares the real disk, and is quicker
AT_A_TIME = 20


class AnyKind(Protocol):
    """A kind of fault."""

    @property
    def name(self) -> str:
        """What the table calls it."""

    def points(self) -> list[Point]:
        """Every point at which it can strike."""

    def trial(self, point: Point) -> list[str]:
        """What it broke at a point: sentences, none where all promises were kept."""


KINDS: Mapping[str, AnyKind] = {**kinds.KINDS, **power.KINDS, **real.KINDS}


@contextmanager
def place() -> Iterator[None]:
    """Have a folder for all homes, in memory where there is such a place."""
    folder = tempfile.mkdtemp(dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
    try:
        begin_in(folder)
        yield
    finally:
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)


def some_of(points: Iterable[Point], each: int, seed: int) -> list[Point]:
    """So many points of each kind for each place in the store that makes a call."""
    chance = random.Random(seed)
    groups: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        groups.setdefault((point.kind, where(point)), []).append(point)
    return [p for group in groups.values() for p in chance.sample(group, min(each, len(group)))]


def where(point: Point) -> str:
    """The call that a fault strikes, and who in the store makes it; else the journey."""
    if point.kind in real.KINDS:
        return point.journey
    call = calls_of(point.journey)[point.at]
    return f"{call.name} in {call.site}"


def name_of(point: Point) -> str:
    """Where a fault strikes, in words."""
    return f"{point.kind}: {point.journey} {point.at}, {where(point)}"


def try_one(point: Point) -> list[str]:
    """What a fault at a point broke, each with its place."""
    found = sorted({*KINDS[point.kind].trial(point)})
    return [f"{name_of(point)}: {what}" for what in found]


def try_all(points: list[Point]) -> list[list[str]]:
    """What each point broke. Uses two cores at most: others work here too."""
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), get_context("fork")) as pool:
        return list(pool.map(try_one, points, chunksize=AT_A_TIME))
