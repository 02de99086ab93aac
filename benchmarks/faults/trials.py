"""Plays a journey with one fault in it, in a process of its own, and looks what is left."""

import os
import pickle
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from benchmarks.faults.calls import Call, Calls, Plan, let_be
from benchmarks.faults.disk import Disk
from benchmarks.faults.journeys import COMPACTS_AT, JOURNEYS, prepared
from benchmarks.faults.looking import broken, wrong_with
from benchmarks.faults.promises import Promises
from benchmarks.faults.stage import Stage, note
from companion.store import boxes, log

HOME = Path("data", "companion")  # below a folder that is there: two folders are made


Farewell = Callable[[], None]  # tells the parent what was promised, just before the end
Over = Callable[[], None]  # ends a fault that lasted


class Point(NamedTuple):
    """Where a fault strikes: the number of a call in a journey, or how much room there is."""

    journey: str
    kind: str
    at: int


class Report(NamedTuple):
    """What is known when a journey has ended."""

    promises: Promises
    disk: Disk
    complaints: list[str]
    seen: list[Call]


def nothing() -> None:
    """Do nothing."""


def begin_in(folder: str) -> None:
    """Make all folders below this one. Homes are small, compacted often, and locked cheaply."""
    tempfile.tempdir = folder
    log.WORTH_COMPACTING = COMPACTS_AT
    boxes.COST = boxes.Cost(1, 2**14)


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder, which is removed afterwards."""
    place = Path(tempfile.mkdtemp())
    try:
        yield place
    finally:
        shutil.rmtree(place)


@contextmanager
def copy_of(journey: str) -> Iterator[tuple[Path, Promises]]:
    """A folder in which a journey begins, and what is promised there."""
    template, promises = _template(journey)
    with folder() as place:
        shutil.copytree(template, place / "root")
        yield place / "root", pickle.loads(promises)


@cache
def _template(journey: str) -> tuple[Path, bytes]:
    root = Path(tempfile.mkdtemp())
    return root, pickle.dumps(prepared(JOURNEYS[journey], root / HOME))


@cache
def calls_of(journey: str) -> list[Call]:
    """Every call of a journey that writes, when nothing goes wrong."""
    with copy_of(journey) as (root, promises):
        report = Show(journey, root, promises).play()
        wrong = report.complaints + next_life(root, report)
        assert wrong == [], wrong
    return report.seen


def call_at(point: Point) -> Call:
    """The call that a fault strikes."""
    return calls_of(point.journey)[point.at]


class Show:
    """A journey that is being played in a folder."""

    def __init__(self, journey: str, root: Path, promises: Promises) -> None:
        self.disk, self.stage = Disk(root), Stage(root / HOME, promises)
        self.calls = Calls(root, self.disk)
        self._play = JOURNEYS[journey].play
        self._seen: list[Call] = []

    def report(self) -> Report:
        """What is known by now."""
        stage = self.stage
        return Report(stage.promises, self.disk, stage.complaints, self._seen)

    def play(self, plan: Plan = let_be, *, lasts: bool = False, over: Over = nothing) -> Report:
        """Play it to its end. When the fault is over, the same companions save again."""
        self.calls.plan = plan
        open_files = _open_files()
        with self.calls:
            try:
                self._play(self.stage)
                self._seen = list(self.calls.seen)
                self._look_back("a second try failed", may=lasts)
                self.calls.plan = let_be
                over()
                for number, store in enumerate(self.stage.stores):
                    self.stage.save(store.notes, note(f"n{number}end", "the fault is over"))
                self._look_back("the fault is over, but a save failed")
            except Exception as error:
                self.stage.complaints += wrong_with(error) or ["reading failed"]
        if _open_files() > open_files:
            self.stage.complaints.append("a file was not closed")
        return self.report()

    def _look_back(self, complaint: str, *, may: bool = False) -> None:
        if self.stage.failed and not may:
            self.stage.complaints.append(f"{complaint}: {self.stage.failed[0]}")
        self.stage.failed.clear()


def _open_files() -> int:
    """How many files this program has open; 0 where the system does not tell."""
    place = Path("/proc/self/fd")
    return len(list(place.iterdir())) if place.exists() else 0


def next_life(root: Path, report: Report) -> list[str]:
    """What a new run of the program finds broken; then after a save; then after a power cut.

    The power is cut when the new run has saved: nothing from before may hang on names or
    bytes that nobody has synced.
    """
    promises, disk = report.promises, report.disk
    disk.forget_open_files()
    with Calls(root, disk), folder() as place:
        found = broken(root / HOME, promises)
        stage = Stage(root / HOME, promises)
        _, store = stage.open()
        stage.save(store.notes, note("later", "later"))
        # Now, since choosing syncs the home's names by the way.
        disk.leave(place / "cut", "old", "old")
        after = broken(place / "cut" / HOME, promises, power=True)
        stage.choose(store, "later", "yes")
        found += [*stage.complaints, *(f"no later save: {code}" for code in stage.failed)]
        found += broken(root / HOME, promises)
    there = {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    assert there == disk.files(), "the model of the disk is wrong"
    return found + [f"with a power cut later: {what}" for what in after]


def fate(
    show: Show,
    plan: Callable[[Farewell], Plan],
    *,
    lasts: bool = False,
    over: Over = nothing,
) -> Report:
    """Let a child play a journey to its end, or until it is killed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            _live(show, plan, lasts, over, os.fdopen(write, "wb"))
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read, "rb") as heard:
        said = heard.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert said and status in (0, -signal.SIGKILL), "the harness itself failed"
    report: Report = pickle.loads(said)
    return report


def _live(
    show: Show, plan: Callable[[Farewell], Plan], lasts: bool, over: Over, say: BinaryIO
) -> None:
    """The child: plays, tells its parent what it knows, and ends."""

    def farewell() -> None:
        say.write(pickle.dumps(show.report()))
        say.flush()

    show.play(plan(farewell), lasts=lasts, over=over)
    farewell()
    os._exit(0)
