"""How long from a key to what it paints, in four kinds of keys and both ways of the full screen.

A key's time ends with the bytes after which the words on the terminal and its cursor are
as they are at rest.
"""

import sys
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.first_paint import LAST_WORDS, companion
from benchmarks.homes import make_home
from benchmarks.table import Row, print_table
from benchmarks.terminal import Piece, Screen, Terminal

KEYS = 200
REST = 0.1  # seconds without a byte: the paint is over
SETTLING = 0.4
MEDIAN_LIMIT, WORST_LIMIT = 16.0, 50.0  # milliseconds
WAYS = {"screen": "ordinary look", "reader": "reader way"}
TURNS = 6  # of a part of the charter that has more pages than that
DOWN, PAGE_UP = b"\x1b[B", b"\x1b[5~"


class Task(NamedTuple):
    """Keys that lead to a page, the words that must stand on it, and the keys to measure."""

    name: str
    way_there: tuple[bytes, ...]
    words: str
    keys: tuple[bytes, ...]


TASKS = (
    Task("an arrow on home", (), LAST_WORDS, (DOWN,)),
    Task("a page that opens, and back", (), LAST_WORDS, (b"2", b"b", b"5", b"b")),
    Task("a letter in a note", (b"5", b"1", b"1"), "Your note", (b"p", b"a", b"c", b"e", b" ")),
    Task(
        "a page of the charter",
        (b"2", b"5"),
        "Page 1 of",
        (b" ",) * TURNS + (PAGE_UP,) * TURNS,
    ),
)


def measure(keys: int = KEYS) -> list[Row]:
    """Three rows for each kind and way: the median and the worst key, and the processor's time."""
    with TemporaryDirectory() as folder:
        return [
            row
            for way, name in WAYS.items()
            for number, task in enumerate(TASKS)
            for row in _rows(f"{task.name}, {name}", _home(folder, way, number), task, keys)
        ]


def _home(folder: str, way: str, number: int) -> Path:
    return make_home(Path(folder) / f"{way}-{number}", way)


def _rows(name: str, home: Path, task: Task, keys: int) -> list[Row]:
    pieces = _paints(home, task, keys)
    times = sorted(1000 * piece.at for piece in pieces)
    used = median(1000 * piece.cpu for piece in pieces)
    return [
        Row(f"Processor, {name}", used, "ms", MEDIAN_LIMIT, f"median of {keys}"),
        Row(f"Key to paint, {name}", median(times), "ms", MEDIAN_LIMIT, f"median of {keys}"),
        Row(f"Key to paint, {name}", times[-1], "ms", WORST_LIMIT, f"worst of {keys}"),
    ]


def _paints(home: Path, task: Task, keys: int) -> list[Piece]:
    terminal = companion(home)()
    screen = Screen()
    screen.show(terminal.burst(SETTLING))
    for key in task.way_there:
        terminal.press(key)
        screen.show(terminal.burst(SETTLING))
    if task.words not in screen.words:
        raise SystemExit(f"This is not the page with {task.words!r}:\n{screen.words}")
    bursts = [_press(terminal, key) for key in islice(cycle(task.keys), keys)]
    terminal.end()
    return [screen.settle(burst) for burst in bursts]


def _press(terminal: Terminal, key: bytes) -> list[Piece]:
    terminal.press(key)
    return terminal.burst(REST)


if __name__ == "__main__":
    print_table(measure(int(sys.argv[1]) if sys.argv[1:] else KEYS))
