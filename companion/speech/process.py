"""One worker process, as the program sees it: send, kill, and what it says."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
from time import monotonic
from typing import Any

from companion.children import surroundings

Message = dict[str, Any]
FOLDER = "companion-voice-"


class Worker:
    """A running worker. `tell(worker, message)` is called on a thread of its own.

    The last message is always {"ev": "gone", "code": ...}. Raises OSError where no process
    can be started.
    """

    def __init__(
        self,
        backend: str,
        command: list[str],
        tell: Callable[["Worker", Message], None],
        env: Mapping[str, str],
    ) -> None:
        self._tell = tell
        self._folder = _folder()
        self.backend = backend
        self.ready = False
        self.asked = False  # to end, by us
        self.stops = "kill"
        self.can: frozenset[str] = frozenset()
        self.since = monotonic()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={**surroundings(), **_private(self._folder), **env},
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            self._wipe()
            raise
        threading.Thread(target=self._read, name="voice", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process; its group has the same."""
        return self._process.pid

    def got_ready(self, message: Message) -> None:
        """It has told what its voice can do."""
        self.ready = True
        self.stops = "ask" if message.get("stops") == "ask" else "kill"
        can = message.get("can")
        self.can = frozenset(map(str, can)) if isinstance(can, list) else frozenset()

    def send(self, **message: object) -> None:
        """Write one message. Where the worker is gone, its end tells so."""
        if self._process.stdin is not None:
            with suppress(OSError, ValueError):
                self._process.stdin.write(json.dumps(message).encode() + b"\n")

    def close(self) -> None:
        """Leave the worker alone: it falls silent and ends."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def end(self) -> None:
        """End it as its voice wants it."""
        self.asked = True
        if self.stops == "ask":  # its sound lives elsewhere, and must be told
            self.send(op="stop")
            self.close()
        else:
            self.kill()

    def kill(self) -> None:
        """End the worker and what it started, at once; the sound ends with it."""
        with suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def wait(self, seconds: float) -> None:
        """Wait until it is gone, by force after so long, and nothing is left of it."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        self.close()
        self._wipe()

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        with self._process.stdout as told:
            for line in told:
                with suppress(ValueError, RecursionError):
                    message = json.loads(line)
                    if isinstance(message, dict) and isinstance(message.get("ev"), str):
                        self._tell(self, message)
        code = self._process.wait()
        self.close()
        self._wipe()
        self._tell(self, {"ev": "gone", "code": code})

    def _wipe(self) -> None:
        if self._folder:
            rmtree(self._folder, ignore_errors=True)


def _folder() -> str:
    """A private place for what a voice's library writes; "" where there is no room."""
    try:
        return mkdtemp(prefix=f"{FOLDER}{os.getpid()}-")
    except OSError:
        return ""


def _private(folder: str) -> dict[str, str]:
    if not folder:
        return {}
    return {"COMPANION_VOICE_FOLDER": folder, "TMPDIR": folder, "TEMP": folder, "TMP": folder}


def wipe_left_over() -> None:
    """Take away what voices of a program that was ended from outside left behind."""
    with suppress(OSError):
        for folder in Path(gettempdir()).glob(f"{FOLDER}*-*"):
            owner = folder.name.removeprefix(FOLDER).partition("-")[0]
            if owner.isdecimal() and not _runs(int(owner)):
                rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    if os.name != "posix":  # there a test would end the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def command(backend: str) -> list[str]:
    """What starts a worker for a backend."""
    return [sys.executable, "-P", "-W", "ignore", "-m", "companion.speech.worker", backend]
