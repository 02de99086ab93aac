"""A small client of SSIP, the language of speech-dispatcher. `info ssip` is its manual."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from companion.speech.backends import CannotSpeak

COMMAND = "speech-dispatcher"
ANSWERS_WITHIN = 5.0  # seconds
STARTS_WITHIN = 5.0

# An answer's lines without their codes, and the code of the last: (210, ["OK STOPPED"]).
Answer = tuple[int, list[str]]
# notice(code, message number)
Notice = Callable[[int, int], None]


class Connection:
    """A line to the daemon. Notices come on a thread of its own; `lost` is set when it ends."""

    def __init__(self, notice: Notice) -> None:
        self._socket = connect()
        self._notice = notice
        self._answers: SimpleQueue[Answer] = SimpleQueue()
        self.lost = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, line: str) -> list[str]:
        """Send one line and wait for the answer's lines. Raises CannotSpeak if it is a no."""
        code, lines = self._send(line)
        if code >= 300:
            raise CannotSpeak(lines[-1])
        return lines

    def try_to(self, line: str) -> None:
        """Send one line; a daemon that does not know it does no harm."""
        self._send(line)

    def speak(self, text: str) -> int:
        """Give a text to be said. Returns the number of the message."""
        self.ask("SPEAK")
        return int(self.ask(f"{stuffed(text)}\r\n.")[0])

    def _send(self, line: str) -> Answer:
        if self.lost.is_set():
            raise CannotSpeak(COMMAND)
        try:
            self._socket.sendall(line.encode("utf-8", "replace") + b"\r\n")
            return self._answers.get(timeout=ANSWERS_WITHIN)
        except (OSError, Empty) as error:
            raise CannotSpeak(COMMAND) from error

    def _listen(self) -> None:
        lines: list[str] = []
        with suppress(OSError, ValueError), self._socket.makefile("rb") as stream:
            for raw in stream:
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                lines.append(line[4:])
                if line[3:4] != " ":
                    continue
                self._take(int(line[:3]), lines)
                lines = []
        self.lost.set()

    def _take(self, code: int, lines: list[str]) -> None:
        if code // 100 == 7:
            self._notice(code, int(lines[0]))
        else:
            self._answers.put((code, lines))


def stuffed(text: str) -> str:
    """A text as lines of SSIP: a line that begins with a dot gets one more."""
    lines = text.split("\n")
    return "\r\n".join(f".{line}" if line.startswith(".") else line for line in lines)


def connect() -> socket.socket:
    """A socket to the daemon, which is started as other programs start it. Raises CannotSpeak."""
    try:
        return _open()
    except OSError as error:
        if shutil.which(COMMAND) is None:
            raise CannotSpeak(COMMAND) from error
    _start()
    ends = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            return _open()
        except OSError as error:
            if time.monotonic() > ends:
                raise CannotSpeak(COMMAND) from error
        time.sleep(0.02)


def _open() -> socket.socket:
    """A person may have set SPEECHD_ADDRESS, as in "unix_socket:/path" or "inet_socket:host:1"."""
    kind, _colon, where = os.environ.get("SPEECHD_ADDRESS", "").partition(":")
    if kind == "inet_socket":
        host, _colon, port = where.partition(":")
        return socket.create_connection((host or "127.0.0.1", int(port or 6560)), ANSWERS_WITHIN)
    opened = socket.socket(socket.AF_UNIX)
    try:
        opened.connect(where or str(_usual_path()))
    except OSError:
        opened.close()
        raise
    return opened


def _usual_path() -> Path:
    folder = os.environ.get("XDG_RUNTIME_DIR") or Path.home() / ".cache"
    return Path(folder, "speech-dispatcher", "speechd.sock")


def _start() -> None:
    """Other programs will share this daemon: our end and our private folder are not its own."""
    left_out = ("TMPDIR", "COMPANION_VOICE_FOLDER")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(
            [COMMAND, "--spawn"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=STARTS_WITHIN,
            check=False,
        )
