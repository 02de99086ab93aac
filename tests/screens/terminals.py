"""A terminal in memory that an app writes to, and a clock that skips all waiting."""

import asyncio
import selectors
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pyte
from textual.app import App
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Offset
from textual.pilot import Pilot

from tests.screens.pilots import settle


class Terminal(HeadlessDriver):
    """What an app wrote, and what a terminal would show of it."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.written = ""
        self._shown = pyte.Screen(*self._get_terminal_size())
        self._stream = pyte.Stream(self._shown)

    @property
    def is_headless(self) -> bool:
        return False  # an app writes nothing to a driver that is

    def write(self, data: str) -> None:
        self.written += data
        self._stream.feed(data)

    @property
    def cursor(self) -> Offset:
        """The cell that the terminal's own cursor stands on."""
        return Offset(self._shown.cursor.x, self._shown.cursor.y)

    @property
    def cursor_is_shown(self) -> bool:
        return not self._shown.cursor.hidden

    @property
    def rows(self) -> list[str]:
        """The rows that are shown."""
        return list(self._shown.display)


@asynccontextmanager
async def on_terminal(
    app: App[None], size: tuple[int, int]
) -> AsyncIterator[tuple[Pilot[None], Terminal]]:
    """Run an app on a terminal in memory, once it has come to rest."""
    app.driver_class = Terminal
    async with app.run_test(headless=False, size=size) as pilot:
        await settle(pilot)
        driver: Driver | None = app._driver
        assert isinstance(driver, Terminal)
        yield pilot, driver


class _Skipping(selectors.DefaultSelector):
    """Waits for nothing but what comes from other threads; counts the seconds it did not wait."""

    skipped = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(timeout if timeout is None else 0)
        if not ready and timeout is not None and timeout > 0:
            self.skipped += timeout
        return ready


class _SkippingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        return super().time() + self._skipping.skipped


def run_fast(steps: Coroutine[Any, Any, None]) -> None:
    """Run to the end. Timers come in their order, and at once: an hour of sleep takes no time."""
    with asyncio.Runner(loop_factory=_SkippingLoop) as runner:
        runner.run(steps)
