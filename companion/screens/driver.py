"""Textual's driver without what members' terminals must not get: it asks nothing.

Answers to queries, focus reports and leftovers of escape sequences count as key presses
for a screen reader, or are spoken. The terminal's own cursor stays visible, because
magnifiers, braille displays and screen readers follow it.
"""

import sys

if sys.platform == "win32":
    from textual.drivers.windows_driver import WindowsDriver as PlatformDriver
else:
    from textual.drivers.linux_driver import LinuxDriver as PlatformDriver

UNWANTED = frozenset({
    "\x1b[?25l",  # hide the cursor
    "\x1b[?1004h",  # report focus ...
    "\x1b[?1004l",  # ... and end that
    "\x1b[<u",  # end the kitty keyboard, which was never begun
    "\x1b[?2026$p",  # ask about synchronised output
    "\x1b[?2048$p",  # ask about reports of size
})  # fmt: skip
POINTER_SHAPE = "\x1b]22;"


class QuietDriver(PlatformDriver):
    """Writes everything but questions and reports."""

    def write(self, data: str) -> None:
        """Send `data` to the terminal, unless it is one of UNWANTED."""
        if data not in UNWANTED and not data.startswith(POINTER_SHAPE):
            super().write(data)
