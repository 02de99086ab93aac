"""A desktop that nobody sees: windows open in it, get keys, and are looked at dot by dot."""

import os
import re
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

WIDTH, HEIGHT = 1366, 768  # a small laptop
SECONDS = 40.0
# A picture of X starts with its own length, and says its width and how its dots are kept.
HEADER, LENGTH, DEPTH, COLOURS = ">25I", 0, 12, 19


def need(*programs: str) -> None:
    """Skip the test with a plain sentence where a program is missing."""
    for program in programs:
        if shutil.which(program) is None:
            name = {"Xvfb": "xvfb", "dbus-daemon": "dbus"}.get(program, program)
            pytest.skip(f"The Debian package {name} is missing.")


def wait_for(true: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.1)


class Desktop:
    """One unseen display, with one terminal on it, and a person's keys."""

    def __init__(self, folder: Path, number: str, terminal: str) -> None:
        self.picture = folder / "Xvfb_screen0"
        programs = folder / "bin"
        programs.mkdir()
        (programs / terminal).symlink_to(shutil.which(terminal) or "")
        self.environment = {
            "PATH": str(programs),
            "DISPLAY": f":{number}",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(
                filter(None, [str(Path.cwd()), os.environ.get("PYTHONPATH")])
            ),
            "XDG_RUNTIME_DIR": str(folder),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "TERM": "xterm",
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the companion in a terminal session of its own, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "companion", *words],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS * 2,
            check=False,
        )

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            [shutil.which("xdotool") or "", *words],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        self._xdotool("mousemove", "200", "200", "key", "--delay", "50", *keys)

    def titles(self) -> set[str]:
        return set(self._xdotool("search", "--name", ".", "getwindowname", "%@").splitlines())

    def look(self) -> NDArray[np.uint8]:
        """The brightness of each dot of the screen."""
        data = self.picture.read_bytes()
        head = struct.unpack_from(HEADER, data)
        rows = np.frombuffer(data, np.uint8, offset=head[LENGTH] + head[COLOURS] * 12)
        stride = head[DEPTH]
        shown = rows[: stride * HEIGHT].reshape(HEIGHT, stride // 4, 4)[:, :WIDTH, :3]
        brightest: NDArray[np.uint8] = shown.max(axis=2)
        return brightest

    def letter_height(self) -> float:
        """How tall the lines of letters are, in dots: the middle one of all lines."""
        # The left edge has window frames, so we look at the columns after it.
        ink = (self.look()[:, 60:600] > 100).sum(axis=1)
        inked = "".join("#" if 0 < count < 300 else " " for count in ink)
        return float(np.median([len(line) for line in re.findall("#{4,}", inked)] or [0]))

    def drawn_letters(self) -> float:
        """How tall the letters are, once the window has stopped drawing."""
        wait_for(lambda: self._steady() > 0, "nothing was drawn")
        return self.letter_height()

    def _steady(self) -> float:
        """The height when it stays for a while, else 0."""
        heights = set()
        for _look in range(4):
            heights.add(self.letter_height())
            time.sleep(0.25)
        return heights.pop() if len(heights) == 1 else 0


@contextmanager
def desktop(folder: Path, terminal: str) -> Iterator[Desktop]:
    """A display of its own, and a bus where the terminal needs one, until the end."""
    need("Xvfb", "xdotool", terminal)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"),
            *("-nolisten", "tcp", "-fbdir", str(folder)),
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        here = Desktop(folder, told.readline().strip(), terminal)
    started = [server]
    try:
        if terminal == "gnome-terminal":
            started.append(_bus(here))
        yield here
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(SECONDS)
            if process.stdout:
                process.stdout.close()


def _bus(here: Desktop) -> "subprocess.Popen[bytes]":
    """What programs of GNOME find one another by."""
    need("dbus-daemon")
    bus = subprocess.Popen(
        [shutil.which("dbus-daemon") or "", "--session", "--print-address", "--nofork"],
        env=here.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert bus.stdout
    here.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
    return bus
