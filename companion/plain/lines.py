"""Asks for one line and gets it whole, with editing that a screen reader can follow.

The line is edited here, key by key, because every other way was measured to be worse
(docs/adr/0005-line-editing.md). Only letters, backspaces and line ends are written, so a
reader says what was typed and nothing else. Where a terminal cannot hand over single
keys, it edits the line itself; that may cut a long line in silence, so such a line is told.
"""

import atexit
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, Protocol

from companion.domain.bounce import Verdict
from companion.plain.counting import Counting
from companion.plain.keys import Keys, edited
from companion.plain.shown import ShownLine

# Bytes of a line that a terminal takes when it edits by itself, less some for safety.
COOKED_LIMIT = {"linux": 4000, "darwin": 1000}.get(sys.platform, 16000)

# Seconds in which readers see the empty row after a line. What comes later is then new to
# them; without it BRLTTY speaks only how it differs from the line before, and fenrir may
# spell it.
LOOKED_AT = 0.04


class EndOfInput(Exception):
    """Nobody is there any more. Never an answer."""


class Ask(Protocol):
    """Writes `text`, whose last line is the prompt, and returns the person's line.

    `old` is text that can be edited in place, where the machine allows it.
    Raises EndOfInput. `cut` tells that the last line may have lost its end, `more` that
    further lines came with it, as when text is pasted.
    """

    cut: bool
    more: bool

    def __call__(self, text: str, old: str = "") -> str: ...


class AskSecret(Ask, Protocol):
    """Asks for what nobody should see, too."""

    def unseen(self, text: str) -> str:
        """The person's line, none of whose letters are shown where the machine allows that."""


def line_asker(
    on_key: Callable[[], None] = lambda: None,
    judge: Callable[[str, float], Verdict] = lambda _key, _at: "counts",
    alone: Callable[[str], bool] = lambda _key: False,
) -> AskSecret:
    """The best way to ask on this machine.

    `on_key` is called at each key that counts, before it does. `judge` says of a key, and when
    it came, whether it counts (companion.domain.bounce); `alone` whether it is a whole answer
    where nothing else is typed.
    """
    return EditedLine(on_key, judge, alone) if _hands_over_keys() else CookedLine(on_key)


@cache  # asked once, since the echo is turned off later
def _hands_over_keys() -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        import termios  # noqa: PLC0415 - absent on Windows, whose own editing does well
    except ImportError:
        return False
    # Where nothing is echoed, someone else shows and edits the line: Emacs, for one.
    return bool(termios.tcgetattr(sys.stdin.fileno())[3] & termios.ECHO)


class CookedLine:
    """A line as the terminal, or a pipe, hands it over."""

    more = False

    def __init__(self, on_key: Callable[[], None]) -> None:
        self.cut = False
        self._on_key = on_key
        self._limited = sys.stdin.isatty()

    def __call__(self, text: str, old: str = "") -> str:
        del old  # cannot be edited in place here: the person types the line anew
        sys.stdout.write(text)
        sys.stdout.flush()
        line = sys.stdin.readline()
        self._on_key()
        if not line:
            raise EndOfInput
        self.cut = self._limited and len(line.encode("utf-8", "replace")) >= COOKED_LIMIT
        return line.rstrip("\r\n")

    def unseen(self, text: str) -> str:
        if not self._limited:
            return self(text)
        from getpass import getpass  # noqa: PLC0415 - needed seldom

        try:
            return getpass(text, sys.stdout)
        except EOFError:
            raise EndOfInput from None


class EditedLine:
    """A line edited here, of any length."""

    cut = False
    more = False

    def __init__(
        self,
        on_key: Callable[[], None],
        judge: Callable[[str, float], Verdict],
        alone: Callable[[str], bool],
    ) -> None:
        self._on_key = on_key
        self._counting = Counting(judge)
        self._alone = alone

    def __call__(self, text: str, old: str = "") -> str:
        return self._edited(text, old, lambda line: line)

    def unseen(self, text: str) -> str:
        return self._edited(text, "", lambda _line: "")

    def _edited(self, text: str, old: str, seen: Callable[[str], str]) -> str:
        terminal = sys.stdin.fileno()
        _take_keys(terminal)
        head, end, prompt = text.rpartition("\n")
        shown = ShownLine()
        line, at = old, len(old)

        def now() -> str:
            caret = len(prompt) + len(seen(line[:at]))
            return shown.show(prompt + seen(line), caret, _columns())

        _write(head + end + now())
        keys = Keys(terminal, sys.stdin.encoding)
        for key in self._counting.of(keys):
            self._on_key()
            if key == "\x04" and not line:  # Ctrl+D
                break
            answers = not line and self._alone(key)
            line, at = edited(line, at, key)
            entered = answers or key in ("\r", "\n")
            if entered or not keys.waiting():  # what is pasted is shown in one go
                _write(now() + "\n" * entered)
            if entered:
                self.more = bool(self._counting.left) or keys.waiting()
                if not self.more:
                    time.sleep(LOOKED_AT)
                    self.more = keys.waiting()
                return line
        raise EndOfInput


def _write(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


def _columns() -> int:
    with suppress(OSError):
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    return 80


def _take_keys(terminal: int) -> None:
    """Let the terminal hand over single keys and echo none, until the program ends.

    Also between two lines, where it would echo, and cut, what is typed ahead.
    """
    import termios  # noqa: PLC0415

    mode = termios.tcgetattr(terminal)
    if not mode[3] & termios.ICANON:
        return
    atexit.register(_give_back, terminal, termios.tcgetattr(terminal))
    mode[0] &= ~termios.IXON  # Ctrl+S must not seem to freeze the program
    mode[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    # A program that Ctrl+Z stopped would come back to a terminal that echoes.
    mode[6][termios.VSUSP] = bytes([os.fpathconf(terminal, "PC_VDISABLE")])
    termios.tcsetattr(terminal, termios.TCSADRAIN, mode)


def _give_back(terminal: int, mode: list[Any]) -> None:
    import termios  # noqa: PLC0415

    with suppress(termios.error):  # it may be gone
        termios.tcsetattr(terminal, termios.TCSADRAIN, mode)
