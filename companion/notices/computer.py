"""What the member's computer does outside the companion (ports.Desktop): it copies words, and
gives reminders while the companion is closed."""

import subprocess
from collections.abc import Sequence
from functools import cached_property

from companion.notices import clipboard
from companion.notices.timers import Timer, timers
from companion.problems import Problem


class Computer:
    """This computer. `command` is what it starts to give reminders; without one it gives none."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command

    def copy(self, text: str) -> None:
        """Hold words for another program. Raises Problem("not_copied")."""
        clipboard.copy(text)

    def reminds(self) -> bool:
        """Whether reminders come by themselves."""
        return any(way.is_set_up() for way in self._ways)

    def parts(self) -> Sequence[str]:
        """What setting it up makes, exactly. Raises Problem("no_timer_here")."""
        return self._way().parts()

    def set_reminding(self, on: bool) -> None:
        """Set it up, or take it away, whichever way it was set up.

        Raises Problem("no_timer_here"), ("timer_not_set_up") or ("timer_not_taken_away").
        """
        ways = [self._way()] if on else [way for way in self._ways if way.is_set_up()]
        for way in ways:
            try:
                if on:
                    way.set_up()
                else:
                    way.take_away()
            except (OSError, subprocess.SubprocessError) as error:
                raise Problem("timer_not_set_up" if on else "timer_not_taken_away") from error

    @cached_property
    def _ways(self) -> Sequence[Timer]:
        # A line end would begin another line of the file that is written.
        if not self._command or not all(word.isprintable() for word in self._command):
            return []
        try:
            return timers(self._command)
        except RuntimeError:
            return []

    def _way(self) -> Timer:
        way = next((way for way in self._ways if way.usable()), None)
        if way is None:
            raise Problem("no_timer_here")
        return way
