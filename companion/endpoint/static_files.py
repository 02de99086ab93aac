"""The published files as files in a folder, for any web host: what is read needs no endpoint.

Only what changed is written, each file whole or not at all, the community's document last: who
sees the new one finds what it names.
"""

import re
import secrets
from hashlib import sha256
from pathlib import Path

from companion.endpoint.database import Database
from companion.endpoint.days import Clock
from companion.endpoint.publishing import (
    CALENDAR_FILE,
    File,
    all_files,
    file_named,
    publish,
    publish_due,
)
from companion.plainwords.characters import shown_line
from companion.problems import Problem

_OURS = b"companion-signed "
_TWIN = ".gz"
# What may become the path of a file. Names come from the database, which may be anybody's copy.
_NAME = re.compile(
    r"community|trails(/[0-9a-f]{1,4})?|packs/[a-z0-9-]{1,40}/[a-z0-9-][a-z0-9.-]{0,39}"
)
_SIGNED = "application/vnd.companion.signed"
_MADE = "# Made by: companion endpoint publish\n"
# What hosts are told of the files, which have no ending that would tell it: for those that read
# such a file (Netlify, Cloudflare Pages), and for Apache. docs/endpoint.md has it for others.
_TOLD = {
    "_headers": f"{_MADE}/v1/*\n  Content-Type: {_SIGNED}\n  Cache-Control: public, max-age=60\n"
    "  X-Content-Type-Options: nosniff\n"
    f"/{CALENDAR_FILE}\n  Content-Type: text/calendar; charset=utf-8\n"
    "  Cache-Control: public, max-age=60\n",
    "v1/.htaccess": f"{_MADE}Options -Indexes\nForceType {_SIGNED}\n"
    '<FilesMatch "\\.gz$">\n  ForceType application/gzip\n</FilesMatch>\n'
    "<IfModule mod_headers.c>\n"
    '  Header set Cache-Control "public, max-age=60"\n'
    '  Header set X-Content-Type-Options "nosniff"\n'
    "</IfModule>\n",
}


def write_all(database: Database, folder: Path, clock: Clock) -> tuple[int, int]:
    """Write what is published and is not there yet under its path (v1/community) with a zipped
    twin (v1/community.gz), and remove those that are no more.

    Gives how many there are, and how many were written.
    Raises Problem("file_not_written").
    """
    with database.writing() as connection:
        publish(connection, clock())
    publish_due(database, clock())
    try:
        return _written(database, folder)
    except OSError:
        raise Problem("file_not_written", path=shown_line(str(folder))) from None


def _written(database: Database, folder: Path) -> tuple[int, int]:
    top = folder / "v1"
    count = 0
    with database.reading() as connection:
        digests = {name: one for name, one in all_files(connection).items() if _fits(name)}
        _make_way(top, set(digests))
        for name in sorted(digests, key=lambda one: (one == "community", one)):
            path = _inside(folder, (folder if name == CALENDAR_FILE else top) / name)
            if _digest(path) == digests[name] and _digest(_twin(path)):
                continue
            if file := file_named(connection, name):
                _write_both(path, file)
                count += 1
    _remove_others(top, set(digests))
    for name, words in _TOLD.items():
        _write_told(_inside(folder, folder / name), words.encode())
    return len(digests), count


def _fits(name: str) -> bool:
    if name == CALENDAR_FILE:
        return True
    return bool(_NAME.fullmatch(name)) and ".." not in name and not name.endswith(_TWIN)


def _inside(folder: Path, path: Path) -> Path:
    """The path, unless a link in the folder leads somewhere else. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise OSError("outside")
    return path


def _twin(path: Path) -> Path:
    return path.with_name(path.name + _TWIN)


def _digest(path: Path) -> str:
    """The SHA-256 of a file, in hex; "" where there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _write_both(path: Path, file: File) -> None:
    _write(_twin(path), file.zipped)
    _write(path, file.data)


def _write(path: Path, data: bytes) -> None:
    new = path.with_name(f".{secrets.token_hex(4)}")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _write_told(path: Path, data: bytes) -> None:
    """Say to a host what the files are; what somebody else says there stays."""
    before = path.read_bytes() if path.is_file() else _MADE.encode()
    if before != data and before.startswith(_MADE.encode()):
        _write(path, data)


def _make_way(top: Path, names: set[str]) -> None:
    """One file of all trails stands where the folder of their parts will be, or the other way."""
    trails = top / "trails"
    if trails.is_file() and "trails" not in names:
        _remove(trails)
    if trails.is_dir() and "trails" in names:
        for path in list(trails.iterdir()):
            _remove(path)
        if not any(trails.iterdir()):
            trails.rmdir()


def _remove_others(top: Path, names: set[str]) -> None:
    """Remove signed files of ours that are published no more, and no other file."""
    for path in (*top.glob("trails/*"), *top.glob("packs/*/*")):
        if path.relative_to(top).as_posix() not in names:
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a signed file of ours, and its twin."""
    if path.is_symlink() or not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(len(_OURS)) == _OURS:
            _twin(path).unlink(missing_ok=True)
            path.unlink()
