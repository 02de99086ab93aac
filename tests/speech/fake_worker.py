"""A worker without a sound: a real process that speaks the worker's lines, or breaks as one may.

`python fake_worker.py MODE` is started in place of companion/speech/worker.py. It takes as long
as a voice would. What it was asked for is in FAKE_WORKER_LOG, as "PID TEXT": that is no proof
that anything was heard.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

LETTERS_A_WORD = 6  # with its space
MODES = (
    "well",
    "dies",  # in mid-sentence
    "hangs first",  # says nothing, and does not end
    "hangs midway",
    "ends at once",  # as where there is nothing to play on
    "prints",  # what is no message, between its messages
    "fails",
    "slow",  # is ready after a second
    "never ready",
)
GARBAGE = (
    b"\xff\xfe\x00 no words\n",
    b"ALSA lib pcm.c:2664: Unknown PCM cards\n",
    b"[1, 2]\n",
    b'{"ev": 7}\n{"ev": "word", "id": 1, "at": null, "len": []}\n{"ev": "end", "id": -1}\n',
    b"[" * 100_000 + b"\n",
    b"\n",
)


class Fake:
    """One voice that takes its time and is not heard."""

    def __init__(self, mode: str) -> None:
        self._mode = mode
        self._rate = 140

    def run(self) -> None:
        """Be a worker until nobody is there any more."""
        if self._mode == "fails":
            tell(ev="fail", why="voice")
            leave(3)
        time.sleep({"slow": 1.0, "never ready": 3600.0}.get(self._mode, 0.0))
        self._garbage()
        tell(ev="ready", can=["rate", "words"], stops="kill")
        for line in sys.stdin.buffer:
            message = json.loads(line)
            if message["op"] == "set":
                self._rate = message["manner"]["rate"]
            elif message["op"] == "say":
                note(message["text"])
                threading.Thread(target=self._say, args=(message,), daemon=True).start()
        leave(0)

    def _say(self, message: dict[str, Any]) -> None:
        number, text = message["id"], message["text"]
        if self._mode == "hangs first":
            return
        tell(ev="begin", id=number, at=0, len=0)
        if self._mode == "ends at once":
            tell(ev="end", id=number, at=0, len=0)
            return
        for count, (at, letters) in enumerate(words(text)):
            tell(ev="word", id=number, at=at, len=letters)
            time.sleep((letters + 1) * 60 / LETTERS_A_WORD / self._rate)
            if count == 1 and self._mode == "dies":
                os._exit(1)
            if count == 1 and self._mode == "hangs midway":
                return
            self._garbage()
        tell(ev="end", id=number, at=0, len=0)

    def _garbage(self) -> None:
        if self._mode == "prints":
            for line in GARBAGE:
                os.write(1, line)


def words(text: str) -> Iterator[tuple[int, int]]:
    """The first letter of each word, and how many it has."""
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield at, len(word)
        at += len(word)


def tell(**message: object) -> None:
    """Write one line to the program."""
    try:
        os.write(1, json.dumps(message).encode() + b"\n")
    except OSError:
        leave(1)


def note(text: str) -> None:
    """Write down what was asked for."""
    if log := os.environ.get("FAKE_WORKER_LOG"):
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {text}\n")


def leave(code: int) -> None:
    """End at once, as the real one does."""
    if folder := os.environ.get("COMPANION_VOICE_FOLDER"):
        rmtree(folder, ignore_errors=True)
    os._exit(code)


if __name__ == "__main__":
    Fake(sys.argv[1]).run()
