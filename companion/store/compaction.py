"""Writes a log anew without its old lines, so that it does not grow for ever."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from companion.store.files import open_private, sync, sync_folder
from companion.store.lines import MARK, read_lines
from companion.store.mirror import Mirror, Place
from companion.store.vault import Vault


def rewrite(path: Path, vault: Vault, mirror: Mirror, damaged: Iterable[Place]) -> None:
    """Put a shorter log in the place of the one at `path`, which `mirror` has read.

    Killed at any instant, the log is the old one or the new one. Companions that read at
    the same time see the old one to its end. The caller holds the home's lock. What is
    kept is copied as it is: sealing it again could only add mistakes. Raises OSError.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        descriptor = open_private(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        with os.fdopen(descriptor, "wb") as file, path.open("rb") as old:
            file.write(vault.header.line())
            file.write(vault.seal.close(mirror.contents()))
            for place in damaged:
                file.write(_part(old, place))
            for table, doc_id in mirror.live():
                file.write(MARK + _part(old, mirror.places[table][doc_id]) + b"\n")
            file.flush()
            sync(descriptor)
        if not _says_the_same(new, vault, mirror):
            raise OSError(errno.EIO, "the new file does not say what the old one says")
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _says_the_same(path: Path, vault: Vault, mirror: Mirror) -> bool:
    """Whether a file, read back, holds the newest change of every document."""
    there = Mirror()
    with path.open("rb") as file:
        at = len(file.readline())
        read_lines(file, vault.seal, at, None, there.take)
    return there.numbers() == mirror.numbers()


def _part(file: BinaryIO, place: Place) -> bytes:
    file.seek(place.start)
    return file.read(place.length)
