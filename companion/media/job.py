"""A chosen file is made anew on a thread of its own, so that nobody waits for it."""

from collections.abc import Callable
from threading import Thread

from companion.children import Ender
from companion.domain.chosen_files import KindOfFile
from companion.media.choosing import read_chosen
from companion.media.cleaning import clean
from companion.problems import Problem


class Job:
    """One file that is being made. `heard` is called, on its thread, when that has ended."""

    def __init__(self, typed: str, kind: KindOfFile, heard: Callable[[], None]) -> None:
        self._typed, self._kind, self._heard = typed, kind, heard
        self._found: bytes | Problem = Problem("no_sound" if kind == "voice" else "no_picture")
        self._ender = Ender()
        self._stopped = False
        self._thread = Thread(target=self._make, name="making", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait for its end, at most so long."""
        self._thread.join(seconds)

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return not self._thread.is_alive()

    def made(self) -> bytes:
        """What it made, once it has ended. Raises like read_chosen and clean."""
        if isinstance(self._found, Problem):
            raise self._found
        return self._found

    def stop(self) -> None:
        """Nobody wants it any more."""
        self._stopped = True
        self._ender.end()

    def _make(self) -> None:
        try:
            data = read_chosen(self._typed)
            self._found = clean(data, self._kind, self._ender)
        except Problem as problem:
            self._found = problem
        if not self._stopped:
            self._heard()
