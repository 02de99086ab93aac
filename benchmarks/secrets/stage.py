"""A place of its own for each journey, and where in it, and around it, words may have gone."""

import os
import random
import shlex
import shutil
import string
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.secrets.disguises import Finder
from benchmarks.secrets.traced import Written, calls, can_trace, words_before
from tests.terminal.pty_program import Program

PYTHON = [sys.executable, "-W", "ignore", "-m", "companion"]
# What others on a computer may read, and what stays after us. Files from before are not ours.
AROUND = ("/tmp", "/var/tmp", "/dev/shm", "/var/log", "/var/crash", "/var/lib/systemd/coredump",
          "/run", "/var/spool")  # fmt: skip
LARGEST = 200_000_000
LOOKS = 0.05  # seconds between two looks at the list of processes
# Where words may go while a member looks at them or lets them be said.
OPEN = ("/dev/pts/", "/dev/ptmx", "/dev/tty", "pipe:", "socket:", "UNIX", "TCP")


class Trace(NamedTuple):
    """Words that were found: where, and in which disguise."""

    where: str
    disguise: str


def new_word(chance: random.Random) -> str:
    """A word that nobody else has written, with a letter that not every encoding has alike."""
    letters = "".join(chance.choices(string.ascii_lowercase, k=16))
    return f"{letters[:9]}é{letters[9:]}"


