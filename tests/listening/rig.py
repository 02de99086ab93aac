"""Runs a command inside a real screen reader, presses keys, and keeps what would be spoken."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.listening import readers
from tests.listening.heard import WITHIN, Kind, Press, plain
from tests.listening.speech import Dispatcher, SpeechLog, SpeechPipe
from tests.listening.terminals import Console, Pty, Terminal, end_with_children

QUIET = 0.12  # seconds without a word, after which a reader has said all
STARTS_WITHIN = 20.0
KEYS = {
    "tab": "\t", "shift-tab": "\x1b[Z", "enter": "\r", "esc": "\x1b", "space": " ",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdn": "\x1b[6~",
    "backspace": "\x7f", "delete": "\x1b[3~",
}  # fmt: skip


class Rig:
    """One program in one reader. Use as a context: what was started is ended after it.

    `page` names what the keys are pressed on, for the record. `presses` is the record.
    """

    def __init__(
        self,
        reader: readers.Name,
        command: list[str],
        env: dict[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        if why := readers.missing(reader):
            pytest.skip(why)
        self.reader = reader
        self.page = "start"
        self.presses: list[Press] = []
        self.log = SpeechLog()
        self._first = 0  # of what was said, the first that the newest press is answerable for
        self.only_changes = False  # what each press notes of the reader
        self._command, self._env, self._size = command, env or {}, size

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="listening-"))
        self._dispatcher = Dispatcher(self.log)
        pipe = self._folder / "speech"
        self._pipe = SpeechPipe(self.log, pipe)
        setting = readers.Setting(self._folder, self._dispatcher.port, pipe)
        env = readers.environment(setting, self._env)
        self._beside: subprocess.Popen[bytes] | None = None
        self._begin(Press(self.page, "(start)", Kind.START, self.log.now()))
        if self.reader == "brltty":
            self.terminal: Terminal = Console()
            self._beside = subprocess.Popen(
                readers.brltty_command(setting),
                env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(1)  # it says nothing when it is ready
            self.terminal.start(self._command, env)
        else:
            self.terminal = Pty(*self._size)
            self.terminal.start(readers.wrap_command(self.reader, self._command, setting), env)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._collect()
        self.terminal.stop()
        if self._beside is not None:
            end_with_children(self._beside)
        self._dispatcher.close()
        self._pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def press(self, key: str, hear: str = "", kind: Kind = Kind.STEP) -> Press:
        """Press one key and wait until `hear` was said and all is quiet."""
        press = self._begin(Press(self.page, key, kind, self.log.now(), hear))
        self.terminal.send(KEYS.get(key, key).encode())
        self._settle(press)
        return press

    def type(self, text: str) -> None:
        """Type text, a letter at a time."""
        for letter in text:
            if letter == "\n":
                self.press("enter", kind=Kind.OTHER)
            else:
                self.press(letter, letter, Kind.TYPE)

    def paste(self, text: str) -> Press:
        """Send text all at once."""
        press = Press(self.page, "(paste)", Kind.OTHER, self.log.now(), pasted=text)
        self._begin(press)
        self.terminal.send(text.encode())
        self._settle(press)
        return press

    def resize(self, columns: int, rows: int, hear: str = "") -> Press:
        """Make the terminal another size."""
        key = f"({columns} x {rows})"
        press = self._begin(Press(self.page, key, Kind.OTHER, self.log.now(), hear))
        self.terminal.resize(columns, rows)
        self._settle(press)
        return press

    def idle(self, seconds: float) -> Press:
        """Do nothing for a while."""
        press = self._begin(Press(self.page, "(idle)", Kind.OTHER, self.log.now()))
        time.sleep(seconds)
        return self._end(press)

    def started(self, hear: str) -> Press:
        """Wait until the program stands and `hear` was said."""
        press = self.presses[0]
        press.hear = hear
        self.expect(hear)
        press.at = self.log.now()
        self._settle(press)
        return press

    def comes(self, hear: str) -> Press:
        """Wait until something that comes by itself was said, perhaps with the last key."""
        last = self._end(self.presses[-1])
        if plain(hear) in plain(last.transcript):
            return last
        press = self._begin(Press(self.page, "(comes)", Kind.OPEN, self.log.now(), hear))
        self._settle(press)
        return press

    def expect(self, text: str, within: float = STARTS_WITHIN) -> None:
        """Wait until some text is on the terminal."""
        end = time.monotonic() + within
        while plain(text) not in plain(" ".join(self.terminal.rows())):
            if time.monotonic() > end:
                shown = "\n".join(row.rstrip() for row in self.terminal.rows())
                pytest.fail(f"{self.reader}: {text!r} is not on the terminal:\n{shown}")
            time.sleep(0.02)

    def _begin(self, press: Press) -> Press:
        self._collect()
        self._first = len(self.log)
        press.only_changes = self.only_changes
        self.presses.append(press)
        return press

    def _collect(self) -> None:
        if self.presses:
            self._end(self.presses[-1])

    def _end(self, press: Press) -> Press:
        press.said = self.log.since(self._first)
        return press

    def _settle(self, press: Press) -> None:
        while (now := self.log.now()) < press.at + WITHIN:
            self._end(press)
            last = press.said[-1].at if press.said else press.at
            done = press.heard if press.hear else bool(press.said) or now > press.at + 2 * QUIET
            if done and now > last + QUIET:
                break
            time.sleep(0.01)
        self._end(press)
