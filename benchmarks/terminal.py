"""Runs a program on a real terminal (a pty) and notes when which bytes come out of it."""

import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pyte

COLUMNS, ROWS = 120, 40
PATIENCE = 20.0  # seconds until a program that shows nothing counts as broken
ROOT = Path(__file__).parent.parent


class Piece(NamedTuple):
    """Bytes that came out together, and how many seconds after the start (or the key).

    `cpu` is how many seconds of a processor the program had used by then, since the same
    moment; what else the computer does matters little to it. Linux only, else 0.
    """

    at: float
    data: bytes
    cpu: float = 0.0


class Terminal:
    """A program that runs on a terminal of its own. Times are in seconds."""

    def __init__(self, *words: str, env: Mapping[str, str]) -> None:
        """Start `python WORDS` now."""
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._since = perf_counter()
        self._program = subprocess.Popen(
            [sys.executable, *words],
            stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=env, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self._used = 0.0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._program.pid

    def press(self, keys: bytes) -> None:
        """Type; from now on times count from here."""
        self._since, self._used = perf_counter(), self._cpu()
        os.write(self._master, keys)

    def burst(self, rest: float) -> list[Piece]:
        """What comes until nothing has come for `rest` seconds."""
        pieces: list[Piece] = []
        end = perf_counter() + PATIENCE
        while perf_counter() < end:
            if not select.select([self._master], [], [], rest if pieces else PATIENCE)[0]:
                break
            try:
                data = os.read(self._master, 1 << 20)
            except OSError:  # how Linux says that the program has ended
                break
            pieces.append(Piece(perf_counter() - self._since, data, self._cpu() - self._used))
        if not pieces:
            raise SystemExit("The program wrote nothing.")
        return pieces

    def _cpu(self) -> float:
        try:
            tasks = list(Path(f"/proc/{self.pid}/task").iterdir())
            return sum(int((one / "schedstat").read_text().split()[0]) for one in tasks) / 1e9
        except OSError:
            return 0.0

    def silence(self, seconds: float) -> int:
        """Wait, and count the bytes that come all the same."""
        came = 0
        end = perf_counter() + seconds
        while (left := end - perf_counter()) > 0:
            if select.select([self._master], [], [], left)[0]:
                came += len(os.read(self._master, 1 << 20))
        return came

    def end(self) -> None:
        """End the program as a member does, or by force where it has no key for that."""
        with suppress(OSError):  # how Linux says that the program has ended
            os.write(self._master, b"\x11")  # Ctrl+Q
            while select.select([self._master], [], [], 1)[0]:
                os.read(self._master, 1 << 20)
        self._program.terminate()
        self._program.wait()
        os.close(self._master)


class Screen:
    """What the terminal shows: its words, and where its cursor stands."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def words(self) -> str:
        """The text of the whole screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def show(self, pieces: list[Piece]) -> float:
        """Show pieces; when the one came after which words and cursor stay the same."""
        return self.settle(pieces).at

    def settle(self, pieces: list[Piece]) -> Piece:
        """Show pieces; the one after which words and cursor stay the same."""
        states = [self._after(piece) for piece in pieces]
        return pieces[states.index(states[-1])]

    def _after(self, piece: Piece) -> tuple[str, int, int]:
        self._stream.feed(piece.data)
        return self.words, self._screen.cursor.x, self._screen.cursor.y


def environment(**more: str) -> dict[str, str]:
    """What every measured program gets: the same terminal, and nothing of the caller's."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": "/nonexistent", "TERM": "xterm-256color", **more}
