"""Runs every measure and prints one table: `python -m benchmarks`, or with --quick."""

import sys

from benchmarks import (
    checker,
    commands,
    first_paint,
    idle,
    keys,
    letters,
    memory,
    peers,
    size,
    voice,
)
from benchmarks.table import Row, print_table


def main(*, quick: bool) -> None:
    """Measure and print. `quick` measures less often, so its numbers are less sure."""
    rows: list[Row] = [
        *first_paint.measure(5 if quick else first_paint.RUNS),
        *commands.measure(5 if quick else commands.RUNS),
        *checker.measure(),
        *keys.measure(40 if quick else keys.KEYS),
        *idle.measure(3 if quick else idle.SECONDS),
        *letters.measure(),
        *memory.measure(),
        *peers.measure(5 if quick else peers.RUNS),
        *voice.measure(5 if quick else voice.TRIES),
        *size.measure(),
    ]
    print_table(rows)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
