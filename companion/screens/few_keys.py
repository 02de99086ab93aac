"""The screen with two keys, or with one: go on, and choose.

With one key the program itself goes from choice to choice, says each, and waits for the key.
It does not go on while anything is spoken, and after a few rounds it waits in silence.
"""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from textual.events import Key
from textual.timer import Timer

from companion.screens.views import RowView, Stop, WordsView

if TYPE_CHECKING:
    from companion.screens.page_screen import PageScreen

ROUNDS = 3
LOOK = 0.1  # seconds between two looks whether it is time to go on
THE_KEY = "space"


class FewKeys:
    """What the key does on one screen. `now` tells the time in seconds."""

    def __init__(self, screen: "PageScreen", now: Callable[[], float] = monotonic) -> None:
        self._screen = screen
        self._pressing = screen.session.pressing
        self.now = now
        self._timer: Timer | None = None
        self._due = 0.0
        self._rounds = 0

    @property
    def rests(self) -> bool:
        """Whether it has gone round often enough, and waits for a press."""
        return self._rounds >= ROUNDS

    def opened(self) -> None:
        """A page stands, or what happened is shown on it: begin to go round."""
        if not self._pressing.scans:
            self._end()
            return
        self._rounds, self._due = 0, self.now() + self._pressing.rest
        if self._timer is None:
            self._timer = self._screen.set_interval(LOOK, self.look)

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def look(self) -> None:
        """Go on to the next choice where it is time to."""
        session = self._screen.session
        if session.stopped or not self._pressing.scans or self.rests:
            self._end()
        elif session.talking:
            self._due = self.now() + self._pressing.rest
        elif self.now() >= self._due:
            session.hush()  # what was read is over, and moves are said again
            self._due = self.now() + self._pressing.rest
            self._go_round()

    def _go_round(self) -> None:
        screen = self._screen
        if screen.here() is screen.controls()[-1]:
            self._rounds += 1
        if not self.rests:
            self.step()

    async def take(self, key: Key) -> bool:
        """Do what the key does. False where it is not this key, or all keys are used."""
        if key.key != THE_KEY or not self._pressing.few:
            return False
        session = self._screen.session
        if session.hush_room():
            return True
        if not self._pressing.scans:
            self.step()
        elif session.was_hushed():
            self.opened()  # it stopped what was read, and no more
        elif self.rests:
            self.opened()
            self._screen.go_to(self._screen.controls()[0], +1)
            self._screen.tell_focus()
        else:
            await self._choose()
        return True

    async def _choose(self) -> None:
        here = self._screen.here()
        if isinstance(here, RowView) and here.event is not None:
            await self._screen.send(here.event)
        self.opened()

    def step(self) -> None:
        """Go to the next choice, or to words before it that are not in sight."""
        screen = self._screen
        here, stops = screen.here(), screen.stops()
        at = stops.index(here) if here in stops else -1
        ring = [stops[(at + n) % len(stops)] for n in range(1, len(stops) + 1)]
        view = next(v for v in ring if not isinstance(v, WordsView) or self._unseen(v))
        if isinstance(here, WordsView) and self._unseen(here) and here.step(+1):
            here.refresh()
            screen.bring(here, +1)
        elif isinstance(view, WordsView):
            screen.go_to(view, +1)
            screen.tell_focus()
        else:
            screen.move(+1, controls=True)

    def _unseen(self, view: Stop) -> bool:
        """Whether a part of some words of the page is not in sight."""
        sheet = self._screen.query_one("#sheet")
        inside = sheet in view.ancestors
        return inside and not sheet.content_region.contains_region(view.region)
