"""Files and folders that only the member can read, written whole or not at all."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from companion.problems import Problem

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends without it
_NOT_WRITABLE = {
    errno.EACCES,
    errno.EEXIST,
    errno.EISDIR,
    errno.ELOOP,
    errno.ENAMETOOLONG,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}
_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def saving(folder: Path) -> Iterator[None]:
    """Turn an OSError of a write below `folder` into the Problem a person can act on.

    Raises Problem("home_not_writable"), Problem("disk_full") or Problem("not_saved").
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NOT_WRITABLE:
            raise Problem("home_not_writable", path=folder) from error
        raise Problem("disk_full" if error.errno in _FULL else "not_saved") from error


def make_folder(path: Path) -> None:
    """Make a folder, and the missing ones above it, for the member alone (0700)."""
    if path.is_dir() or path == path.parent:
        return
    make_folder(path.parent)
    with suppress(FileExistsError):  # another companion made it just now
        path.mkdir(mode=0o700)
        path.chmod(0o700)  # a strict umask takes even our own rights away
        sync_folder(path.parent)


def open_private(path: Path, flags: int) -> int:
    """Open a file, for the member alone (0600) when `flags` may create it.

    Returns a file descriptor, which the caller closes.
    """
    descriptor = os.open(path, flags | _BINARY, 0o600)
    try:
        if flags & os.O_CREAT and os.fstat(descriptor).st_mode & 0o777 != 0o600:
            with suppress(PermissionError):  # another user's file: as private as they made it
                path.chmod(0o600)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of `data`: one call, and more only where the system took a part.

    A part means that the next call fails and says why, for example a full disk.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync(descriptor: int) -> None:
    """Wait until the disk itself has what was written."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - only some systems have it

        try:
            # fsync alone stops at the disk's own memory there. Not every disk knows better.
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(descriptor)
    elif sys.platform == "win32":
        os.fsync(descriptor)
    else:
        os.fdatasync(descriptor)


def sync_folder(path: Path) -> None:
    """Wait until the disk has the folder's names, where the system can do that."""
    if sys.platform != "win32":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks
                raise
        finally:
            os.close(descriptor)


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put `data` in the place of a file: after a crash it is the old one or the new one.

    Not `durable`: after a kill that is so, but perhaps not after a power cut.
    Two writers must not do this at once: the caller holds the home's lock.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        _fill(new, data, durable=durable)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Make a file that is whole from its first instant, and never in the place of another.

    Raises FileExistsError, whoever made the file. Needs no lock.
    """
    new = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    try:
        _fill(new, data)
        _name(new, path)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    sync_folder(path.parent)


def move_aside(path: Path, aside: Path) -> None:
    """Give a file a name in another folder. After a crash it has one of the two, or both."""
    with suppress(OSError):  # no links here (FAT), or it is a folder
        os.link(path, aside)
    linked = aside.exists()
    if not linked:
        path.replace(aside)
    sync_folder(aside.parent)
    if linked:
        path.unlink()


def _name(new: Path, path: Path) -> None:
    """Give a finished file its name, unless the name is taken."""
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError as error:
        # Memory sticks (FAT) have no links. There the look and the move are two steps.
        if path.exists():
            raise FileExistsError(path) from error
        new.rename(path)


def _fill(path: Path, data: bytes, *, durable: bool = True) -> None:
    descriptor = open_private(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        write_all(descriptor, data)
        if durable:
            sync(descriptor)
    finally:
        os.close(descriptor)
