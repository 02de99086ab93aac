"""Keys as they are pressed, and what each does to a line of text."""

import codecs
import os
import select
from collections.abc import Callable, Iterator
from contextlib import suppress

from companion.plainwords.wrap import cells

ESCAPE_WAIT = 0.5  # seconds; an Escape with nothing behind it was the key itself
JOINER = "\u200d"  # makes one picture of several


class Keys:
    """The keys that are pressed, each whole: a character, or an escape sequence."""

    def __init__(self, terminal: int, encoding: str) -> None:
        self._terminal = terminal
        self._decode = codecs.getincrementaldecoder(encoding)("replace").decode

    def __iter__(self) -> Iterator[str]:
        """Until the terminal is gone."""
        with suppress(EOFError):
            while True:
                key = self._character()
                yield self._sequence() if key == "\x1b" else key

    def waiting(self, seconds: float = 0.0) -> bool:
        """True if more was typed already, or is within `seconds`."""
        return bool(select.select([self._terminal], [], [], seconds)[0])

    def _character(self) -> str:
        # A byte at a time: what is typed ahead stays with the terminal.
        character = ""
        while not character:
            byte = b""
            with suppress(OSError):
                byte = os.read(self._terminal, 1)
            if not byte:
                raise EOFError
            character = self._decode(byte)
        return character

    def _sequence(self) -> str:
        if not self.waiting(ESCAPE_WAIT):
            return "\x1b"
        sequence = "\x1b" + self._character()
        if sequence == "\x1bO":
            return sequence + self._character()
        if sequence == "\x1b[":
            sequence += self._character()
            while sequence == "\x1b[[" or not "@" <= sequence[-1] <= "~":
                sequence += self._character()
        return sequence


# What a key does to a line. A step is where it leads: from a place in the line to another.

Step = Callable[[str, int], int]


def _before(line: str, at: int) -> int:
    at -= 1
    while at > 0 and (not cells(line[at]) or JOINER in line[at - 1 : at + 1]):
        at -= 1
    return max(at, 0)


def _after(line: str, at: int) -> int:
    at += 1
    while at < len(line) and (not cells(line[at]) or JOINER in line[at - 1 : at + 1]):
        at += 1
    return min(at, len(line))


def _word_before(line: str, at: int) -> int:
    return line[:at].rstrip().rfind(" ") + 1


def _word_after(line: str, at: int) -> int:
    return len(line) - len(line[at:].partition(" ")[2].lstrip())


def _start(_line: str, _at: int) -> int:
    return 0


def _end(line: str, _at: int) -> int:
    return len(line)


MOVES: dict[str, Step] = {
    "\x1b[D": _before, "\x1bOD": _before, "\x02": _before,
    "\x1b[C": _after, "\x1bOC": _after, "\x06": _after,
    "\x1b[H": _start, "\x1bOH": _start, "\x1b[1~": _start, "\x1b[7~": _start, "\x01": _start,
    "\x1b[F": _end, "\x1bOF": _end, "\x1b[4~": _end, "\x1b[8~": _end, "\x05": _end,
    "\x1b[1;5D": _word_before, "\x1b[1;5C": _word_after,
}  # fmt: skip
REMOVALS: dict[str, Step] = {
    "\x7f": _before, "\x08": _before, "\x1b[3~": _after, "\x04": _after,
    "\x15": _start, "\x0b": _end, "\x17": _word_before,
}  # fmt: skip


def edited(line: str, at: int, key: str) -> tuple[str, int]:
    """The line, and the cursor's place in it, after one key. Unknown keys do nothing."""
    if key in MOVES:
        return line, MOVES[key](line, at)
    if key in REMOVALS:
        low, high = sorted((at, REMOVALS[key](line, at)))
        return line[:low] + line[high:], low
    if key == "\t":
        key = " "  # pasted words must not be joined
    if key < " " or "\x7f" <= key <= "\x9f":
        return line, at
    return line[:at] + key + line[at:], at + len(key)
