"""The one command that brings what is missing on this computer, for `companion doctor`."""

import shlex
import shutil
import sys
from pathlib import Path

from companion.plainwords.messages import _

# What installs programs, by the system that has it.
MANAGERS = (
    ("apt-get", "sudo apt install {name}"),
    ("dnf", "sudo dnf install {name}"),
    ("zypper", "sudo zypper install {name}"),
    ("pacman", "sudo pacman -S {name}"),
    ("apk", "sudo apk add {name}"),
)


def install(name: str) -> str:
    """How to get a program of the system; its name is the same in all of them."""
    for manager, command in MANAGERS:
        if shutil.which(manager):
            return _("Type: {command}").format(command=command.format(name=name))
    return _("Ask someone you trust to install this: {name}").format(name=name)


def install_again(prefix: str = sys.prefix) -> str:
    """How to get a part of the companion itself that is gone."""
    place = Path(prefix)
    if "pipx" in place.parts:
        return _("Type: {command}").format(command="pipx reinstall companion")
    if place.parts[-3:-1] == ("uv", "tools"):
        return _("Type: {command}").format(command="uv tool install --reinstall companion")
    if (place.parent / "Makefile").is_file():
        clean = f"make -C {shlex.quote(str(place.parent))} clean run"
        return _("Type: {command}").format(command=clean)
    return _("Ask someone you trust to install Companion again.")
