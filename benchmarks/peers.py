"""`companion next` beside `jrnl -n 1`: both show the newest of what a person keeps.

jrnl is used where it is installed (`pipx install jrnl`), else this says so.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.homes import make_home
from benchmarks.table import Row, milliseconds, print_table
from benchmarks.terminal import environment
from companion.calendars.examples import CALENDAR, examples
from companion.store.home import Home
from companion.store.opening import open_store

RUNS = 20
LIMIT = 1 / 3  # of jrnl's time


def measure(runs: int = RUNS) -> list[Row]:
    """One row, or none where jrnl is not installed."""
    jrnl = os.environ.get("JRNL") or which("jrnl")
    if jrnl is None:
        sys.stderr.write("jrnl is not installed, so nothing is compared with it.\n")
        return []
    with TemporaryDirectory() as folder:
        home = make_home(Path(folder) / "home", "screen", 10)
        sessions = examples(datetime.now(UTC).date())
        open_store(Home(home)).sessions.take(CALENDAR, sessions)
        env = environment(COMPANION_HOME=str(home))
        ours = [str(Path(sys.executable).with_name("companion")), "next"]
        theirs = [jrnl, "--config-file", _config(Path(folder)), "-n", "1"]
        for line in (ours, theirs):
            _run(line, env)
        times = [(_run(ours, env), _run(theirs, env)) for _ in range(runs)]
    our_time, their_time = (median(column) for column in zip(*times, strict=True))
    more = f"{milliseconds(our_time)} against {milliseconds(their_time)}"
    return [Row("companion next", our_time / their_time, "times jrnl -n 1", LIMIT, more)]


def _config(folder: Path) -> str:
    journal, config = folder / "journal.txt", folder / "jrnl.yaml"
    journal.write_text("[2026-06-26 18:00] A quiet room would have helped.\n", encoding="utf-8")
    config.write_text(
        f"journals:\n  default:\n    journal: {journal}\ncolors: {{}}\neditor: ''\n"
        "encrypt: false\ntemplate: false\ndefault_hour: 9\ndefault_minute: 0\n"
        "timeformat: '%Y-%m-%d %H:%M'\ntagsymbols: '#@'\nhighlight: true\nlinewrap: 79\n"
        "indent_character: '|'\nversion: v4.2\ndisplay_format: pretty\n",
        encoding="utf-8",
    )
    return str(config)


def _run(line: list[str], env: dict[str, str]) -> float:
    start = perf_counter()
    subprocess.run(line, env=env, capture_output=True, stdin=subprocess.DEVNULL, check=True)
    return perf_counter() - start


if __name__ == "__main__":
    print_table(measure(int(sys.argv[1]) if sys.argv[1:] else RUNS))
