"""How long until the first page stands on the screen, against a bare Textual app.

A run counts from the start of the process to the bytes after which the terminal shows
all the words that it shows at rest. Ours and the bare app take turns, so that whatever
else the computer does meets both.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.homes import make_home
from benchmarks.table import Row, milliseconds, print_table
from benchmarks.terminal import Screen, Terminal, environment

RUNS = 20
LIMIT = 1.5  # times the bare app
REST = 0.4  # seconds without a byte: the first page stands
LAST_WORDS = "Help"

Start = Callable[[], Terminal]


def measure(runs: int = RUNS) -> list[Row]:
    """A row for each way and number of notes."""
    cases = [
        ("First paint, ordinary look, no notes", "screen", 0),
        ("First paint, ordinary look, 1,000 notes", "screen", 1_000),
        ("First paint, reader way, no notes", "reader", 0),
        ("First paint, reader way, 1,000 notes", "reader", 1_000),
    ]
    with TemporaryDirectory() as folder:
        return [
            _against_bare(what, Path(folder) / f"{way}-{notes}", way, notes, runs)
            for what, way, notes in cases
        ]


def _against_bare(what: str, folder: Path, way: str, notes: int, runs: int) -> Row:
    ours = companion(make_home(folder, way, notes))
    _time, words = first_paint(ours)
    if LAST_WORDS not in words:
        raise SystemExit(f"This is not the first page:\n{words}")
    bare = bare_app(folder, words)
    first_paint(bare)  # both are warm now
    our_times, bare_times = [], []
    for _ in range(runs):
        our_times.append(first_paint(ours)[0])
        bare_times.append(first_paint(bare)[0])
    our_time, bare_time = median(our_times), median(bare_times)
    more = f"{milliseconds(our_time)} against {milliseconds(bare_time)}"
    return Row(what, our_time / bare_time, "times the bare app", LIMIT, more)


def companion(home: Path) -> Start:
    """How our program is started on a home."""
    return lambda: Terminal("-m", "companion", env=environment(COMPANION_HOME=str(home)))


def bare_app(folder: Path, words: str) -> Start:
    """How a bare app is started that shows the same words."""
    file = folder / "words"
    file.write_text(words, encoding="utf-8")
    return lambda: Terminal("-m", "benchmarks.bare", str(file), env=environment())


def first_paint(start: Start) -> tuple[float, str]:
    """Seconds until the first page stands whole on the screen, and its words."""
    terminal = start()
    pieces = terminal.burst(REST)
    terminal.end()
    screen = Screen()
    return screen.show(pieces), screen.words


if __name__ == "__main__":
    print_table(measure(int(sys.argv[1]) if sys.argv[1:] else RUNS))
