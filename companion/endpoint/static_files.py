"""The published files as files in a folder, for any web host: what is read needs no endpoint."""

import secrets
from pathlib import Path

from companion.endpoint.database import Database
from companion.endpoint.days import Clock
from companion.endpoint.publishing import all_files, publish
from companion.plainwords.characters import shown_line
from companion.problems import Problem

_OURS = b"companion-signed "


def write_all(database: Database, folder: Path, clock: Clock) -> int:
    """Write each file under its path (v1/community) and remove those that are no more.

    Each is there whole or not at all. Gives how many there are.
    Raises Problem("file_not_written").
    """
    with database.writing() as connection:
        publish(connection, clock())
        files = dict(all_files(connection))
    top = folder / "v1"
    try:
        _remove_others(top, set(files))
        for name, data in files.items():
            _write(top / name, data)
    except OSError:
        raise Problem("file_not_written", path=shown_line(str(folder))) from None
    return len(files)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{secrets.token_hex(4)}")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _remove_others(top: Path, names: set[str]) -> None:
    """Remove signed files of ours that are published no more, and no other file."""
    parts = top / "trails"
    found = [parts] if parts.is_file() else list(parts.glob("*"))
    for path in found:
        if path.is_file() and path.relative_to(top).as_posix() not in names:
            with path.open("rb") as file:
                ours = file.read(len(_OURS)) == _OURS
            if ours:
                path.unlink()
    if parts.is_dir() and "trails" in names and not any(parts.iterdir()):
        parts.rmdir()
