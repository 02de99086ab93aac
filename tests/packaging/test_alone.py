"""Tests that need the machine for themselves get it, while others run side by side."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.set_up import ROOT

SUITE = """
import time
from pathlib import Path
import pytest

def work(name):
    start = time.monotonic()
    time.sleep(0.1)
    Path("times", name).write_text(f"{start} {time.monotonic()}")

@pytest.mark.alone
@pytest.mark.parametrize("n", range(3))
def test_alone(n):
    work(f"alone{n}")

@pytest.mark.parametrize("n", range(6))
def test_together(n):
    work(f"together{n}")
"""


@pytest.mark.slow
def test_nothing_runs_beside_a_test_that_runs_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\nmarkers = ["alone"]\n')
    (tmp_path / "test_suite.py").write_text(SUITE)
    (tmp_path / "times").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tools.alone", "-n", "3", "--dist", "loadgroup"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert " 9 passed in " in done.stdout.splitlines()[-1]
    times = {
        file.name: tuple(float(time) for time in file.read_text().split())
        for file in (tmp_path / "times").iterdir()
    }
    for name, (start, end) in times.items():
        beside = [other for other, (s, e) in times.items() if s < end and start < e]
        assert name.startswith("together") or beside == [name]
    together = [times[name] for name in times if name.startswith("together")]
    assert any(a[0] < b[0] < a[1] for a in together for b in together)
