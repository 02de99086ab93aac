"""Which terminals can open a bigger window here, the best first."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping

from companion.plainwords.messages import N_, _
from companion.problems import Problem
from companion.windows import elsewhere
from companion.windows.terminals import ASK, CTRL_PLUS, TERMINALS, Terminal

# These terminals open on macOS as on Linux, where the member has put them on the path.
ALSO_ON_MAC = ("kitty", "wezterm", "alacritty")

# Other places where Ctrl and + makes letters bigger, and one where no key does.
ALSO_CTRL_PLUS = (("VTE_VERSION", ""), ("TERM_PROGRAM", "vscode"))
NO_KEYS = (("TERM", "linux"),)
COMMAND_PLUS = N_("Hold Command and press the plus key.")
WHEEL = N_("Hold Ctrl and turn the mouse wheel.")
USUALLY = N_("In most windows, hold Ctrl and press the plus key.")

Marks = Iterable[tuple[str, str]]


def known(platform: str) -> tuple[Terminal, ...]:
    """The terminals of a system, in the order in which they are tried."""
    if platform == "win32":
        return elsewhere.WINDOWS
    if platform == "darwin":
        others = [one._replace(screens=()) for one in TERMINALS if one.program in ALSO_ON_MAC]
        return (*elsewhere.MAC, *others)
    return TERMINALS


def find(
    environment: Mapping[str, str], platform: str = sys.platform
) -> list[tuple[str, Terminal]]:
    """Each terminal that can open here, with the path of its program, the best first.

    Raises Problem("no_display") where no window could be seen, and
    Problem("no_window_here") where nothing can open one.
    """
    keys = keys_for(environment, platform)
    if not sees_windows(environment, platform):
        raise Problem("no_display", keys=keys)
    usable = [one for one in known(platform) if _has_screen(one, environment)]
    usable.sort(
        key=lambda one: not has_mark(one.marks, environment)
    )  # stable: the table's order stays
    found = [(path, one) for one in usable if (path := _path_of(one, environment))]
    if not found:
        raise Problem("no_window_here", keys=keys)
    return found


def sees_windows(environment: Mapping[str, str], platform: str) -> bool:
    """Whether the person in front of this terminal would see a new window."""
    if platform in ("win32", "darwin"):
        return not environment.get("SSH_CONNECTION")  # it would open where nobody sits
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def keys_for(environment: Mapping[str, str], platform: str = sys.platform) -> str:
    """What a person does for bigger letters in the terminal that they are in."""
    if platform == "darwin":
        return _(COMMAND_PLUS)
    if platform == "win32":
        return _(CTRL_PLUS) if environment.get("WT_SESSION") else _(WHEEL)
    for terminal in TERMINALS:
        if has_mark(terminal.marks, environment):
            return _(terminal.keys)
    if has_mark(ALSO_CTRL_PLUS, environment):
        return _(CTRL_PLUS)
    return _(ASK) if has_mark(NO_KEYS, environment) else _(USUALLY)


def has_mark(marks: Marks, environment: Mapping[str, str]) -> bool:
    """Whether one of the variables that a terminal sets is there."""
    there = ((environment.get(name, ""), start) for name, start in marks)
    return any(value and value.startswith(start) for value, start in there)


def _has_screen(terminal: Terminal, environment: Mapping[str, str]) -> bool:
    return not terminal.screens or any(environment.get(name) for name in terminal.screens)


def _path_of(terminal: Terminal, environment: Mapping[str, str]) -> str:
    """The program's whole path, or "". A program in the folder where we are never counts."""
    folders = environment.get("PATH", os.defpath).split(os.pathsep)
    whole = os.pathsep.join(folder for folder in folders if os.path.isabs(folder))  # noqa: PTH117
    return shutil.which(terminal.program, path=whole) or ""
