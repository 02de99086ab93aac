"""Start a terminal with large letters, so that it lives on when this one is closed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from companion.children import surroundings
from companion.problems import Problem
from companion.windows.finding import ALSO_CTRL_PLUS, find, keys_for
from companion.windows.terminals import TERMINALS, Terminal

LEAST_POINTS, MOST_POINTS, USUAL_POINTS = 16, 72, 28

# So long may a window take until the companion is seen in it. After that, a terminal that
# still runs counts as open: the home may be one where no sign can be made.
WAIT_SECONDS = 15.0
LOOK_SECONDS = 0.1

# What one terminal says of itself is wrong in the next. Old sizes would even draw wrongly.
LEFT_BEHIND = frozenset({
    *(name for name, _start in chain(ALSO_CTRL_PLUS, *(one.marks for one in TERMINALS))),
    *("TERM_PROGRAM_VERSION", "COLORTERM", "COLUMNS", "LINES", "WINDOWID"),
    *("TMUX", "TMUX_PANE", "STY", "WT_SESSION"),
})  # fmt: skip


def companion_command(*options: str) -> list[str]:
    """The words that open this same companion, wherever the new window stands."""
    return [sys.executable, "-P", "-m", "companion", *options]


def open_window(
    points: int,
    command: Sequence[str],
    seen: Callable[[], bool],
    seconds: float = WAIT_SECONDS,
) -> Terminal:
    """Open a command in the best terminal that starts. `seen` says when it is there.

    Raises Problem("no_display") or Problem("no_window_here").
    """
    environment = _environment()
    found = find(os.environ)
    # Twice: a program that opens windows for others refuses while it ends its last one.
    for path, terminal in (*found, *found):
        try:
            words = [path, *terminal.call(points, command)]
            started = _start(words, environment)
        except (OSError, ValueError):  # ValueError: a name that this terminal cannot take
            continue
        if _stays(started, seen, seconds):
            return terminal
    raise Problem("no_window_here", keys=keys_for(os.environ))


def _environment() -> Mapping[str, str]:
    """Ours, without what belongs to the terminal that we are in."""
    ours = surroundings()
    if "PYTHONUTF8" not in os.environ:
        del ours["PYTHONUTF8"]  # the letters of the new window are the member's own choice
    return {name: value for name, value in ours.items() if name not in LEFT_BEHIND}


def _start(words: Sequence[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """Start a program that neither our terminal nor our end takes with it."""
    if sys.platform == "win32":
        # Without streams of ours, which conhost.exe would take for its screen.
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(words, env=environment, creationflags=flags)
    return subprocess.Popen(
        words,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _stays(started: "subprocess.Popen[bytes]", seen: Callable[[], bool], seconds: float) -> bool:
    """Whether a window came up.

    Some programs end at once and well, because another one, which runs already, opens the
    window for them. So only a program that ends badly, or a long wait for nothing, is a no.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if seen():
            return True
        if started.poll():
            return False
        time.sleep(LOOK_SECONDS)
    return started.poll() is None
