"""What was said and answered in lines, in memory alone, until the member asks for a file."""

from collections import deque

from companion.plain.high import once
from companion.plain.lines import AskSecret

LIMIT = 1_000_000  # letters; more than a day of reading, and a few megabytes at most


class Transcript:
    """Asks as `ask` does, and remembers each line that was written or answered.

    `first_lines_gone` tells that there were more than `limit` letters, and that the first
    lines were forgotten.
    """

    def __init__(self, ask: AskSecret, limit: int = LIMIT) -> None:
        self._ask = ask
        self._limit = limit
        self._lines: deque[str] = deque()
        self._letters = 0
        self.first_lines_gone = False
        self.cut = False
        self.more = False

    def __call__(self, text: str, old: str = "") -> str:
        """Ask, and remember it. Raises EndOfInput."""
        *rows, prompt = once(text)
        self._remember(rows)
        answer = self._asked(text, old)
        self._remember([prompt + answer])
        return answer

    def leaving_no_trace(self, text: str) -> str:
        """Forget all, then ask without remembering it. Raises EndOfInput."""
        self.forget()
        return self._asked(text, "")

    def secretly(self, text: str, *, hidden: bool = False) -> str:
        """Ask, and remember neither the question nor the answer. Raises EndOfInput.

        `hidden`: the letters are not shown while they are typed.
        """
        if not hidden:
            return self._asked(text, "")
        answer = self._ask.unseen(text)
        self.more = self._ask.more
        return answer

    def forget(self) -> None:
        """Begin anew, as if nothing had been said."""
        self._lines.clear()
        self._letters = 0
        self.first_lines_gone = False

    @property
    def text(self) -> str:
        """All that is remembered, a line each."""
        return "".join(f"{line}\n" for line in self._lines)

    def _asked(self, text: str, old: str) -> str:
        answer = self._ask(text, old)
        self.cut, self.more = self._ask.cut, self._ask.more
        return answer

    def _remember(self, rows: list[str]) -> None:
        self._lines.extend(rows)
        self._letters += sum(len(row) + 1 for row in rows)
        while self._letters > self._limit and len(self._lines) > 1:
            self._letters -= len(self._lines.popleft()) + 1
            self.first_lines_gone = True
