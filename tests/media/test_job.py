"""A chosen file is made in the background: nobody waits, it can be stopped, and it is told once."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from companion.media.studio import ComputerStudio
from companion.problems import Problem
from tests.media import made

SECONDS = 60.0  # a busy computer


def studio(ended: Event) -> ComputerStudio:
    here = ComputerStudio()
    here.listen(ended.set)
    return here


def test_a_file_is_made_while_nobody_waits_and_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "cat.jpg"
    path.write_bytes(made.photo())
    ended = Event()
    here = studio(ended)
    here.make(str(path), "photo")
    assert ended.wait(SECONDS)
    assert (here.made() or b"").startswith(b"\xff\xd8")
    assert here.made() is None
    assert not here.making


def test_a_name_that_leads_nowhere_is_told_at_once(tmp_path: Path) -> None:
    here = studio(Event())
    here.make(str(tmp_path / "none.jpg"), "photo")
    deadline = time.monotonic() + SECONDS
    with pytest.raises(Problem, match="chosen_not_there"):
        while time.monotonic() < deadline:
            here.made()
    assert not here.making


def test_giving_up_ends_the_child_and_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.mkdir()
    pid = slow / "pid"
    # The child that is started in place of ours waits for ever, and says who it is.
    (slow / "child.py").write_text(
        f"import os, pathlib, time\npathlib.Path({str(pid)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(slow))
    monkeypatch.setattr("companion.media.cleaning.CHILD", "child")
    path = tmp_path / "cat.jpg"
    path.write_bytes(made.photo())
    ended = Event()
    here = studio(ended)
    here.make(str(path), "photo")
    until(lambda: pid.exists() and pid.read_text() != "")
    assert here.made() is None
    job = here._job
    assert job is not None
    here.give_up()
    assert not here.making
    job.wait(SECONDS)
    assert job.ended
    assert not Path(f"/proc/{pid.read_text()}").exists()
    assert not ended.is_set()
    assert here.made() is None


def until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.01)
