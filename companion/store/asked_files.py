"""Files that a person asked for, outside the home: whole or not at all."""

import errno
import os
import stat
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from companion.plainwords.characters import shown_line, without_controls
from companion.ports import Clock
from companion.problems import Problem
from companion.store.files import write_new

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class AskedFiles:
    """Texts as files in the member's own folder, where they find them, or where they say."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def place(self, name: str) -> str:
        """The whole path that a new file would have. Nothing is made.

        Raises Problem("no_such_folder"), ("folder_closed"), ("file_is_there") or
        ("file_not_written").
        """
        name = without_controls(name)
        try:
            os.fsencode(name)
            path = self._path(name)
            if not path.parent.is_dir():
                raise Problem("no_such_folder", path=shown_line(str(path.parent)))
            if not os.access(path.parent, os.W_OK | os.X_OK):
                raise Problem("folder_closed", path=shown_line(str(path.parent)))
            if os.path.lexists(path):
                raise Problem("file_is_there", path=shown_line(str(path)))
        except (OSError, RuntimeError, ValueError) as error:  # too long; "~nobody"; no home
            raise Problem("file_not_written", path=shown_line(name)) from error
        return str(path)

    def write(self, place: str, text: str) -> None:
        """Make the file, for the member alone and never in the place of another.

        Raises Problem("file_is_there"), ("no_room_for_file") or ("file_not_written").
        """
        try:
            write_file(Path(place), text.encode("utf-8", "replace"), replace=False, private=True)
        except FileExistsError as error:  # another program made it just now
            raise Problem("file_is_there", path=shown_line(place)) from error

    def _path(self, name: str) -> Path:
        path = Path.home() / Path(name).expanduser()
        if path.is_dir():
            return self._unused(path)
        return path if path.suffix else path.with_name(f"{path.name}.txt")

    def _unused(self, folder: Path) -> Path:
        """A name by the time, that no file in the folder has."""
        name = f"companion-{self._clock.now().astimezone():%Y-%m-%d-%H%M}"
        ends = chain(("",), map("-{}".format, count(2)))
        paths = (folder / f"{name}{end}.txt" for end in ends)
        return next(path for path in paths if not os.path.lexists(path))


def write_file(path: Path, data: bytes, *, replace: bool, private: bool = False) -> None:
    """Write a file, in the place of another only where `replace` says so.

    A private one is for the member alone (0600). Raises FileExistsError,
    Problem("no_room_for_file") or Problem("file_not_written"); what was there is as it was.
    """
    new = path.with_name(f"{path.name}.{os.urandom(4).hex()}") if replace else path
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


def _rights(path: Path) -> int:
    """The rights of the file that is there, or those that this computer gives a new one."""
    if path.is_file() and not path.is_symlink():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
