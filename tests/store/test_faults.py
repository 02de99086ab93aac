"""Faults at the calls that write: what `python -m benchmarks.faults` tries, in part."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.faults.calls import Calls
from benchmarks.faults.disk import Disk
from companion.domain.kept import About
from companion.store.home import Home
from companion.store.opening import open_store

pytestmark = pytest.mark.slow


def tried(*words: str) -> int:
    """Try points in a program of its own: how many there were. No promise may be broken."""
    line = [sys.executable, "-m", "benchmarks.faults", *words]
    done = subprocess.run(line, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (all_points,) = (row.split() for row in done.stdout.splitlines() if row.startswith("all "))
    assert all_points[2] == "none"
    return int(all_points[1].replace(",", ""))


def test_one_point_of_each_kind_at_each_place_that_writes() -> None:
    assert tried("--quick") > 600


# What broke a promise once: a journey, and what happened at each of its calls.
MENDED = {
    "the names of folders above a home": "kill -9 after the call: first start",
    "the name of a log that was written anew": "kill -9 after the call: compaction",
    "the names of damaged files": "names old, bytes old: damage",
    "sessions that are asked for again": "call fails: input/output error: settings",
    "a file whose rights cannot be set": "call fails: input/output error: killed",
}


@pytest.mark.parametrize("words", MENDED.values(), ids=MENDED)
def test_what_was_mended_stays_so(words: str) -> None:
    assert tried("--only", words) > 30


def test_what_a_save_and_a_draft_wait_for(tmp_path: Path) -> None:
    """A save waits for the disk once, and a draft does not; the first save also for a name."""
    home = Home(tmp_path / "home")
    open_store(home).notes.add("words")
    store = open_store(Home(home.path))
    with Calls(tmp_path, Disk(tmp_path)) as calls:
        waits = []
        for step in range(3):
            store.drafts.keep("d", About(), f"typing {step}")
            waits.append([c.name for c in calls.seen if "sync" in c.name])
            store.notes.add(f"words {step}")
    assert waits == [[], ["fsync", "fdatasync"], ["fsync", "fdatasync", "fdatasync"]]
