"""What can still be read above in the window: pushed out of sight, and cleared where it can be.

docs/adr/0020-what-a-terminal-still-shows.md says which terminals were tried, and what was heard.
"""

import os
import sys
from contextlib import suppress

LEAST_LINES = 60
CLEAR = "\x1b[3J"  # E3 of terminfo: forgets the lines above, and changes none that is shown
# Names of terminals (TERM) that are known to do it. GNU screen and the old ones do not.
_KNOWN = (
    *("xterm", "tmux", "linux", "alacritty", "foot", "konsole", "kitty", "vte", "gnome"),
    *("wezterm", "ghostty", "contour", "mintty", "iterm", "nsterm"),
)


def can_clear() -> bool:
    """Whether our output goes to a terminal that forgets lines when it is told to."""
    if not sys.stdout.isatty() or sys.platform == "win32":
        return False
    return os.environ.get("TERM", "").startswith(_KNOWN) or bool(os.environ.get("TMUX"))


def out_of_sight() -> str:
    """What to write so that nothing of before is in sight, nor above where it can be cleared."""
    lines = LEAST_LINES
    with suppress(OSError):  # not from LINES, which may be from before the window was made larger
        lines = max(lines, os.get_terminal_size(sys.stdout.fileno()).lines)
    return "\n" * lines + (CLEAR if can_clear() else "")
