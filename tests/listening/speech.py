"""Stands in for the synthesiser: speech-dispatcher for most readers, a pipe for tdsr.

It writes down what a reader hands over, with the time, and says nothing.
"""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.listening.heard import Said


class SpeechLog:
    """All that was said so far, in order. Many threads may write."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._said: list[Said] = []
        self._lock = threading.Lock()

    def now(self) -> float:
        """Seconds since the log began."""
        return time.monotonic() - self._began

    def add(self, text: str, *, letter: bool = False) -> None:
        """Note what was said now."""
        said = Said(self.now(), text, letter)
        with self._lock:
            if not said.own and (letter or text.strip()):
                self._said.append(said)

    def __len__(self) -> int:
        return len(self._said)

    def since(self, start: int) -> list[Said]:
        """What was said from the `start`th on."""
        with self._lock:
            return self._said[start:]


class Dispatcher:
    """A speech-dispatcher that only listens (its protocol is SSIP), on a port of its own."""

    def __init__(self, log: SpeechLog) -> None:
        self._log = log
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more readers."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self._socket.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as stream:
            lines = (raw.decode("utf-8", "replace").rstrip("\r\n") for raw in stream)
            for count, line in enumerate(lines, 1):
                connection.sendall(f"{self._answer(line, lines, connection, count)}\r\n".encode())

    def _answer(
        self, line: str, lines: Iterator[str], connection: socket.socket, count: int
    ) -> str:
        command, _space, rest = line.partition(" ")
        match command.upper():
            case "SPEAK":
                connection.sendall(b"230 OK RECEIVING DATA\r\n")
                self._log.add("\n".join(_until_dot(lines)))
                return f"225-{count}\r\n225 OK MESSAGE QUEUED"
            case "CHAR" | "KEY":
                self._log.add(rest, letter=True)
                return f"225-{count}\r\n225 OK MESSAGE QUEUED"
            case "STOP" | "CANCEL":
                return "210 OK STOPPED"
            case "GET" | "LIST" | "HISTORY":
                return "251-0\r\n251 OK GET RETURNED"
            case _:
                return "208 OK"


def _until_dot(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line == ".":
            return
        yield line.removeprefix(".") if line.startswith("..") else line


class SpeechPipe:
    """What tdsr's speech program would get: a line each, "s" for text and "l" for a letter."""

    def __init__(self, log: SpeechLog, path: Path) -> None:
        self._log = log
        os.mkfifo(path)
        # Open for both, so that neither side waits for the other and no end is met.
        self._pipe = os.open(path, os.O_RDWR)
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Let the thread end."""
        os.write(self._pipe, b"\n.\n")

    def _listen(self) -> None:
        with os.fdopen(self._pipe, encoding="utf-8", errors="replace", newline="\n") as stream:
            for line in stream:
                if line == ".\n":
                    return
                if line[:1] in ("s", "l"):
                    self._log.add(line[1:].removesuffix("\n"), letter=line[0] == "l")
