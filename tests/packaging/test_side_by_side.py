"""Tests that start programs or listen have few beside them, while others run side by side."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.set_up import ROOT
from tools.side_by_side import CAN_COME_FIRST, FEW

SUITE = """
import os
import time
from pathlib import Path
import pytest

def work(name):
    start = time.monotonic()
    time.sleep(0.1)
    first = getattr(os, "sched_getscheduler", lambda _pid: 0)(0)
    Path("times", name).write_text(f"{start} {time.monotonic()} {first}")

@pytest.mark.listening
@pytest.mark.sounding
@pytest.mark.slow
@pytest.mark.parametrize("n", range(8))
def test_sounding(n):
    work(f"sounding{n}")

@pytest.mark.listening
@pytest.mark.slow
@pytest.mark.parametrize("n", range(8))
def test_reading(n):
    work(f"reading{n}")

@pytest.mark.slow
@pytest.mark.parametrize("n", range(8))
def test_slow(n):
    work(f"slow{n}")

@pytest.mark.parametrize("n", range(12))
def test_quick(n):
    work(f"quick{n}")
"""

KINDS = ("sounding", "reading", "slow", "quick")
Span = tuple[float, float, int]  # the last: whether it came before others


@pytest.fixture(scope="module")
def times(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Span]:
    """When each test of the small suite ran."""
    tmp_path = tmp_path_factory.mktemp("suite")
    markers = '[tool.pytest.ini_options]\nmarkers = ["slow", "listening", "sounding"]\n'
    (tmp_path / "pyproject.toml").write_text(markers, encoding="utf-8")
    (tmp_path / "test_suite.py").write_text(SUITE, encoding="utf-8")
    (tmp_path / "times").mkdir()
    workers = ["-n", "auto", "--maxschedchunk", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tools.side_by_side", *workers],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert " 36 passed in " in done.stdout.splitlines()[-1]
    return {file.name: _span(file) for file in (tmp_path / "times").iterdir()}


def _span(file: Path) -> Span:
    start, end, first = file.read_text(encoding="utf-8").split()
    return float(start), float(end), int(first)


def most_at_once(spans: list[Span]) -> int:
    """How many of the spans have a moment in common."""
    return max(sum(s <= start < e for s, e, _ in spans) for start, *_ in spans)


def of_kind(times: dict[str, Span], kind: str) -> list[Span]:
    return [span for name, span in times.items() if name.startswith(kind)]


@pytest.mark.slow
def test_each_test_has_what_it_needs_beside_it(times: dict[str, Span]) -> None:
    assert most_at_once(of_kind(times, "quick")) > 1
    assert 1 < most_at_once(of_kind(times, "slow")) <= FEW["slow"]
    assert 1 < most_at_once(of_kind(times, "sounding")) <= FEW["voice"]
    assert most_at_once(of_kind(times, "reading")) > 1


@pytest.mark.slow
@pytest.mark.skipif(not CAN_COME_FIRST, reason="Only root may let a test come before others.")
def test_those_that_hear_run_among_the_others_and_before_them(times: dict[str, Span]) -> None:
    first = {kind: {policy for *_, policy in of_kind(times, kind)} for kind in KINDS}
    rr, other = os.SCHED_RR, os.SCHED_OTHER
    assert first == {"sounding": {rr}, "reading": {rr}, "slow": {other}, "quick": {other}}
    starts = sorted(times, key=times.__getitem__)
    kinds_in_each_half = [
        {name.rstrip("0123456789") for name in half} for half in (starts[:18], starts[18:])
    ]
    assert kinds_in_each_half[0] >= {"reading", "quick"}
    assert kinds_in_each_half[1] >= {"sounding", "slow"}
