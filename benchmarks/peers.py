"""Our reading commands beside what `jrnl` and `khal` do that is most like them.

Both have the same sessions and the same entries. Ours keeps entries encrypted, so the limit counts
against a journal that `jrnl` itself has encrypted; one in clear is shown beside it, without a
limit. `jrnl` asks for its password and gets it on standard input; no key store is asked, by
neither. They run in turns, each in a process of its own. The two programs are put into a folder of
their own, once for each computer; nothing of ours depends on them.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from benchmarks.apart import apart, folder_of
from benchmarks.homes import make_home
from benchmarks.table import Row, milliseconds, print_table
from benchmarks.terminal import ROOT, environment
from companion.calendars.examples import CALENDAR, examples
from companion.domain.journal import Answer, Entry
from companion.domain.sessions import PlannedSession
from companion.domain.stored import Stored
from companion.store.home import Home
from companion.store.opening import open_store

RUNS = 10
LIMIT = 1 / 3  # of the other program's time
PROGRAMS = ("jrnl==4.6", "khal==0.14.1")
ENTRIES = 200
WORDS = "It was too loud, and I could not hear. Then we had a break, and it was calm. " * 4
SOUGHT = "lantern"  # stands in one entry of twenty
PASSWORD = "three calm otters"
ENCRYPTED, CLEAR = "encrypted", "in clear"


class Pair(NamedTuple):
    """A command of ours and one of another program. `typed` goes to ours.

    `kept` is how the other one keeps what it reads, where there are two ways.
    """

    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    typed: str = ""
    kept: str = ""

    @property
    def limit(self) -> float | None:
        """Nothing of ours is in clear, so that is no aim."""
        return None if self.kept == CLEAR else LIMIT


LIST, SEARCH = ("jrnl", "-to", "today", "--short"), ("jrnl", "-contains", SOUGHT)
PAIRS = (
    Pair(("sessions",), ("khal", "list", "today", "400d")),
    Pair(("next",), ("khal", "list", "today", "30d")),
    Pair(("journal", "list"), LIST, kept=ENCRYPTED),
    Pair(("journal", "list"), LIST, kept=CLEAR),
    Pair(("journal", "search", "-"), SEARCH, f"{SOUGHT}\n", ENCRYPTED),
    Pair(("journal", "search", "-"), SEARCH, f"{SOUGHT}\n", CLEAR),
)


class Used(NamedTuple):
    """Seconds by the clock, and of a processor."""

    clock: float
    cpu: float


def measure(runs: int = RUNS) -> list[Row]:
    """Two rows for each pair of commands: by the processor, and by the clock."""
    programs = folder_of(apart("peers", *PROGRAMS))
    with TemporaryDirectory() as place:
        folder = Path(place)
        made = _fill(folder)
        env = environment(COMPANION_HOME=str(made), XDG_CACHE_HOME=str(folder / "cache"))
        env |= {"HOME": place, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
        options = {("khal", ""): ("-c", _khal(folder))}
        for kept in (ENCRYPTED, CLEAR):
            options["jrnl", kept] = ("--config-file", _jrnl(folder, kept))
        _encrypt((str(programs / "jrnl"), *options["jrnl", ENCRYPTED]), env)
        rows: list[Row] = []
        for pair in PAIRS:
            name, *rest = pair.theirs
            ours = (sys.executable, "-m", "companion", *pair.ours)
            theirs = (str(programs / name), *options[name, pair.kept], *rest)
            rows += _rows(pair, [_turn(pair, ours, theirs, env) for _ in range(runs + 1)][1:])
        return rows


def _turn(
    pair: Pair, ours: Sequence[str], theirs: Sequence[str], env: dict[str, str]
) -> tuple[Used, Used]:
    password = f"{PASSWORD}\n" if pair.kept == ENCRYPTED else ""
    return _run(ours, env, pair.typed), _run(theirs, env, password)


def _run(line: Sequence[str], env: dict[str, str], typed: str = "") -> Used:
    before, start = getrusage(RUSAGE_CHILDREN), perf_counter()
    done = _answered(line, env, typed)
    clock, after = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    if not done.stdout.strip():
        raise SystemExit(f"{line} said nothing: {done.stderr.decode()}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Used(clock, cpu)


def _answered(
    line: Sequence[str], env: dict[str, str], typed: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a program in a session of its own: one that asks finds no terminal, and reads `typed`."""
    return subprocess.run(
        line,
        env=env,
        cwd=ROOT,
        input=typed.encode(),
        capture_output=True,
        check=True,
        start_new_session=True,
    )


