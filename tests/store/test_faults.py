"""Faults at the calls that write: what `python -m benchmarks.faults` tries, in part.

Each place in the store that once broke a promise is tried in full.
"""

import subprocess
import sys

import pytest

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
