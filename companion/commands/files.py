"""Writes a file where a person asked for it: whole or not at all."""

import errno
import os
import secrets
import stat
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from companion.commands.answer import say, say_json, tell
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.files import write_new

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_file(path: Path, data: bytes, *, replace: bool, private: bool = False) -> None:
    """Write a file, in the place of another only where `replace` says so.

    A private one is for the member alone (0600). Raises FileExistsError,
    Problem("no_room_for_file") or Problem("file_not_written"); what was there is as it was.
    """
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}") if replace else path
    try:
        rights = _rights(path)
        write_new(new, data)
        if not private:
            with suppress(PermissionError):  # a memory stick has no rights to give
                new.chmod(rights)
        if replace:
            new.replace(path)
    except FileExistsError:
        raise
    except OSError as error:
        if replace:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        problem = "no_room_for_file" if error.errno in _NO_ROOM else "file_not_written"
        raise Problem(problem, path=shown_line(str(path))) from error


def check_place(path: Path, *, replace: bool) -> None:
    """Say what is wrong with the place before any work is done."""
    name = shown_line(str(path))
    if not path.parent.is_dir():
        raise Problem("no_such_folder", path=shown_line(str(path.parent)))
    if path.is_dir():
        raise Problem("file_not_written", path=name)
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


def _rights(path: Path) -> int:
    """The rights of the file that is there, or those that this computer gives a new one."""
    if path.is_file() and not path.is_symlink():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