def _encrypt(jrnl: Sequence[str], env: dict[str, str]) -> None:
    """Let jrnl encrypt its journal. It asks two times, then whether to keep the password."""
    _answered((*jrnl, "--encrypt"), env, f"{PASSWORD}\n{PASSWORD}\nn\n")
    if SOUGHT.encode() in (Path(jrnl[-1]).with_suffix(".txt")).read_bytes():
        raise SystemExit("jrnl has not encrypted its journal")


def _rows(pair: Pair, turns: Sequence[tuple[Used, Used]]) -> Iterator[Row]:
    what, unit = f"companion {' '.join(pair.ours)}", f"times {' '.join(pair.theirs)}"
    unit += f", {pair.kept}" if pair.kept else ""
    for how, at in (("processor", 1), ("clock", 0)):
        ours, theirs = (median(turn[who][at] for turn in turns) for who in (0, 1))
        more = f"{milliseconds(ours)} against {milliseconds(theirs)}: {theirs / ours:.1f} times"
        yield Row(f"{what}, {how}", ours / theirs, unit, pair.limit, f"{more} faster")


def _fill(folder: Path) -> Path:
    """A home and what the other programs read, of the same content."""
    home = make_home(folder / "home", "screen")
    store = open_store(Home(home))
    sessions = examples(datetime.now(UTC).date())
    store.sessions.take(CALENDAR, sessions)
    entries = list(_entries())
    store.journal.take(Stored(entry, None) for entry in entries)
    calendar = folder / "calendar"
    calendar.mkdir()
    for number, session in enumerate(sessions):
        (calendar / f"{number}.ics").write_text(_event(session), encoding="utf-8", newline="")
    lines = (f"[{e.created:%Y-%m-%d %H:%M}] {e.helped.words}\n" for e in entries)
    words = "\n".join(lines)
    for kept in (ENCRYPTED, CLEAR):
        (folder / f"{kept}.txt").write_text(words, encoding="utf-8")
    return home


def _entries() -> Iterator[Entry]:
    now = datetime.now(UTC)
    for number in range(ENTRIES):
        day = now - timedelta(days=ENTRIES - number)
        word = SOUGHT if number % 20 == 0 else "garden"
        text = f"Entry {number} about the {word}.\n{WORDS}"
        yield Entry(f"n{number}", Answer(text), created=day, changed=day, version=1)


def _event(session: PlannedSession) -> str:
    """A session as an event, as long as ours are."""
    starts, length, begin = session.starts, "P1D", f";VALUE=DATE:{session.starts:%Y%m%d}"
    if isinstance(starts, datetime):
        length, begin = "PT2H", f":{starts.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    steps = "\\n".join(step.what for step in session.steps)
    return "\r\n".join(
        (
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//benchmark//EN", "BEGIN:VEVENT",
            f"UID:{session.id}", "DTSTAMP:20260101T000000Z", f"DTSTART{begin}",
            f"DURATION:{length}", f"SUMMARY:{session.title}",
            f"DESCRIPTION:{session.about}\\n{steps}", f"LOCATION:{session.where}",
            "END:VEVENT", "END:VCALENDAR", "",
        )
    )  # fmt: skip


def _khal(folder: Path) -> str:
    config = folder / "khal.conf"
    config.write_text(
        f"[calendars]\n[[sessions]]\npath = {folder / 'calendar'}\n"
        f"[sqlite]\npath = {folder / 'khal.db'}\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Europe/London\ndefault_timezone = Europe/London\n",
        encoding="utf-8",
    )
    return str(config)


def _jrnl(folder: Path, kept: str) -> str:
    config = folder / f"{kept}.yaml"
    config.write_text(
        f"journals:\n  default:\n    journal: {folder / f'{kept}.txt'}\ncolors: {{}}\n"
        "editor: ''\nencrypt: false\ntemplate: false\ndefault_hour: 9\ndefault_minute: 0\n"
        "timeformat: '%Y-%m-%d %H:%M'\ntagsymbols: '#@'\nhighlight: true\nlinewrap: 79\n"
        "indent_character: '|'\nversion: '4.6'\ndisplay_format: pretty\n",
        encoding="utf-8",
    )
    return str(config)


if __name__ == "__main__":
    print_table(measure(int(sys.argv[1]) if sys.argv[1:] else RUNS))
