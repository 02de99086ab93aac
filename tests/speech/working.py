"""A real worker process for tests, spoken to in its own lines."""

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from typing import IO, Any, Self

from companion.speech.backends import Manner

ROOT = Path(__file__).resolve().parents[2]
Message = dict[str, Any]


class Working:
    """One worker. Use as a context: what it started is ended after it.

    `events` is all it told, each with `t`, the moment it came. `printed` is what came on its
    own two outputs beside the lines: nothing may.
    """

    def __init__(self, name: str, environment: dict[str, str], manner: Manner | None = None):
        self.events: list[Message] = []
        self._queue: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self.folder = Path(tempfile.mkdtemp(prefix="voice-"))
        own = {"TMPDIR": str(self.folder), "COMPANION_VOICE_FOLDER": str(self.folder)}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "companion.speech.worker", name],
            env=environment | own | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        threading.Thread(target=self._read, daemon=True).start()
        self._manner = manner or Manner(rate=160)

    def __enter__(self) -> Self:
        ready = self.wait("ready", 10)
        self.stops: str = ready["stops"]
        self.can = set(ready["can"])
        self.set(self._manner)
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            with suppress(OSError):  # what was not written any more
                pipe.close()
        rmtree(self.folder, ignore_errors=True)

    def set(self, manner: Manner) -> None:
        """Say how to speak."""
        given = {name: getattr(manner, name) for name in manner.__struct_fields__}
        self.send({"op": "set", "manner": given})

    def say(self, number: int, text: str) -> float:
        """Ask for a text. Returns the moment."""
        moment = time.monotonic()
        self.send({"op": "say", "id": number, "text": text})
        return moment

    def say_all(self, number: int, text: str, within: float = 20) -> tuple[float, float]:
        """Ask for a text and wait until it was said. Returns the moments of begin and end."""
        self.say(number, text)
        begin = self.wait("begin", within)
        end = self.wait("end", within)
        assert begin["id"] == end["id"] == number
        return begin["t"], end["t"]

    def send(self, message: Message) -> None:
        """Write one line to the worker."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def wait(self, event: str, within: float) -> Message:
        """The next event of a kind. Fails where it does not come, or the worker is gone."""
        ends = time.monotonic() + within
        while True:
            try:
                message = self._queue.get(timeout=max(0.0, ends - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {event} came, only {self.events}") from None
            assert message is not None, f"gone before {event}: {self.events}"
            if message["ev"] == event:
                return message

    def close(self) -> float:
        """Stop to talk to it, as a program that was killed does. Returns the moment."""
        assert self.process.stdin is not None
        moment = time.monotonic()
        self.process.stdin.close()
        return moment

    def silence(self) -> float:
        """Stop it as the program does. Returns the moment."""
        moment = time.monotonic()
        if self.stops == "ask":
            self.send({"op": "stop"})
        else:
            self.kill()
        return moment

    def kill(self) -> None:
        """End it, with all that it started."""
        with suppress(ProcessLookupError):  # it left by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(5)

    def printed(self) -> bytes:
        """What its standard error got. Only once it is gone."""
        assert self.process.stderr is not None
        return self.process.stderr.read()

    def _read(self) -> None:
        out: IO[bytes] | None = self.process.stdout
        assert out is not None
        for line in out:
            message = json.loads(line) | {"t": time.monotonic()}
            self.events.append(message)
            self._queue.put(message)
        self._queue.put(None)
