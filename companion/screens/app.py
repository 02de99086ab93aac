"""The Textual app, and how the full screen is started and ended."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import PurePath
from typing import ClassVar

# Set before Textual is first imported: it must ask the terminal nothing.
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TEXTUAL_ANIMATIONS"] = "none"

from textual.app import App
from textual.errors import NoWidget
from textual.events import Event, Key, MouseDown, Paste
from textual.filter import LineFilter
from textual.screen import Screen

from companion.domain.bounce import REPEAT
from companion.page import wording
from companion.page.blocks import Page
from companion.page.events import Pressed
from companion.screens.driver import QuietDriver
from companion.screens.page_screen import PageScreen
from companion.screens.themes import dress, filters
from companion.session import Session

# Seconds until the first page is surely on its way to the terminal: that is done on a thread of
# its own, which would wait for this one.
AFTER_THE_PAINT = 0.05

# Objects made between two looks for dead ones, from the first page on: each look is short then.
# At the start there are far fewer of them (companion/__main__.py); each would be felt at a key.
LOOK_AFTER = 10_000


class CompanionApp(App[None]):
    """The ordinary look of the full screen."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["companion.tcss"]
    ENABLE_COMMAND_PALETTE = False
    TITLE: str = "Companion"

    def __init__(self, session: Session) -> None:
        super().__init__(driver_class=QuietDriver)
        self.session = session
        self.failure: Exception | None = None
        self._unsure: Key | None = None  # it may be the first repeat of a key that is held
        dress(self, session.theme)
        self._opening = ExitStack()  # paint nothing until the first page stands, then once
        self._opening.enter_context(self.batch_update())

    def get_line_filters(self) -> Sequence[LineFilter]:
        return filters(self, super().get_line_filters())

    def get_default_screen(self) -> Screen[None]:
        return PageScreen(self.session)

    def on_sheet_shown(self, message: PageScreen.Shown) -> None:
        """Tell the terminal which page is shown."""
        self.name_window(message.page)

    def name_window(self, page: Page) -> None:
        """Name the window after the page; a private page is not named."""
        if isinstance(self._driver, QuietDriver):
            name = wording.title(page)
            own = page.private or name == self.TITLE
            self._driver.show_title(self.TITLE if own else f"{self.TITLE}: {name}")

    def on_ready(self) -> None:
        """The first page stands."""
        self._opening.close()
        self.screen.refresh()
        self.screen._on_timer_update()  # now: the first tick of Textual's clock comes 17 ms later
        self._end_with_the_terminal()
        self.app_resume_signal.subscribe(self.screen, self.paint_anew)
        self.session.listen(self._voice_told)
        if isinstance(self.screen, PageScreen):
            self.screen.set_timer(AFTER_THE_PAINT, partial(self._tidy, self.screen))

    async def _tidy(self, screen: PageScreen) -> None:
        """The first page stands: look at what was left for later, and tidy up before keys come."""
        await screen.look_again()
        if self.is_headless:
            return  # a process of tests opens many apps: what is frozen would stay for good
        gc.collect()
        gc.freeze()  # what is there now lives on, and need not be looked through
        gc.set_threshold(LOOK_AFTER)

    def _voice_told(self) -> None:
        """The voice has something new to show; it tells so on a thread of its own."""
        if isinstance(self.screen, PageScreen):
            self.screen.post_message(PageScreen.Heard())

    def paint_anew(self, _app: object) -> None:
        """After a stop from outside: the shell wrote over the screen."""
        self.screen.refresh()

    def _end_with_the_terminal(self) -> None:
        """A closed window or a shutdown keeps everything, as Stop does."""
        if sys.platform != "win32" and not self.is_headless:
            import asyncio  # noqa: PLC0415

            loop = asyncio.get_running_loop()
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self.leave)

    def leave(self) -> None:
        """Keep everything and end."""
        self._keep_typed()
        self.session.end_of_input()
        self.exit()

    def _keep_typed(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, PageScreen):
                screen.keep_typed()

    async def on_event(self, event: Event) -> None:
        """Leave out keys that do not count, and hand on the rest."""
        if isinstance(event, Key) and not event.is_forwarded:
            verdict = self.session.pressing.judge(event.key, event.time)
            before = self._unsure
            if before and verdict == "again" and event.time - before.time < REPEAT:
                self._unsure = None  # it is held: none of its repeats counts
            await self._settle()
            if verdict == "unsure":
                self._unsure = event
                self.set_timer(REPEAT, self._settle)
            if verdict != "counts":
                return
        elif isinstance(event, Paste | MouseDown) and not event.is_forwarded:
            await self._settle()
        await self._hand_on(event)

    async def _settle(self) -> None:
        """Nothing came right after the key that may have been held: it was pressed again."""
        if self._unsure is not None:
            event, self._unsure = self._unsure, None
            await self._hand_on(event)

    async def _hand_on(self, event: Event) -> None:
        """Hand each key and paste to the screen, which deals with one at a time."""
        if isinstance(event, Key | Paste | MouseDown) and not event.is_forwarded:
            self.session.hush()  # before all else, however much there is to draw
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, Paste) or not await self._check_bindings(event.key, priority=True):
            event._set_forwarded()
            self.screen.post_message(event)

    async def action_quit(self) -> None:
        """Ctrl+Q: stop, after the keys that were pressed before it have been dealt with."""
        self.screen.call_later(self._stop)

    def action_help_quit(self) -> None:
        """Ctrl+C outside a text box. Textual would show a passing message here."""
        self.call_later(self.action_quit)

    async def _stop(self) -> None:
        if isinstance(self.screen, PageScreen):
            await self.screen.send(Pressed("stop"))

    def _display(self, screen: Screen[object], renderable: object) -> None:
        # The real cursor goes out with each paint, on what has the focus then.
        self.place_cursor()
        super()._display(screen, renderable)  # type: ignore[arg-type]

    def place_cursor(self) -> None:
        """Say where the terminal's own cursor must stand.

        It waits where it is while what has the focus is not in sight, as before a new page is
        laid out: a reader would speak the row where it stood for an instant.
        """
        view = self.screen.here() if isinstance(self.screen, PageScreen) else None
        if view is not None:
            with suppress(NoWidget):
                if self.screen.get_widget_at(*view.cursor())[0] is view:
                    self.cursor_position = view.cursor()

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print the values of local variables: a member's words.
        if self.failure is None:
            self.failure = error
            with suppress(Exception):  # the fault may be in what would keep it
                self._keep_typed()
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def panic(self, *_renderables: object) -> None:
        """Textual failed where no error can be raised. It would print a trace."""
        self._handle_exception(RuntimeError("Textual cannot go on."))


def run(session: Session, *, reader: bool) -> None:
    """Show the session full screen until it stops or wants another way.

    A fault of the program ends it with everything kept, and is raised again here.
    """
    if reader:
        from companion.screens.reader import ReaderApp  # noqa: PLC0415

        app: CompanionApp = ReaderApp(session)
    else:
        app = CompanionApp(session)
    app.run(mouse=not reader)
    if app.failure is not None:
        session.end_of_input()
        raise app.failure
