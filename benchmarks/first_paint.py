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
from benchmarks.terminal import Piece, Screen, Terminal, environment

RUNS = 20
LIMIT = 1.25  # times the bare app
REST = 0.4  # seconds without a byte: the first page stands
LAST_WORDS = "Help"

Start = Callable[[], Terminal]


def measure(runs: int = RUNS) -> list[Row]:
    """A row for each way and number of notes."""
    cases = [
        ("ordinary look, no notes", "screen", 0, 0),
        ("ordinary look, 1,000 notes", "screen", 1_000, 0),
        ("ordinary look, 10,000 entries", "screen", 0, 10_000),
        ("reader way, no notes", "reader", 0, 0),
        ("reader way, 1,000 notes", "reader", 1_000, 0),
        ("reader way, 10,000 entries", "reader", 0, 10_000),
    ]
    with TemporaryDirectory() as place:
        rows = []
        for what, way, notes, entries in cases:
            folder = Path(place) / f"{way}-{notes}-{entries}"
            rows += _against_bare(what, make_home(folder, way, notes, entries), runs)
        return rows


def _against_bare(what: str, folder: Path, runs: int) -> list[Row]:
    """The time, and the time of a processor, which other programs disturb less."""
    ours = companion(folder)
    _piece, words = first_paint(ours)
    if LAST_WORDS not in words:
        raise SystemExit(f"This is not the first page:\n{words}")
    bare = bare_app(folder, words)
    first_paint(bare)  # both are warm now
    pairs = [(first_paint(ours)[0], first_paint(bare)[0]) for _ in range(runs)]
    return [
        _row(f"First paint, {what}", [(one.at, other.at) for one, other in pairs]),
        _row(f"Processor, {what}", [(one.cpu, other.cpu) for one, other in pairs]),
    ]


def _row(what: str, pairs: list[tuple[float, float]]) -> Row:
    ours, bare = median(one for one, _ in pairs), median(one for _, one in pairs)
    more = f"{milliseconds(ours)} against {milliseconds(bare)}"
    return Row(what, ours / bare if bare else 0, "times the bare app", LIMIT, more)


def companion(home: Path) -> Start:
    """How our program is started on a home."""
    return lambda: Terminal("-m", "companion", env=environment(COMPANION_HOME=str(home)))


def bare_app(folder: Path, words: str) -> Start:
    """How a bare app is started that shows the same words."""
    file = folder / "words"
    file.write_text(words, encoding="utf-8")
    return lambda: Terminal("-m", "benchmarks.bare", str(file), env=environment())


def first_paint(start: Start) -> tuple[Piece, str]:
    """The bytes after which the first page stands whole on the screen, and its words."""
    terminal = start()
    pieces = terminal.burst(REST)
    terminal.end()
    screen = Screen()
    return screen.settle(pieces), screen.words


if __name__ == "__main__":
    print_table(measure(int(sys.argv[1]) if sys.argv[1:] else RUNS))
