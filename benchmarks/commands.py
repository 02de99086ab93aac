"""How long the quick commands take above a Python that does nothing.

All take turns in each round, with the same interpreter and the same flags.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.homes import make_home
from benchmarks.table import Row, milliseconds, print_table
from benchmarks.terminal import ROOT, environment

RUNS = 20
NOTES = 10
COMMANDS = ("charter 5", "sessions", "meaning pace", "help now", "note list")
PYTHON = [sys.executable]
SCRIPT = Path(sys.executable).with_name("companion")


def measure(runs: int = RUNS) -> list[Row]:
    """A row for each command, as a module and by the installed script where there is one."""
    ways = {"python -m companion": [*PYTHON, "-m", "companion"]}
    if SCRIPT.exists():
        ways["companion"] = [str(SCRIPT)]
    lines = {f"{way} {c}": [*start, *c.split()] for way, start in ways.items() for c in COMMANDS}
    with TemporaryDirectory() as folder:
        home = make_home(Path(folder) / "home", "screen", NOTES)
        env = environment(COMPANION_HOME=str(home))
        times = _take_turns([[*PYTHON, "-c", "pass"], *lines.values()], env, runs)
    nothing, *taken = map(median, times)
    return [_row(line, seconds, nothing) for line, seconds in zip(lines, taken, strict=True)]


def _take_turns(lines: list[list[str]], env: dict[str, str], runs: int) -> list[list[float]]:
    """The seconds of each run of each command line; a first round warms what can be warm."""
    rounds = [[_run(line, env) for line in lines] for _ in range(runs + 1)]
    return [list(column) for column in zip(*rounds[1:], strict=True)]


def _run(line: list[str], env: dict[str, str]) -> float:
    start = perf_counter()
    subprocess.run(line, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def _row(line: str, seconds: float, nothing: float) -> Row:
    more = f"{milliseconds(seconds - nothing)} above the {milliseconds(nothing)} of python -c pass"
    return Row(line, seconds / nothing, "times python -c pass", None, more)


if __name__ == "__main__":
    print_table(measure(int(sys.argv[1]) if sys.argv[1:] else RUNS))
