"""Finds and opens files that a member chooses. What such a path leads to may be anything."""

import os
import re
import shlex
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from heapq import nlargest
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

import platformdirs

from companion.domain.chosen_files import FoundFile, KindOfFile
from companion.media.kinds import LARGEST_IN
from companion.problems import Problem

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".gif", ".bmp"})
SOUNDS = frozenset(
    {".m4a", ".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac", ".amr", ".3gp", ".caf"}
    | {".aiff", ".aif", ".webm"}
)
MOST_LOOKED_AT = 2_000  # names in a folder
MOST_FOUND = 12


def read_chosen(typed: str) -> bytes:
    """What is in a file whose path was typed, pasted or dropped into the window.

    Raises Problem("chosen_not_there"), ("chosen_not_a_file"), ("chosen_not_read") or
    ("file_too_large").
    """
    path = _path(typed)
    try:
        # Without waiting: a pipe that nobody writes to would hold us.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Problem("chosen_not_there") from error
    except IsADirectoryError as error:  # as Windows tells it
        raise Problem("chosen_not_a_file") from error
    except (OSError, ValueError) as error:
        raise Problem("chosen_not_read") from error
    try:
        return _whole(number)
    finally:
        os.close(number)


_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def _whole(number: int) -> bytes:
    found = os.fstat(number)
    if not stat.S_ISREG(found.st_mode):
        raise Problem("chosen_not_a_file")
    if found.st_size > LARGEST_IN:
        raise Problem("file_too_large")
    parts, room = [], LARGEST_IN + 1
    try:
        while room and (part := os.read(number, min(room, 1 << 20))):
            parts.append(part)
            room -= len(part)
    except OSError as error:
        raise Problem("chosen_not_read") from error
    if not room:  # it grew while we read
        raise Problem("file_too_large")
    return b"".join(parts)


def _path(typed: str) -> str:
    """The path that is meant: as it is typed where that is there, else as windows drop it."""
    typed = typed.strip()
    meant = list(_meant(typed))
    found = (path for path in meant if _there(path))
    return next(found, meant[-1])


def _meant(typed: str) -> Iterator[str]:
    yield _from_home(typed)
    if os.name == "posix":  # "My\ photo.jpg", or with quotes, as a shell reads it
        with suppress(ValueError):
            words = shlex.split(typed)
            typed = words[0] if len(words) == 1 else typed
    else:
        typed = typed.strip('"')
    if typed[:7].lower() == "file://":
        typed = unquote(typed[7:].removeprefix("localhost"), errors="surrogateescape")
        typed = typed.lstrip("/") if re.match(r"/[a-zA-Z]:", typed) else typed
    yield _from_home(typed)


def _from_home(typed: str) -> str:
    """A path begins in the member's own folder where it does not say another."""
    try:
        return str(Path.home() / Path(typed).expanduser())
    except RuntimeError:  # "~nobody"
        return typed


def _there(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:  # a zero in it
        return False


def recent(kind: KindOfFile) -> list[FoundFile]:
    """Files of a kind in the usual folders and the folders right in them, the newest first."""
    folders = _usual(kind)
    ends = SOUNDS if kind == "voice" else PICTURES
    found = {one.path: one for folder in folders for one in _files_in(folder, ends, deeper=True)}
    return nlargest(MOST_FOUND, found.values(), key=lambda one: (one.changed, one.path))


def _usual(kind: KindOfFile) -> tuple[str, ...]:
    own = platformdirs.user_music_dir() if kind == "voice" else platformdirs.user_pictures_dir()
    return (
        own,
        platformdirs.user_desktop_dir(),
        platformdirs.user_downloads_dir(),
        platformdirs.user_documents_dir(),
        *((str(Path.home() / "Recordings"),) if kind == "voice" else ()),
    )


def _files_in(folder: str, ends: frozenset[str], *, deeper: bool) -> Iterator[FoundFile]:
    """A link is left out: it could lead anywhere."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, MOST_LOOKED_AT):
            if entry.name.startswith("."):
                continue
            with suppress(OSError, ValueError, OverflowError):
                if deeper and entry.is_dir(follow_symlinks=False):
                    yield from _files_in(entry.path, ends, deeper=False)
                elif Path(entry.name).suffix.lower() in ends:
                    yield from _file(entry)


def _file(entry: "os.DirEntry[str]") -> Iterator[FoundFile]:
    found = entry.stat(follow_symlinks=False)
    if stat.S_ISREG(found.st_mode) and 0 < found.st_size <= LARGEST_IN:
        yield FoundFile(entry.path, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))
