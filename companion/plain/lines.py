"""Asks for one line and gets it whole, with editing that a screen reader can follow.

GNU readline is told that the terminal is a dumb one, so that it writes no escape
sequence. Where it cannot be had, the terminal's own line editing is used; that cuts a
line at 4,095 bytes in silence, so a line near that length is told.
"""

import os
import sys
from typing import Protocol

COOKED_LIMIT = 4000  # bytes; the terminal itself takes no letters after 4,095


class EndOfInput(Exception):
    """Nobody is there any more. Never an answer."""


class Ask(Protocol):
    """Writes `text`, whose last line is the prompt, and returns the person's line.

    `old` is text that can be edited in place, where the machine allows it.
    Raises EndOfInput. `cut` tells that the last line may have lost its end.
    """

    cut: bool

    def __call__(self, text: str, old: str = "") -> str: ...


def line_asker() -> Ask:
    """The best way to ask on this machine."""
    if sys.stdin.isatty() and sys.stdout.isatty() and _set_up_readline():
        return EditedLine()
    return CookedLine()


def _set_up_readline() -> bool:
    term = os.environ.get("TERM", "")
    os.environ["TERM"] = "dumb"  # readline looks once, now: no escape sequences from it
    try:
        import readline  # noqa: PLC0415 - only while TERM is dumb; absent on Windows
    except ImportError:
        return False
    finally:
        os.environ["TERM"] = term  # the full screen may come after this
    if "libedit" in (readline.__doc__ or ""):
        return False  # it cannot edit on a dumb terminal; the terminal itself can
    readline.set_auto_history(False)  # Up must never bring back private words
    for setting in ("enable-bracketed-paste off", "bell-style none", "disable-completion on"):
        readline.parse_and_bind(f"set {setting}")
    return True


class EditedLine:
    """A line edited with GNU readline, of any length."""

    cut = False

    def __call__(self, text: str, old: str = "") -> str:
        import readline  # noqa: PLC0415

        sys.stdout.flush()
        readline.set_startup_hook((lambda: readline.insert_text(old)) if old else None)
        try:
            return input(text)
        except EOFError:
            raise EndOfInput from None
        finally:
            readline.set_startup_hook(None)


class CookedLine:
    """A line as the terminal, or a pipe, hands it over."""

    def __init__(self) -> None:
        self.cut = False
        self._limited = sys.stdin.isatty()

    def __call__(self, text: str, old: str = "") -> str:
        del old  # cannot be edited in place here: the person types the line anew
        sys.stdout.write(text)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise EndOfInput
        self.cut = self._limited and len(line.encode("utf-8", "replace")) >= COOKED_LIMIT
        return line.rstrip("\r\n")
