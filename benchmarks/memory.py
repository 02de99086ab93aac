"""How much memory the full screen takes when its first page stands, against a bare app.

Linux only, since it reads /proc.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.first_paint import Start, bare_app, companion
from benchmarks.homes import make_home
from benchmarks.table import Row, print_table
from benchmarks.terminal import Screen

LIMIT = 1.5  # times the bare app
SETTLING = 0.5
CASES = (
    ("Memory, ordinary look, no notes", "screen", 0),
    ("Memory, reader way, no notes", "reader", 0),
    ("Memory, ordinary look, 1,000 notes", "screen", 1_000),
)


def measure() -> list[Row]:
    """A row for each way and number of notes."""
    with TemporaryDirectory() as folder:
        rows = []
        for what, way, notes in CASES:
            home = make_home(Path(folder) / f"{way}-{notes}", way, notes)
            ours, words = _megabytes(companion(home))
            bare, _words = _megabytes(bare_app(home, words))
            more = f"{ours:.1f} MB against {bare:.1f} MB"
            rows.append(Row(what, ours / bare, "times the bare app", LIMIT, more))
        return rows


def _megabytes(start: Start) -> tuple[float, str]:
    """The resident memory of a program at rest, and the words on its screen."""
    terminal = start()
    screen = Screen()
    screen.show(terminal.burst(SETTLING))
    status = Path(f"/proc/{terminal.pid}/status").read_text()
    terminal.end()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024, screen.words


if __name__ == "__main__":
    print_table(measure())
