"""Faults at the calls that write: what `python -m benchmarks.faults` tries, in part.

Each place in the store that once broke a promise is tried in full.
"""

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


def test_a_home_is_on_the_disk_before_words_are() -> None:
    """A run that failed or was killed while it made the folders had not synced their names."""
    assert tried("--only", "home._make_folders") > 50


def test_a_log_has_its_name_on_the_disk_before_more_is_saved_in_it() -> None:
    """Who made it or wrote it anew may have failed, or been killed, before its name was synced."""
    assert tried("--only", "fsync in compaction.rewrite") > 50
    assert tried("--only", "replace in compaction.rewrite") > 50
    assert tried("--only", "fsync in log._write") > 100


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


def test_what_is_damaged_is_set_aside_whatever_fails() -> None:
    """At each instant a torn line and an unreadable file have a name, on the disk too."""
    assert tried("--only", "damage", "--quick") > 300
    assert tried("--only", "plain_file._move") > 100


def test_what_is_asked_for_again_after_a_failure_is_done() -> None:
    """Sessions that are gone, but perhaps not on the disk, are written again."""
    assert tried("--only", "fsync in plain_file.write") > 100


def test_a_file_whose_rights_cannot_be_set_is_closed() -> None:
    assert tried("--only", "chmod in") > 50
