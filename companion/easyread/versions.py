"""Reads what changed in a pack, and which older versions of it lie in its folder."""

# Without pathlib, which takes longer to load than the rest of a quick command.
# ruff: noqa: PTH118

import os
import re
import stat
from datetime import date
from typing import cast

from companion.easyread.files import File, is_name, read, refuse_value, table, words
from companion.easyread.pack import Change, Pack
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _
from companion.problems import Problem

CHANGES = "changes.toml"
OLDER = "older"
MOST_VERSIONS = 50
MOST_LINES = 20
MOST_ENTRIES = 1_000  # in the folder of older versions, of whatever kind

_WANTED: dict[str, type] = {"version": str, "date": date, "lines": list}


def folder_of(pack: Pack, version: str) -> str:
    """Where an older version lies. Raises Problem("no_such_version")."""
    if version not in pack.older:  # so a version is never a way out of the folder
        raise Problem("no_such_version", version=version)
    return os.path.join(pack.folder, OLDER, version)


def read_changes(folder: str | os.PathLike[str], version: str) -> tuple[Change, ...]:
    """What changed in each version, the newest first; () where the pack does not say."""
    try:
        if not os.path.lexists(os.path.join(folder, CHANGES)):
            return ()
    except ValueError:
        return ()
    file = read(folder, CHANGES)
    facts = table(file)
    listed = facts.get("change")
    if set(facts) != {"change"} or not isinstance(listed, list) or not listed:
        file.refuse(1, _("Start each version with this line: {name}").format(name="change"))
    if len(listed) > MOST_VERSIONS:
        file.refuse(1, _("There are too many versions."))
    changes = tuple(_change(file, entry) for entry in listed)
    if changes[0].version != version:
        refuse_value(
            file,
            "version",
            _("Start with the version of this text: {version}").format(version=version),
        )
    return changes


def _change(file: File, entry: object) -> Change:
    if not isinstance(entry, dict) or set(entry) != set(_WANTED):
        file.refuse(
            1, _("Each version needs these lines: {names}").format(names=", ".join(_WANTED))
        )
    for key, kind in _WANTED.items():
        if type(entry[key]) is not kind:
            refuse_value(file, key, _("This value is not of the right kind."))
    lines = cast(list[object], entry["lines"])
    if not 0 < len(lines) <= MOST_LINES:
        refuse_value(
            file, "lines", _("Write 1 line or more, and {most} at most.").format(most=MOST_LINES)
        )
    return Change(
        words(file, "version", entry["version"]),
        cast(date, entry["date"]),
        tuple(words(file, "lines", line) for line in lines),
    )


def older_versions(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """The names of the folders in `older`, the newest first. Links are not followed."""
    path = os.path.join(folder, OLDER)
    file = File(shown_line(path), "")
    found: list[str] = []
    try:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            file.refuse(1, _("This is not a folder."))
        with os.scandir(path) as entries:
            for count, entry in enumerate(entries):
                if count >= MOST_ENTRIES:
                    file.refuse(1, _("There are too many files."))
                if is_version(entry.name) and entry.is_dir(follow_symlinks=False):
                    found.append(entry.name)
    except (OSError, ValueError):
        return ()
    if len(found) > MOST_VERSIONS:
        file.refuse(1, _("There are too many versions."))
    return tuple(sorted(found, key=in_order, reverse=True))


def is_version(name: str) -> bool:
    """Whether a text can name a version: a to z, digits, hyphens and dots, 1 to 40."""
    return is_name(name.replace(".", "-")) and not name.startswith(".")


def in_order(version: str) -> list[tuple[int, str]]:
    """A key to sort versions by, so that version 10 comes after version 9."""
    pieces = re.findall(r"\d+|\D+", version)
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]
