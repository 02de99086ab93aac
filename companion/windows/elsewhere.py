"""macOS and Windows, whose own terminals take no size of letters as an option.

Written by what Apple and Microsoft say of them; nobody has tried it yet.
"""

import os
import shlex
from collections.abc import Mapping, Sequence

from companion.windows.terminals import Terminal, Words

# Terminal.app gives each new window the member's own surroundings, not ours. These are handed
# over by name, since they say where the words lie and how they are shown.
HANDED_OVER = (
    *("PYTHONPATH", "COMPANION_LANGUAGE", "COMPANION_KEY_FILE", "COMPANION_PLAIN", "ACCESSIBLE"),
    *("NO_COLOR", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG"),
)
# A terminal reads no longer line than this before its shell has started.
LONGEST_LINE = 1000

# The words arrive as items, so that none of them is read as a part of the script.
SCRIPT = """
on run argv
  tell application "Terminal"
    activate
    set opened to do script (item 1 of argv)
    set font size of window 1 to (item 2 of argv as integer)
    set custom title of opened to "Companion"
  end tell
end run
"""


def _terminal_app(points: int, command: Sequence[str]) -> Words:
    return ["-e", SCRIPT, typed_line(command, os.environ), str(points)]


def typed_line(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """The command as one line of a shell, which is all that Terminal.app takes.

    Each word is quoted. Raises ValueError where that is not safe: a terminal
    obeys control characters before a shell has seen the quotes.
    """
    handed = [f"{name}={environment[name]}" for name in HANDED_OVER if environment.get(name)]
    line = shlex.join(["exec", "/usr/bin/env", *handed, *command])
    if not line.isprintable() or len(line.encode()) > LONGEST_LINE:
        raise ValueError("no line that is safe to type")
    return line


def _console(points: int, command: Sequence[str]) -> Words:
    """Windows' classic console, whose letters a program in it may set.

    Windows Terminal takes sizes only from a profile, and reads new profiles only when it
    starts: the first time, the window would open with the usual letters.
    """
    python, *_rest = command
    return [python, "-P", "-m", "companion.windows.console", str(points), *command]


MAC = (Terminal("Terminal", "/usr/bin/osascript", _terminal_app, (), ()),)
WINDOWS = (
    Terminal(
        "Windows",
        os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "conhost.exe"),  # noqa: PTH118
        _console,
        (),
        (),
    ),
)
