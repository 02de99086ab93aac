"""Reads the files of a pack. A pack may come from anyone, so nothing in it is trusted."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH112, PTH118, PTH120, PTH123

import os
import stat
import tomllib
from typing import NamedTuple, NoReturn

from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem

LARGEST_FILE = 256 * 1024
LONGEST_LINE = 1_000
MOST_LINES = 2_000

_LETTERS_OF_NAMES = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def shipped(*names: str) -> str:
    """Where something of assets/ lies: inside the package of a wheel, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(__file__))
    inside = os.path.join(package, "assets")
    root = inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), "assets")
    return os.path.join(root, *names)


class File(NamedTuple):
    """One file of a pack: its name as people are told it ("packs/charter/part-5.md"), its text."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines as they were written."""
        return self.text.split("\n")

    def refuse(self, line: int, why: str) -> NoReturn:
        """Say that the pack cannot be used, where (lines count from 1) and why."""
        raise Problem("pack_broken", path=self.name, line=line, why=why)


def read(folder: str | os.PathLike[str], name: str) -> File:
    """One file of the folder, as text of a bounded size. Raises Problem("pack_broken").

    Only a real file in this very folder is read: a link could lead anywhere on the disk.
    """
    path = os.path.join(folder, name)
    file = File(shown_line(path), "")
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            file.refuse(1, _("This is not a file."))
        with open(path, "rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        file.refuse(1, _("We cannot read this file."))
    if len(data) > LARGEST_FILE:
        file.refuse(1, _("This file is too large."))
    return File(file.name, _decode(file, data))


def _decode(file: File, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = data.count(b"\n", 0, error.start) + 1
        file.refuse(bad, _("This line has letters that we cannot read. Save it as UTF-8."))
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        file.refuse(MOST_LINES + 1, _("This file has too many lines."))
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            file.refuse(number, _("This line is too long."))
    return text


def table(file: File) -> dict[str, object]:
    """The names and values of a TOML file. Raises Problem("pack_broken")."""
    try:
        return tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:
        # The place is only in the words of the error: "... (at line 3, column 5)".
        line = str(error).rpartition("(at line ")[2].partition(",")[0]
        number = int(line) if line.isdecimal() else 1
        file.refuse(number, _("We cannot read this line."))


def refuse_value(file: File, key: str, why: str) -> NoReturn:
    """Refuse what a TOML file says for a name, at its line as near as can be told."""
    starts = (line.partition("=")[0].strip(" \t\"'") for line in file.lines)
    file.refuse(next((n for n, start in enumerate(starts, 1) if start == key), 1), why)


def words(file: File, key: str, value: object) -> str:
    """A value of a TOML file as one line of words that is safe to show."""
    if not isinstance(value, str):
        refuse_value(file, key, _("Write this value as words between quotes."))
    clean = shown_line(value)
    if not clean:
        refuse_value(file, key, _("There are no words here."))
    if len(clean) > LONGEST_LINE:
        refuse_value(file, key, _("This line is too long."))
    return clean


def is_name(text: str) -> bool:
    """Whether the text can name a thing in a pack: a to z, digits and hyphens, 1 to 40."""
    return 0 < len(text) <= 40 and _LETTERS_OF_NAMES.issuperset(text)