class Stage:
    """One journey's folders, its secret word, and the programs that are run on it.

    `asked` are the files that the member asked for: the words may be in them, in the open.
    """

    def __init__(self, word: str, *, trace: bool = True) -> None:
        self.word = word
        self.folder = Path(tempfile.mkdtemp(prefix="secrets-"))
        self.user = self.folder / "user"
        self.home = self.user / "companion"
        self.tmp, self.runtime = self.folder / "tmp", self.folder / "runtime"
        self.logs = Path(tempfile.mkdtemp(prefix="secrets-log-"))
        for place in (self.user, self.tmp, self.runtime):
            place.mkdir(mode=0o700)
        self.asked: set[Path] = set()
        self.finder = Finder(word)
        self.ascii = Finder(word.partition("é")[0])  # also where it was cut or was another letter
        self.began = time.time()
        self.runs = 0
        self.terminal = b""
        self.printed = b""
        self._trace = trace and can_trace()
        self._seen: set[Trace] = set()
        self._watching = True
        self._watch = threading.Thread(target=self._watch_processes, daemon=True)
        self._watch.start()

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *_: object) -> None:
        self._watching = False
        self._watch.join()
        for folder in (self.folder, self.logs):
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        """What makes a program believe that the stage is the member's computer."""
        return {
            "HOME": str(self.user),
            "TMPDIR": str(self.tmp),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_CACHE_HOME": str(self.user / ".cache"),
            "XDG_STATE_HOME": str(self.user / ".state"),
            "HISTFILE": str(self.user / ".bash_history"),
            "COMPANION_HOME": str(self.home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "LANG": "C.UTF-8",
        }

    def words_to_run(self, *words: str) -> list[str]:
        """The command of a companion, watched where it can be."""
        return [*self.before(), *PYTHON, *words]

    def before(self) -> list[str]:
        """What to put before a command so that it is watched, where it can be."""
        self.runs += 1
        return words_before(self.logs / f"{self.runs}.strace") if self._trace else []

    def command(self, *words: str, given: str = "", code: int = 0, **env: str) -> str:
        """Run a one-shot command with an input. Returns what it printed."""
        done = subprocess.run(
            self.words_to_run(*words),
            input=given.encode(),
            capture_output=True,
            env={**os.environ, **self.environment, **env},
            cwd=Path.cwd(),
            check=False,
        )
        if done.returncode != code:
            raise RuntimeError(f"companion {words[0]}: {done.returncode}, {done.stderr!r}")
        self.printed += done.stdout + done.stderr
        return done.stdout.decode()

    def program(
        self,
        *,
        program: Sequence[str] = PYTHON,
        errors: str = "",
        env: Mapping[str, str] | None = None,
    ) -> Program:
        """A companion on a terminal, core files allowed. `close` keeps what it wrote."""
        run = shlex.join([*self.before(), *program])
        aside = f" 2>{shlex.quote(errors)}" if errors else ""
        shell = f"ulimit -c unlimited; exec {run}{aside}"
        return Program(self.home, shell=shell, **{**self.environment, **(env or {})})  # type: ignore[arg-type]

    def close(self, program: Program) -> None:
        """Remember what a program wrote on its terminal."""
        program.read()
        self.terminal += program.raw

    # Looking.

    def traces(self) -> list[Trace]:
        """Where the word is, beside what was asked for and the terminal itself."""
        found = {*self._seen, *self._titles(), *self._calls()}
        for path in [*self._files(self.folder), *self._around()]:
            found |= {Trace(f"{path}", name) for name in self._in_file(path)}
        return sorted(found)

    def looked_at(self) -> tuple[int, int]:
        """How many files, and how many calls."""
        return len([*self._files(self.folder), *self._around()]), sum(1 for _ in self._all_calls())

    def _names(self, data: bytes, *, compressed: bool = False) -> list[str]:
        whole = self.finder.names(data, compressed=compressed)
        return whole or self.ascii.names(data, compressed=compressed)

    def _files(self, folder: Path) -> Iterator[Path]:
        for path in folder.rglob("*"):
            if not path.is_symlink() and path.is_file() and path not in self.asked:
                yield path

    def _around(self) -> Iterator[Path]:
        """Files around the stage that were changed since it began."""
        for top in map(Path, AROUND):
            for folder, below, names in os.walk(top):
                below[:] = [n for n in below if not n.startswith("secrets-")]
                for path in (Path(folder, name) for name in names):
                    with suppress(OSError):
                        facts = path.lstat()
                        if facts.st_mtime >= self.began and path.is_file():
                            yield path

    def _in_file(self, path: Path) -> list[str]:
        names = self._names(os.fsencode(path))
        with suppress(OSError):
            if path.stat().st_size < LARGEST:
                names += self._names(path.read_bytes(), compressed=True)
        return names

    def _titles(self) -> Iterator[Trace]:
        """What the terminal's window, and its icon, were named."""
        for piece in self.terminal.split(b"\x1b]")[1:]:
            title = piece.partition(b"\x07")[0].partition(b"\x1b\\")[0]
            for name in self._names(title):
                yield Trace("the window's title", name)

    def _all_calls(self) -> Iterator[Written]:
        for log in sorted(self.logs.glob("*.strace")):
            yield from calls(log)

    def _calls(self) -> Iterator[Trace]:
        open_to = {str(path) for path in self.asked}
        for call in self._all_calls():
            place = call.place
            fine = place.startswith(OPEN) or any(place.startswith(path) for path in open_to)
            if not fine:
                for name in self._names(call.data, compressed=bool(place)):
                    yield Trace(f"{call.call} {place}".strip(), name)

    def _watch_processes(self) -> None:
        """Look at the list of processes, as every user of the computer can."""
        while self._watching:
            for process in Path("/proc").glob("[0-9]*"):
                for name in ("cmdline", "environ", "comm"):
                    with suppress(OSError):
                        data = (process / name).read_bytes()
                        self._note(f"a process's {name}", data)
            time.sleep(LOOKS)

    def _note(self, where: str, data: bytes) -> None:
        for name in self._names(data):
            self._seen.add(Trace(where, name))


def places_of(traces: Iterable[Trace], stage: Stage) -> list[str]:
    """Traces in words, without the names of the stage's folders."""
    told = (f"{trace.where}: {trace.disguise}" for trace in traces)
    return [one.replace(str(stage.folder), "").replace(stage.word, "WORD") for one in told]
