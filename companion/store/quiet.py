"""Remembers that the first page had nothing to tell of the words, so that it can be shown at once.

    companion-quiet 1 <SHA-256 of the day, and of how each file looked then>

Where a file looks otherwise, or this one is gone or damaged, the words are read first. It says
nothing of the words, and a home without it works.
"""

import os
from contextlib import suppress
from datetime import date

from companion.problems import Problem
from companion.store.files import saving, write_whole
from companion.store.home import Home
from companion.wire.digests import digest

FILE = "quiet"
_FIRST = "companion-quiet 1"
# What changes each time, and tells nothing: who is open, settings, sessions.
_OTHERS = {FILE, f"{FILE}.new", "lock", "running", "settings.json", "sessions.json"}


def looks(home: Home, day: date) -> str:
    """How the files of a home look now, as one line; "" where it holds no words."""
    seen = []
    with suppress(OSError), os.scandir(home.path) as entries:
        for entry in entries:
            if entry.name not in _OTHERS:
                found = entry.stat()
                seen.append((entry.name, found.st_ino, found.st_size, found.st_mtime_ns))
    if not seen:
        return ""
    said = repr((day.isoformat(), sorted(seen)))
    return f"{_FIRST} {digest(said.encode('utf-8', 'surrogateescape'))}\n"


def is_quiet(home: Home, day: date) -> bool:
    """Whether there was nothing to tell of the words when the files looked as they do now."""
    now = looks(home, day)
    with suppress(OSError):
        return not now or (home.path / FILE).read_bytes() == now.encode()
    return False


def keep_quiet(home: Home, looked: str) -> None:
    """Remember it, of files that `looked` so before they were read. Never raises."""
    with suppress(Problem), saving(home.path):
        path = home.path / FILE
        if looked and (not path.exists() or path.read_bytes() != looked.encode()):
            with home.writing():
                write_whole(path, looked.encode(), durable=False)
