"""Textual's driver without what members' terminals must not get: it asks nothing.

Answers to queries, focus reports and leftovers of escape sequences count as key presses
for a screen reader, or are spoken. The terminal's own cursor stays visible, because
magnifiers, braille displays and screen readers follow it.
"""

import os
import select
import sys
from contextlib import suppress
from threading import Thread
from typing import Any

from companion.screens.shorter import shorter

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


KEEP_TITLE, GIVE_TITLE_BACK = "\x1b[22;2t", "\x1b[23;2t"
# These print what follows a title's first signs, or know no titles.
UNTITLED = ("linux", "vt", "dumb")


class QuietDriver(PlatformDriver):
    """Writes everything but questions and reports."""

    _title = ""
    if sys.platform != "win32":

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            # Textual draws on standard error, where `2>FILE` would catch private words.
            self._file = sys.__stdout__

        def start_application_mode(self) -> None:
            """Take the terminal, and see when it is gone."""
            super().start_application_mode()  # type: ignore[no-untyped-call]
            Thread(target=self._leave_with_the_terminal, daemon=True).start()

        def _leave_with_the_terminal(self) -> None:
            """Keep everything and end when nobody can type any more.

            Not every end of a terminal sends a signal, and Textual would then read the end
            of its input for ever, at the full speed of the computer.
            """
            watch = select.poll()
            watch.register(self.fileno, 0)  # tells only that the other side is gone
            gone = watch.poll()
            if any(what & (select.POLLHUP | select.POLLERR) for _file, what in gone):
                with suppress(RuntimeError):  # the program is ending already
                    self._app.call_from_thread(self._app.leave)  # type: ignore[attr-defined]

    def write(self, data: str) -> None:
        """Send `data` to the terminal, unless it is one of UNWANTED."""
        if data not in UNWANTED and not data.startswith(POINTER_SHAPE):
            super().write(shorter(data))

    def show_title(self, title: str) -> None:
        """Name the terminal's window; its own name comes back at the end."""
        if title == self._title or os.environ.get("TERM", "").startswith(UNTITLED):
            return
        self.write(("" if self._title else KEEP_TITLE) + f"\x1b]2;{title}\x07")
        self._title = title

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was, and nothing of ours on one that has no second screen.

        Row by row: where a whole screen is erased, some terminals keep it among the lines above.
        """
        self.write("\x1b[H" + "\x1b[2K\x1b[B" * self._app.size.height + "\x1b[H")
        if self._title:
            self.write(GIVE_TITLE_BACK)
        super().stop_application_mode()
