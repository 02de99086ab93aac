"""The endpoint's own log: how many answers of each kind, and where something went wrong.

No line has words, ids, addresses, keys or paths that somebody asked for, nor a time that would
tell when somebody sent something.
"""

import sys
import traceback
from collections import Counter
from pathlib import Path
from threading import Lock


class Log:
    """Lines on standard error."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._lock = Lock()

    def count(self, status: int) -> None:
        """Count an answer."""
        with self._lock:
            self._counts[status] += 1

    def tell_counts(self) -> None:
        """Say how many answers there were since the last time, where there were any."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if counts:
            told = ", ".join(f"{status}: {counts[status]}" for status in sorted(counts))
            self.say(f"Answers: {told}")

    def went_wrong(self, error: BaseException) -> None:
        """Say which kind of error it was, and where in the code; never its message."""
        places = [
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)[-4:]
        ]
        self.say(f"Went wrong: {type(error).__name__} at {' '.join(places)}")

    def say(self, line: str) -> None:
        """Write one line."""
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
