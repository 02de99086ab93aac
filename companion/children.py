"""A module of ours in a process of its own: it can be ended, and cannot harm the program."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import IO

from companion.guarding import close_to_others
from companion.problems import Problem

_OUT_OF_TIME = {getattr(signal, "SIGXCPU", 0)} - {0}  # what the system ends a child with


class Ender:
    """Ends the child of an `ask` from another thread."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def end(self) -> None:
        """End it now, or as soon as it begins. The `ask` then raises Problem(failed)."""
        with self._turn:
            self._ended = True
            if self._process is not None:
                self._process.kill()

    def began(self, process: "subprocess.Popen[bytes]") -> None:
        """This is the child."""
        with self._turn:
            self._process = process
            if self._ended:
                process.kill()


def ask(
    module: str,
    *words: str,
    given: bytes,
    seconds: float,
    slow: str,
    failed: str,
    ender: Ender | None = None,
) -> bytes:
    """Run a module with `words`, give it bytes, and get its answer.

    Raises Problem(slow) when it takes longer than `seconds` and was ended, and
    Problem(failed) when it could not answer, or was ended by its `ender`.
    """
    try:
        with _child(module, *words) as process:
            if ender is not None:
                ender.began(process)
            try:
                answer, _none = process.communicate(given, seconds)
            except BaseException:
                process.kill()
                raise
    except subprocess.TimeoutExpired as error:
        raise Problem(slow) from error
    except OSError as error:
        raise Problem(failed) from error
    if process.returncode:
        raise Problem(slow if -process.returncode in _OUT_OF_TIME else failed)
    return answer


def _child(module: str, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-W", "ignore", "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def silenced() -> tuple[IO[bytes], IO[bytes]]:
    """In the child: its input and output, which from then on no library can read or print to."""
    source, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", 0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return source, out


def limit(seconds: int, memory: int) -> None:
    """In the child: ask the system to hold us to so much of the processor and of memory."""
    close_to_others()
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def surroundings() -> dict[str, str]:
    """The environment of a child: it finds this program, and none in the folder where we are."""
    program = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    path = [program, os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path)), "PYTHONUTF8": "1"}
