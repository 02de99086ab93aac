"""Runs the real program on a real terminal, types at it, and reads what is on the screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

import pyte

# What a test runner or a member may have set, and a journey must not see.
UNSET = ("ACCESSIBLE", "COMPANION_PLAIN", "NO_COLOR", "COMPANION_KEY_FILE", "COLUMNS", "LINES")
PATIENCE = 40.0  # seconds that a fragment may take to appear on a busy machine


class Program:
    """One run of the companion on a pty of `columns` by `rows`; close it when done.

    `shell` is a shell's command that starts it, in place of the usual one.
    """

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        shell: str = "",
        **env: str,
    ) -> None:
        self.raw = b""
        self._display = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._display)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            environment = dict(os.environ, COMPANION_HOME=str(home), TERM="xterm-256color")
            for name in UNSET:
                environment.pop(name, None)
            time.sleep(0.05)  # let the parent set the size first
            program = [sys.executable, "-m", "companion", *arguments]
            command = ["/bin/sh", "-c", shell] if shell else program
            os.execve(command[0], command, environment | env)
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._display.resize(rows, columns)

    def type(self, keys: str) -> None:
        """Send keys as a terminal would."""
        os.write(self._fd, keys.encode())

    def read(self, seconds: float = 0.0) -> bool:
        """Take what the program wrote, for at most `seconds`. False when it has ended."""
        end = time.monotonic() + seconds
        while self._writes(max(0.0, end - time.monotonic())):
            if not self._take():
                return False
        return True

    def _writes(self, seconds: float) -> bool:
        """Whether the program writes, or ends, within a time."""
        return bool(select.select([self._fd], [], [], seconds)[0])

    def _take(self) -> bool:
        data = b""
        with suppress(OSError):
            data = os.read(self._fd, 65536)
        self.raw += data
        self._stream.feed(data)
        return bool(data)

    @property
    def screen(self) -> str:
        """The rows that the terminal shows now."""
        self.read()
        return "\n".join(row.rstrip() for row in self._display.display)

    @property
    def cursor_row(self) -> str:
        """The words of the row that the terminal's cursor stands on."""
        return str(self._display.display[self._display.cursor.y]).rstrip()

    @property
    def cursor_words(self) -> str:
        """The words that the terminal's cursor stands on, where more stand in the same row."""
        row = str(self._display.display[self._display.cursor.y])
        return row[self._display.cursor.x :].strip().split("  ")[0]

    def expect(self, fragment: str) -> None:
        """Wait until a fragment stands on the screen, its spaces folded."""
        wanted = " ".join(fragment.split())
        self._until(lambda: wanted in " ".join(self.screen.split()), fragment)

    def expect_written(self, fragment: str) -> None:
        """Wait until the program has written a fragment, on the screen still or not."""
        self._until(lambda: bool(self.screen) and fragment.encode() in self.raw, fragment)

    def expect_cursor(self, words: str) -> None:
        """Wait until the terminal's cursor stands on a row with these words."""
        self._until(lambda: words in self.cursor_row, words)

    def _until(self, there: Callable[[], bool], wanted: str) -> None:
        end = time.monotonic() + PATIENCE
        alive = True
        while not there():
            assert alive and time.monotonic() < end, f"{wanted!r} is not in:\n{self.screen}"
            alive = not self._writes(0.05) or self._take()  # and look again at once

    def wipe(self) -> None:
        """Clear the screen, as another program would."""
        self.read()
        self._display.reset()

    def kill(self) -> None:
        """End the program as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        """The exit code, once the program has ended (minus the signal, if one ended it)."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"still running:\n{self.screen}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)
