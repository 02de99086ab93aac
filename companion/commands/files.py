"""Files that a command was asked for: where they go, and what is said of them."""

import os
import stat
from argparse import Namespace
from pathlib import Path

from companion.commands.answer import say, say_json, tell
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.asked_files import write_file


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a file, `most` at most. A pipe or a device could make us wait for ever.

    Raises Problem("no_such_file"), ("file_not_read"), ("import_not_ours") or
    ("import_too_large").
    """
    name = shown_line(str(path))
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise Problem("import_not_ours")
        if facts.st_size > most:
            raise Problem("import_too_large")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise Problem("no_such_file", path=name) from error
    except OSError as error:
        raise Problem("file_not_read", path=name) from error
    if len(data) > most:
        raise Problem("import_too_large")
    return data


def check_place(path: Path, *, replace: bool) -> None:
    """Say what is wrong with the place before any work is done."""
    name = shown_line(str(path))
    try:
        if not path.parent.is_dir():
            raise Problem("no_such_folder", path=shown_line(str(path.parent)))
        if path.is_dir():
            raise Problem("file_not_written", path=name)
    except OSError as error:  # a name too long
        raise Problem("file_not_written", path=name) from error
    if os.path.lexists(path) and not replace:
        raise Problem("print_is_there", path=name)


def keep(path: Path, data: bytes, *, replace: bool, private: bool) -> None:
    """Write a file as write_file does; a file that is there already is told as a Problem."""
    try:
        write_file(path, data, replace=replace, private=private)
    except FileExistsError as error:  # another program made it just now
        raise Problem("print_is_there", path=shown_line(str(path))) from error


def tell_kept(path: Path, kind: str, options: Namespace, *, private: bool) -> None:
    """Say that the file is there, and on standard error what to know of a private one."""
    if options.json:
        say_json({"file": str(path), "format": kind, "private": private})
    else:
        say([_("The file is ready: {path}.").format(path=shown_line(str(path)))], options.width)
    if private:
        tell([
            _("This file holds your own words."),
            _("Anyone who opens the file can read them."),
            _("Delete the file when you do not need it."),
        ])  # fmt: skip
