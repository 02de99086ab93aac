"""The start icons of a Linux desktop: two entries for its menu, and their pictures.

https://specifications.freedesktop.org/desktop-entry-spec/ says how an entry is written.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from companion.plainwords.messages import N_, _
from companion.problems import Problem
from companion.shipped import shipped
from companion.windows.opening import companion_command


class StartIcon(NamedTuple):
    """One icon: the name of its files, its words (message ids), its picture, what it adds."""

    name: str
    title: str
    does: str
    picture: str
    options: tuple[str, ...] = ()


# The names are long, so that they are of no other program.
ICONS = (
    StartIcon(
        "companion-for-members",
        N_("Companion"),
        N_("Sessions, charter, journal and notes."),
        "community",
    ),
    StartIcon(
        "companion-for-members-talks",
        N_("Companion that talks"),
        N_("Companion reads to you. You hear it at once."),
        "speak",
        ("--speak",),
    ),
)
_IN_QUOTES = '"`$\\'


def places(icon: StartIcon, environment: Mapping[str, str] = os.environ) -> tuple[Path, Path]:
    """Where a desktop looks for an entry, and for its picture.

    Raises Problem("home_not_writable") for an account without a folder of its own.
    """
    named = environment.get("XDG_DATA_HOME", "")
    try:
        data = Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"
    except RuntimeError as error:
        raise Problem("home_not_writable", path="~") from error
    pictures = data / "icons" / "hicolor" / "scalable" / "apps"
    return data / "applications" / f"{icon.name}.desktop", pictures / f"{icon.name}.svg"


def entry(icon: StartIcon, options: Sequence[str] = ()) -> str:
    """The entry. Raises ValueError where a word of the command cannot stand in a line."""
    command = companion_command(*icon.options, *options)
    if not all(word.isprintable() for word in command):
        raise ValueError("a word that would end the line")
    lines = {
        "Type": "Application",
        "Name": _(icon.title),
        "Comment": _(icon.does),
        "Exec": " ".join(map(_quoted, command)),
        "Icon": icon.name,
        "Terminal": "true",
        "Categories": "Utility;",
        "StartupNotify": "false",
    }
    said = "".join(f"{name}={value}\n" for name, value in lines.items())
    return f"[Desktop Entry]\n{said}"


def drawing(icon: StartIcon) -> str:
    """The picture on white with a rim, so that it is seen on a dark menu too."""
    svg = Path(shipped("pictures", f"{icon.picture}.svg")).read_text(encoding="utf-8")
    white = '<rect x="-2" y="-2" width="20" height="20" rx="3" fill="#fff"/>\n<path'
    return svg.replace('viewBox="0 0 16 16"', 'viewBox="-2 -2 20 20"').replace("<path", white, 1)


def _quoted(word: str) -> str:
    """A word of Exec: quoted as its rules say, and then as those of every value."""
    inside = "".join(f"\\{sign}" if sign in _IN_QUOTES else sign for sign in word)
    return '"' + inside.replace("\\", "\\\\").replace("%", "%%") + '"'
