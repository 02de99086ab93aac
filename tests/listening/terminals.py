"""Where a reader and a program run: a pty of any size, or a virtual console of Linux."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import pyte

# Requests to the console (linux/vt.h, linux/kd.h).
VT_OPENQRY, VT_GETSTATE, VT_ACTIVATE, VT_WAITACTIVE, VT_DISALLOCATE = (
    0x5600, 0x5603, 0x5606, 0x5607, 0x5608,
)  # fmt: skip
KDGETMODE = 0x4B3B

_MOST_WAITING = 2000  # keys that nobody has read yet; Linux has room for 4,095


class Terminal(Protocol):
    """A place to run in. `start` runs a program on it as on a terminal of its own."""

    def start(self, command: list[str], env: dict[str, str]) -> None: ...
    def send(self, keys: bytes) -> None: ...
    def resize(self, columns: int, rows: int) -> None: ...
    def rows(self) -> list[str]: ...
    def cursor_row(self) -> str: ...
    def stop(self) -> None: ...


class Pty:
    """A pseudo-terminal, with a screen kept by pyte. `raw` is all that was written to it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.raw = b""
        self._main, self._other = pty.openpty()
        self._screen = Glass(columns, rows)
        self._set_size(columns, rows)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, command: list[str], env: dict[str, str]) -> None:
        self._process = start_on(self._other, command, env, lambda: _own_terminal(0))
        os.close(self._other)
        threading.Thread(target=self._watch, daemon=True).start()

    def send(self, keys: bytes) -> None:
        with suppress(OSError):  # the program may have ended
            os.write(self._main, keys)

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        self._set_size(columns, rows)

    def rows(self) -> list[str]:
        return list(self._screen.display)

    def cursor_row(self) -> str:
        """The row that the real cursor stands on."""
        return self.rows()[self._screen.cursor.y]

    def stop(self) -> None:
        if self._process is not None:
            end_with_children(self._process)
        os.close(self._main)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _watch(self) -> None:
        stream = pyte.ByteStream(self._screen)
        with suppress(OSError):
            while shown := os.read(self._main, 65536):
                self.raw += shown
                stream.feed(shown)


class Glass(pyte.Screen):
    """A pyte screen that survives the private forms of two sequences."""

    def select_graphic_rendition(self, *attributes: int, **_private: Any) -> None:
        super().select_graphic_rendition(*attributes)

    def report_device_status(self, *_mode: int, **_private: Any) -> None:
        """Nobody is asked anything here."""


class Console:
    """A virtual console of this machine, brought to the front while it is used."""

    def __init__(self) -> None:
        self._front = os.open("/dev/tty0", os.O_RDWR | os.O_NOCTTY)
        fcntl.flock(self._front, fcntl.LOCK_EX)  # only one console can be in front
        self._number = _ask(self._front, VT_OPENQRY, "i")
        self._tty = os.open(f"/dev/tty{self._number}", os.O_RDWR | os.O_NOCTTY)
        os.write(self._tty, b"\x1bc\x1b%G")
        self._before = self._show(self._number)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, command: list[str], env: dict[str, str]) -> None:
        env = {**env, "TERM": "linux"}
        self._process = start_on(self._tty, command, env, lambda: _own_terminal(1))

    def send(self, keys: bytes) -> None:
        for key in keys:
            while _ask(self._tty, termios.FIONREAD, "i") > _MOST_WAITING:
                time.sleep(0.001)  # what has no room would be lost; a real terminal waits too
            fcntl.ioctl(self._tty, termios.TIOCSTI, bytes([key]))

    def resize(self, columns: int, rows: int) -> None:
        raise NotImplementedError("a console keeps its size")

    def rows(self) -> list[str]:
        cells = self._cells()
        width = 2 * cells[1]
        starts = range(4, 4 + width * cells[0], width)
        return [cells[at : at + width : 2].decode("cp437") for at in starts]

    def cursor_row(self) -> str:
        """The row that the real cursor stands on."""
        return self.rows()[self._cells()[3]]

    def _cells(self) -> bytes:
        """Rows, columns, x and y of the cursor, then pairs of character and colour."""
        return Path(f"/dev/vcsa{self._number}").read_bytes()

    def stop(self) -> None:
        if self._process is not None:
            end_with_children(self._process)
        self._show(self._before)
        os.close(self._tty)
        with suppress(OSError):
            fcntl.ioctl(self._front, VT_DISALLOCATE, self._number)
        os.close(self._front)

    def _show(self, number: int) -> int:
        before = _ask(self._front, VT_GETSTATE, "H4x")
        fcntl.ioctl(self._front, VT_ACTIVATE, number)
        while True:
            with suppress(InterruptedError):  # by a signal; Python does not go on by itself here
                fcntl.ioctl(self._front, VT_WAITACTIVE, number)
                return before


def no_console() -> str:
    """Why no virtual console can be used here, or ""."""
    try:
        front = os.open("/dev/tty0", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return "run as root on a machine with virtual consoles"
    try:
        if _ask(front, KDGETMODE, "i"):
            return "switch to a text console first; pictures are in front now"
        number = _ask(front, VT_OPENQRY, "i")
        os.close(os.open(f"/dev/tty{number}", os.O_RDWR | os.O_NOCTTY))
        allowed = Path("/proc/sys/dev/tty/legacy_tiocsti").read_text().strip() == "1"
        return "" if allowed else "set dev.tty.legacy_tiocsti to 1"
    except OSError:
        return "run as root on a machine with virtual consoles"
    finally:
        os.close(front)


def start_on(
    tty: int, command: list[str], env: dict[str, str], own: Callable[[], None]
) -> subprocess.Popen[bytes]:
    """Start a program with `tty` as its own terminal."""
    return subprocess.Popen(
        command,
        env=env,
        stdin=tty,
        stdout=tty,
        stderr=tty,
        start_new_session=True,
        preexec_fn=own,  # noqa: PLW1509 - one system call, no lock
    )


def _own_terminal(steal: int) -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, steal)


def _ask(descriptor: int, request: int, layout: str) -> int:
    answer = fcntl.ioctl(descriptor, request, bytes(struct.calcsize(layout)))
    return int(struct.unpack(layout, answer)[0])


def end_with_children(process: subprocess.Popen[bytes]) -> None:
    """End a program that we started and all that it started: politely, then not."""
    family = [*_children(process.pid), process.pid]
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGKILL):
        for pid in filter(_alive, family):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        for _wait in range(50):
            if not any(map(_alive, family)):
                process.wait()
                return
            time.sleep(0.02)
    process.wait()


def _children(pid: int) -> Iterator[int]:
    """Children before their parents."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=", "-o", "ppid="], capture_output=True, text=True, check=True
    )
    pairs = [(int(a), int(b)) for a, b in map(str.split, listed.stdout.splitlines())]

    def below(parent: int) -> Iterator[int]:
        for child, of in pairs:
            if of == parent:
                yield from below(child)
                yield child

    yield from below(pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True
