"""Reads a document to check, which may be anything: a picture, a device, a line without end."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH123

import os
import stat
from typing import IO, Literal, NamedTuple

from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem

LARGEST = 256 * 1024  # some 40,000 words, which take some seconds
LONGEST_LINE = 20_000
_MARKDOWN = (".md", ".markdown", ".mdown")


class Document(NamedTuple):
    """A text, its name as people are told it, and how it is written."""

    name: str
    text: str
    kind: Literal["plain", "markdown"]


def open_document(path: str) -> Document:
    """The text of a file. Raises Problem("no_such_file") or ("text_not_read").

    Only real files are read: a link or a device could lead anywhere, or never end.
    """
    name = shown_line(path)
    try:
        kind = os.lstat(path).st_mode
    except FileNotFoundError:
        raise Problem("no_such_file", path=name) from None
    except (OSError, ValueError):
        raise _not_read(name, _("We cannot read this file.")) from None
    if stat.S_ISLNK(kind):
        raise _not_read(name, _("This is a link to another place."))
    if stat.S_ISDIR(kind):
        raise _not_read(name, _("This folder has no pack."))
    if not stat.S_ISREG(kind):
        raise _not_read(name, _("This is not a file."))
    try:
        with open(path, "rb") as stream:
            return read_document(stream, name)
    except OSError:
        raise _not_read(name, _("We cannot read this file.")) from None


def read_document(stream: IO[bytes], name: str) -> Document:
    """The text of a stream such as standard input. Raises Problem("text_not_read")."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _not_read(name, _("This text is too large."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_read(name, _("We can only read text that is UTF-8.")) from None
    if "\0" in text:
        raise _not_read(name, _("This is not text."))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise _not_read(name, _("This text has a line that is too long."))
    return Document(name, text, "markdown" if name.lower().endswith(_MARKDOWN) else "plain")


def _not_read(name: str, why: str) -> Problem:
    return Problem("text_not_read", path=name, why=why)
