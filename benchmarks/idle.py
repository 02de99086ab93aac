"""What the program does while nobody does anything: it should write nothing, and sleep.

Linux only, since it reads /proc.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import NamedTuple

from benchmarks.first_paint import companion
from benchmarks.homes import make_home
from benchmarks.table import Row, print_table
from benchmarks.terminal import Screen, Terminal

SECONDS = 60.0
SETTLING = 1.0
LIMIT = 0.1  # percent of one core; Textual itself looks for keys ten times a second
FIRST_ROW = "2 Charter"
WAYS = {"screen": "ordinary look", "reader": "reader way", "plain": "line by line"}


class Work(NamedTuple):
    """What a process has done since it started."""

    seconds: float
    wakes: int


def measure(seconds: float = SECONDS) -> list[Row]:
    """Rows for each way: bytes written, part of a core, wake-ups."""
    with TemporaryDirectory() as folder:
        return [
            row
            for way, name in WAYS.items()
            for row in _idle(name, companion(make_home(Path(folder) / way, way))(), seconds)
        ]


def _idle(name: str, terminal: Terminal, seconds: float) -> list[Row]:
    screen = Screen()
    screen.show(terminal.burst(SETTLING))
    if FIRST_ROW not in screen.words:
        raise SystemExit(f"This is not the first page:\n{screen.words}")
    sleep(SETTLING)
    before = work(terminal.pid)
    written = terminal.silence(seconds)
    after = work(terminal.pid)
    terminal.end()
    part = 100 * (after.seconds - before.seconds) / seconds
    wakes = (after.wakes - before.wakes) / seconds
    return [
        Row(f"Idle, {name}, written", written, "bytes", 0, f"in {seconds:g} seconds"),
        Row(
            f"Idle, {name}, processor", part, "% of a core", LIMIT, f"{wakes:.1f} wake-ups a second"
        ),
    ]


def work(pid: int) -> Work:
    """What all threads of a process have done."""
    nanoseconds = wakes = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        nanoseconds += int((task / "schedstat").read_text().split()[0])
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                wakes += int(line.split()[1])
    return Work(nanoseconds / 1e9, wakes)


if __name__ == "__main__":
    print_table(measure(float(sys.argv[1]) if sys.argv[1:] else SECONDS))
