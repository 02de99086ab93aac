"""A picture is shown from memory, and nothing of it stays when nobody looks any more."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import md5
from pathlib import Path
from threading import Event

import pytest

from companion.media.cleaning import clean
from companion.media.viewer import Viewer
from companion.problems import Problem
from tests.media import made
from tests.windows.desktop import desktop, need

SECONDS = 30.0
SHARED_MEMORY = Path("/dev/shm")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Only Linux has such a folder.")


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for the run of a session, which lies in memory."""
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY) as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        monkeypatch.setenv("DISPLAY", ":1")
        yield Path(folder)


def program(folder: Path, does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the computer opens files with."""
    folder.mkdir()
    path = folder / "xdg-open"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def runs(pid: str) -> bool:
    try:
        state = Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # ended, and nobody has asked yet


def test_it_lies_in_memory_and_all_of_it_goes_with_the_program(
    memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    # The program is a child of what opens files, as where no desktop runs.
    copies = 'mkdir -p "$XDG_CACHE_HOME/thumbnails"; cp "$1" "$XDG_CACHE_HOME/thumbnails/1.png"'
    program(tmp_path / "bin", f"{copies}\nsh -c 'echo $$ > {pid}; sleep 600'", monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    viewer = Viewer(lambda: None)
    assert viewer.can_show
    viewer.show(b"dots", "image/png")
    until(lambda: pid.exists() and pid.read_text() != "")
    [file] = memory.glob("companion-look-*/look.png")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"dots", 0o600)
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert list(memory.glob("companion-look-*/cache/thumbnails/1.png"))
    # One that was open before keeps its copy where it always does.
    kept = tmp_path / "cache" / "thumbnails" / "normal"
    kept.mkdir(parents=True)
    name = md5(file.as_uri().encode(), usedforsecurity=False).hexdigest()
    (kept / f"{name}.png").write_bytes(b"dots")
    (kept / "another.png").write_bytes(b"not ours")
    viewer.forget()
    assert list(memory.iterdir()) == []
    assert [one.name for one in kept.iterdir()] == ["another.png"]
    until(lambda: not runs(pid.read_text().strip()))
    assert not viewer.failed()


def test_a_program_that_cannot_show_it_is_told_once(
    memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "exit 3", monkeypatch)
    heard = Event()
    viewer = Viewer(heard.set)
    viewer.show(b"dots", "image/png")
    assert heard.wait(SECONDS)
    assert (viewer.failed(), viewer.failed()) == (True, False)
    viewer.forget()
    assert list(memory.iterdir()) == []


def test_without_memory_or_a_desktop_nothing_is_shown(
    memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "exit 0", monkeypatch)
    viewer = Viewer(lambda: None)
    for name, value in (("DISPLAY", ""), ("XDG_RUNTIME_DIR", "/"), ("XDG_RUNTIME_DIR", "")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert not viewer.can_show
            with pytest.raises(Problem, match="no_viewer"):
                viewer.show(b"dots", "image/png")
    memory.chmod(0o755)  # others can look into it
    assert not viewer.can_show


@pytest.mark.slow
def test_a_real_program_shows_it_and_its_window_goes(
    memory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("xdg-open", "xdg-mime")
    home = tmp_path / "home"
    home.mkdir()
    for name, value in (("HOME", str(home)), ("XDG_CACHE_HOME", str(home / ".cache"))):
        monkeypatch.setenv(name, value)
    with desktop(home, "feh") as here:
        subprocess.run(["xdg-mime", "default", "feh.desktop", "image/jpeg"], check=True)
        before = set(home.rglob("*"))
        monkeypatch.setenv("DISPLAY", here.environment["DISPLAY"])
        viewer = Viewer(lambda: None)
        viewer.show(clean(made.photo(), "photo"), "image/jpeg")
        [file] = memory.glob("companion-look-*/look.jpg")
        until(lambda: any(str(file) in title for title in here.titles()))
        until(lambda: bool((here.look() > 200).sum() > 10_000))  # the photo is red and blue
        viewer.forget()
        until(lambda: not any("look.jpg" in title for title in here.titles()))
        assert set(home.rglob("*")) == before
    assert list(memory.iterdir()) == []
