"""The voice in the whole program: how soon it speaks, falls silent, and whether it is in the way.

Linux only. The program runs on a real terminal, its sound goes to a sound server of our own,
and what is measured is what was played there. A time is right to about 10 ms.
"""

import sys
import time
from collections.abc import Callable, Sequence
from itertools import count as count_from
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.homes import make_home
from benchmarks.table import Row, print_table
from benchmarks.terminal import Screen, Terminal, environment
from companion.store.home import Home
from companion.store.opening import open_store
from tests.speech.sound import Sound, why_deaf

TRIES = 20
KEYS = 60
TAB, DOWN = b"\t", b"\x1b[B"
SPOKEN = 2.2  # seconds; a row's words have been said
HELD = 1 / 30  # seconds between the keys of one that is held
REST = 0.1  # seconds without a byte: the paint is over


def measure(tries: int = TRIES) -> list[Row]:
    """The rows of all measures; one row that says why, where nothing can be heard."""
    if why := why_deaf():
        return [Row("The voice", 0, "", None, why)]
    with TemporaryDirectory() as folder, Sound() as sound:
        speaking = Program(Path(folder) / "on", sound, "on")
        rows = [
            *_rows("Focus to first sound", _focus(speaking, sound, tries), 30, 80),
            *_rows("Held Tab, rest to sound", _held(speaking, sound, tries), 120, 120),
            *_rows("Key to silence", _silence(speaking, sound, tries), 15, 30),
            *_memory(speaking.terminal.pid),
            *_lag(speaking, Program(Path(folder) / "off", sound, "off")),
        ]
        speaking.terminal.end()
        return rows


class Program:
    """The companion on its first page, with the voice on or off."""

    def __init__(self, folder: Path, sound: Sound, voice: str) -> None:
        home = make_home(folder, "screen")
        settings = open_store(Home(home)).settings
        for name, value in {"voice": voice, "say_moves": "on", "rate": "160"}.items():
            settings.put(name, value)
        own = environment(COMPANION_HOME=str(home))
        heard = {name: sound.environment[name] for name in sound.settings}
        self.terminal = Terminal("-m", "companion", env=own | heard)
        self.screen = Screen()
        self.screen.show(self.terminal.burst(1.0))
        self.terminal.silence(SPOKEN)

    def press(self, key: bytes, wait: float) -> float:
        """Type, and give it time. Returns the moment."""
        moment = time.monotonic()
        self.terminal.press(key)
        self.terminal.silence(wait)
        return moment

    def paint(self, key: bytes) -> float:
        """Type. Returns milliseconds until the screen shows what it shows at rest."""
        self.terminal.press(key)
        return 1000 * self.screen.show(self.terminal.burst(REST))


def _focus(program: Program, sound: Sound, tries: int) -> list[float | None]:
    return [sound.first_after(program.press(TAB, SPOKEN)) for _try in range(tries)]


def _held(program: Program, sound: Sound, tries: int) -> list[float | None]:
    def held() -> float:
        for _key in range(30):
            program.press(TAB, HELD)
        return program.press(TAB, SPOKEN)

    return [sound.first_after(held()) for _try in range(tries)]


def _silence(program: Program, sound: Sound, tries: int) -> list[float | None]:
    program.press(b"2", SPOKEN)
    program.press(b"1", 2 * SPOKEN)
    found: list[float | None] = []
    for count in count_from(1):
        if len(found) == tries:
            break
        program.press(b"r", 0.2 + count % 20 / 50)
        stopped = program.press(b"r", 0.8)  # any key stops it; this one does nothing else
        if sound.seconds_of_sound(stopped - 0.05, stopped) > 0.04:  # not between two words
            found.append(sound.silent_after(stopped))
        assert count < 5 * tries, "it does not read"
    program.press(b"0", SPOKEN)
    return found


def _rows(
    what: str, found: Sequence[float | None], limit: float, worst: float, unit: str = "ms"
) -> list[Row]:
    """The median and the worst. A try without an answer counts as three seconds."""
    times = sorted(1000 * (3.0 if seconds is None else seconds) for seconds in found)
    least, most = times[0], times[-1]
    more = f"{least:.0f} / {median(times):.0f} / {most:.0f} {unit}, {len(times)} tries"
    return [
        Row(f"{what}, median", median(times), unit, limit, more),
        Row(f"{what}, worst", most, unit, worst),
    ]


def _lag(speaking: Program, quiet: Program) -> list[Row]:
    """Keys while the voice speaks, in turns with the same keys without a voice."""
    on, off = [], []
    for key in islice(cycle((DOWN,)), KEYS):
        on.append(speaking.paint(key))
        off.append(quiet.paint(key))
    quiet.terminal.end()
    return [
        _against("Key to paint while it speaks, median", median, on, off),
        _against("Key to paint while it speaks, worst", max, on, off),
    ]


def _against(
    what: str, of: Callable[[list[float]], float], on: list[float], off: list[float]
) -> Row:
    more = f"{of(on):.1f} ms against {of(off):.1f} ms"
    return Row(what, of(on) / of(off), "times without", None, more)


def _memory(pid: int) -> list[Row]:
    """What the workers take: all of it, and what they do not share with other programs."""
    workers = [path for path in Path("/proc").glob("[0-9]*") if _is_worker(path, pid)]
    whole = sum(_kilobytes(path / "status", "VmRSS:") for path in workers) / 1024
    own = sum(_kilobytes(path / "smaps_rollup", "Pss:") for path in workers) / 1024
    more = f"{len(workers)} of them, {own:.1f} MB where what is shared counts once"
    return [Row("Memory of the workers", whole, "MB", None, more)]


def _is_worker(path: Path, parent: int) -> bool:
    try:
        return (
            b"companion.speech.worker" in (path / "cmdline").read_bytes()
            and _kilobytes(path / "status", "PPid:") == parent
        )
    except OSError:  # it has just ended
        return False


def _kilobytes(file: Path, name: str) -> int:
    lines = file.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


if __name__ == "__main__":
    print_table(measure(int(sys.argv[1]) if sys.argv[1:] else TRIES))
