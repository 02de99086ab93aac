"""Records and plays through child processes. What is recorded lies in memory alone."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from companion.children import surroundings
from companion.domain.chosen_files import seconds_of
from companion.media.kinds import RECORDS, SILENCE
from companion.problems import Problem

BEGINS_WITHIN = 6.0  # seconds
ENDS_WITHIN = 2.0


class Recorder:
    """Records one sound at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._sound = bytearray()
        self._since = 0.0
        self._told = threading.Event()  # the child said that it records, or ended
        self._begun = False
        self._reader: threading.Thread | None = None
        self._heard: Callable[[], None] = lambda: None

    @property
    def recording(self) -> bool:
        """Whether a recording was begun and not stopped by the member."""
        return self._process is not None

    @property
    def ended(self) -> bool:
        """Whether it ended by itself: 5 minutes are over, or the microphone is gone."""
        return self._reader is not None and not self._reader.is_alive()

    @property
    def seconds(self) -> int:
        """How long it has been recording."""
        return int(monotonic() - self._since)

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when it has ended by itself."""
        self._heard = heard

    def start(self) -> None:
        """Begin. It records when this returns. Raises Problem("no_microphone")."""
        self.drop()
        self._told.clear()
        self._begun = False
        try:
            process = _child("companion.media.recorder", subprocess.PIPE)
        except OSError as error:
            raise Problem("no_microphone") from error
        self._process = process
        self._reader = threading.Thread(target=self._read, args=(process,), daemon=True)
        self._reader.start()
        if not self._told.wait(BEGINS_WITHIN) or not self._begun:
            self.drop()
            raise Problem("no_microphone")
        self._since = monotonic()

    def stop(self) -> bytes:
        """End it. What was heard, as Opus in Ogg. Raises Problem("nothing_recorded")."""
        code = self._end()
        heard, self._sound = bytes(self._sound), bytearray()
        if code == SILENCE or not seconds_of(heard):
            raise Problem("nothing_recorded")  # a microphone that is off gives no noise either
        return heard

    def drop(self) -> None:
        """End it and keep nothing."""
        self._end()
        self._sound = bytearray()

    def _end(self) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        _close(process)
        if self._reader is not None:
            self._reader.join(ENDS_WITHIN)
        self._reader = None
        return process.returncode

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        with process.stdout as told:
            if told.read(1) == RECORDS:
                self._begun = True
                self._told.set()
                while part := told.read1(65536):  # type: ignore[attr-defined]
                    self._sound += part
        self._told.set()
        if self._process is process:
            self._heard()


class Player:
    """Plays one sound at a time to the member."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def playing(self) -> bool:
        """Whether a sound is heard now."""
        return self._process is not None and self._process.poll() is None

    def play(self, data: bytes) -> None:
        """Play a sound that we made, in place of the one before. Raises Problem("no_voice")."""
        self.stop()
        try:
            self._process = _child("companion.media.player", subprocess.DEVNULL)
        except OSError as error:
            raise Problem("no_voice") from error
        threading.Thread(target=_give, args=(self._process, data), daemon=True).start()

    def stop(self) -> bool:
        """Fall silent. False where nothing was played."""
        was, process, self._process = self.playing, self._process, None
        if process is not None:
            process.kill()
            _close(process)
        return was


def _give(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    with suppress(OSError, ValueError):
        process.stdin.write(len(data).to_bytes(8, "little") + data)
        process.stdin.flush()


def _child(module: str, out: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-W", "ignore", "-m", module],
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=subprocess.DEVNULL,
        env=surroundings(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _close(process: "subprocess.Popen[bytes]") -> None:
    """Tell a child that nobody is there any more, and see to it that it ends."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
