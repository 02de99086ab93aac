"""The speech worker: a process with one voice in it, that may be ended at any moment.

It reads JSON lines and writes JSON lines; docs/speech.md lists them. Nothing that a voice's
library prints can reach the terminal, and what is to be spoken is never an argument.
"""

import json
import os
import signal
import sys
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from shutil import rmtree
from typing import IO, Any

from msgspec.structs import asdict, replace

from companion.children import silenced
from companion.guarding import close_to_others
from companion.speech.backends import Backend, CannotSpeak, Manner, open_backend

Message = dict[str, Any]


class Talker:
    """One backend, told what to do by messages."""

    def __init__(self, name: str, tell: "Teller") -> None:
        self._tell = tell
        self._backend: Backend = open_backend(name, self._report)
        can = sorted(self._backend.can)
        tell.say({"ev": "ready", "can": can, "stops": self._backend.stops})

    def _report(self, event: str, number: int, at: int, letters: int) -> None:
        self._tell.say({"ev": event, "id": number, "at": at, "len": letters})

    def run(self, messages: "SimpleQueue[Message | None]") -> None:
        """Do what each message says, until nobody is there any more."""
        while True:
            try:
                message = messages.get(timeout=self._backend.pump())
            except Empty:
                continue
            if message is None:
                self._backend.stop()
                return
            self._do(message)

    def _do(self, message: Message) -> None:
        match message:
            case {"op": "say", "id": int(number), "text": str(text)}:
                self._backend.say(number, text)
            case {"op": "set", "manner": dict(manner)}:
                self._set(Manner(**manner))
            case {"op": "stop"}:
                self._backend.stop()
            case {"op": "voices"}:
                names = [asdict(name) for name in self._backend.voices()]
                self._tell.say({"ev": "voices", "voices": names})

    def _set(self, manner: Manner) -> None:
        """Speak like this; a voice that is not here is told, and the usual one speaks."""
        try:
            self._backend.set(manner)
        except CannotSpeak:
            if not manner.voice:
                raise
            self._tell.say({"ev": "other voice"})
            self._backend.set(replace(manner, voice=""))


class Teller:
    """Writes messages, from any thread, whole."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._lock = threading.Lock()

    def say(self, message: Message) -> None:
        """Write one message. Where nobody reads any more, the worker ends."""
        line = json.dumps(message).encode() + b"\n"
        with self._lock:
            try:
                self._out.write(line)
            except OSError:
                leave(1)


def leave(code: int) -> None:
    """End at once, sound and threads too, and leave nothing of what was said."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGTERM)  # players that a voice started would go on
    if os.environ.get("COMPANION_VOICE_FOLDER"):
        rmtree(os.environ["COMPANION_VOICE_FOLDER"], ignore_errors=True)
    os._exit(code)


def _read(source: IO[bytes], messages: "SimpleQueue[Message | None]") -> None:
    for line in source:
        with suppress(ValueError):  # a line that is cut off, where the program was killed
            messages.put(json.loads(line))
    messages.put(None)
    threading.Timer(0.5, leave, (0,)).start()  # also where the voice hangs


def main() -> None:
    """Be a worker for the backend that is named."""
    close_to_others()
    source, out = silenced()
    # `leave` sends it to all that we started. We end when the program does, or by SIGKILL.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: None)
    tell = Teller(out)
    messages: SimpleQueue[Message | None] = SimpleQueue()
    code = 1
    try:
        talker = Talker(sys.argv[1], tell)
        threading.Thread(target=_read, args=(source, messages), daemon=True).start()
        talker.run(messages)
        code = 0
    except CannotSpeak as error:
        tell.say({"ev": "fail", "why": str(error)})
        code = 3
    finally:
        leave(code)


if __name__ == "__main__":
    main()
