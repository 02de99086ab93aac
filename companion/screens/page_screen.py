"""One screen that shows any page and turns keys into events."""

from time import monotonic
from typing import TYPE_CHECKING

from textual.events import Key, Paste, Resize, ScreenResume
from textual.message import Message
from textual.timer import Timer

from companion import actions
from companion.guarding import let_go_of_words
from companion.page.blocks import Action
from companion.page.events import Event, Pressed, Typed
from companion.page.rows import rows
from companion.screens.few_keys import FewKeys
from companion.screens.focus import FocusScreen
from companion.screens.views import RowView, Stop, TextBox
from companion.session import Session

if TYPE_CHECKING:
    from textual.widgets import TextArea

KEEP_AFTER = 0.4  # seconds of rest before typed text goes to the session ...
KEEP_WITHIN = 1.5  # ... which it does while the member still types, too (the promise is 2)
AT_ONCE = 0.01  # seconds; a timer of Textual fails on 0
TRY_AGAIN_AFTER = 2.0  # seconds; so often words that could not be kept are tried again
TURNS = ("space", "pagedown", "pageup")


class PageScreen(FocusScreen):
    """The ordinary look. The screen-reader way is a subclass that lays out differently."""

    class Heard(Message):
        """Something came from elsewhere: from the voice, or from the community."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rest: Timer | None = None  # runs while typed text waits to be kept
        self._keep_by = 0.0
        self.few_keys = FewKeys(self)

    async def on_mount(self) -> None:
        """Draw the first page."""
        await self.draw()
        self.few_keys.opened()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The first page has just got its styles; Textual would work them all out anew."""
        event.refresh_styles = False

    async def look_again(self) -> None:
        """Show what the first page left for later."""
        if self.is_current and not self.session.stopped and self.session.look_again():
            await self.draw()

    async def on_page_screen_heard(self) -> None:
        """Mark the sentence that is being read, and show what came from elsewhere."""
        if self.session.stopped:
            return  # the screen is being taken down
        if self.session.hear():
            await self.draw(by_itself=True)
        self.show_mark()

    def on_scrolling_wheeled(self) -> None:
        """The focus goes along with what the wheel scrolls."""
        self.call_after_refresh(self.follow)

    async def on_resize(self, _event: Resize) -> None:
        """Move what must move; everything else stays as it is."""
        self.measure()
        page = self.session.page
        if self._shape and self._shape != self.shape(page):
            self.keep_typed()
            await self.draw()
        elif self._shape and self._in_sight != self.keeps_in_sight:
            place = self.place()  # what has the focus may be one of these
            await self.place_always(page)
            if place is not None and (view := self._find(place)) is not None:
                self.go_to(view, +1, bring=False)
        self.fit()
        if self.here() is None:
            self.start()
        else:
            self.call_after_refresh(self._bring_here)

    # From keys to events.

    async def on_key(self, key: Key) -> None:
        """Turn a key into a move, an event or a letter.

        The app hands every key to the screen, so that each is dealt with before the next,
        also when they come faster than pages open.
        """
        key.stop()
        key.prevent_default()
        here = self.focused
        if await self.few_keys.take(key):
            return
        if not (await self._move_key(key) or await self._row_key(key)):
            # Textual's own keys come first, as they would if the key had gone to the focus.
            if await self.app._check_bindings(key.key):
                return
            if isinstance(here, TextBox):
                await here.take_key(key)
                self.call_after_refresh(self.bring, here, +1)  # its caret may have moved on
                if key.is_printable or key.key == "enter":
                    self.session.typed(here.before())

    async def on_paste(self, paste: Paste) -> None:
        """Pasted words go where letters go."""
        paste.stop()
        if isinstance(self.focused, TextBox):
            await self.focused.take_paste(paste)

    async def _move_key(self, key: Key) -> bool:
        writing = isinstance(self.focused, TextBox)
        if key.key in ("tab", "shift+tab") or (writing and key.key == "escape"):
            self.move(-1 if key.key == "shift+tab" else +1, controls=True)
        elif not writing and key.key in ("up", "down"):
            self.move(+1 if key.key == "down" else -1, controls=False)
        else:
            return False
        return True

    async def _row_key(self, key: Key) -> bool:
        if isinstance(self.focused, TextBox):
            return False
        if key.key == "enter" and isinstance(self.focused, RowView):
            if self.focused.event is not None:
                await self.send(self.focused.event)
            return True
        return await self._act(key)

    async def _act(self, key: Key) -> bool:
        page = self.session.page
        name = key.character if key.is_printable and key.key != "space" else key.key
        row = next((r for r in rows(page) if str(r.number) == name), None)
        action = actions.for_key(page, name or "")
        if row is not None and row.field is not None:
            self.go_to(next(v for v in self.views() if isinstance(v, TextBox)), +1)
        elif row is not None and row.event is not None:
            await self.send(row.event)
        elif not _stops(action) and name in TURNS and self.turn(-1 if name == "pageup" else +1):
            return True
        elif action is not None:
            await self.send(self._here(Pressed(action.action, action.arg)))
        else:
            return False
        return True

    def _here(self, pressed: Pressed) -> Pressed:
        """What is read "from here" begins where the focus is."""
        here = self.here()
        if pressed.action == "read_here" and isinstance(here, Stop):
            return Pressed(pressed.action, here.words)
        return pressed

    async def on_row_view_chosen(self, message: RowView.Chosen) -> None:
        """A row was chosen."""
        await self.send(message.event)

    async def send(self, event: Event) -> None:
        """Tell the session, and show what came of it."""
        self.keep_typed()
        self.session.send(event)
        await self.after()

    async def after(self) -> None:
        """Show the page as it is now, or end where the session ended."""
        if self.session.stopped or self.session.way not in ("", self.way):
            self.app.exit()
        else:
            await self.draw()
            self.few_keys.opened()
            if self.session.was_locked():
                self.call_after_refresh(self.let_go)  # what was drawn is gone by then

    def let_go(self) -> None:
        """Let nothing in memory tell what was drawn before."""
        for widget in self.walk_children(with_self=True):
            _ = widget.displayed_children  # Textual keeps those of before until it is asked
        let_go_of_words()

    # Typed text: every key is kept within 2 seconds, at less cost than one save a key.

    async def on_text_area_changed(self, message: "TextArea.Changed") -> None:
        """Keep what was typed after a short rest, or while the member still types."""
        if self._rest is not None:
            self._rest.stop()
        else:
            self._keep_by = monotonic() + KEEP_WITHIN
        rest = max(AT_ONCE, min(KEEP_AFTER, self._keep_by - monotonic()))
        self._rest = self.set_timer(rest, self._rested)
        if isinstance(message.text_area, TextBox):  # the box grows with its lines
            message.text_area.refresh(layout=True)
            self.call_after_refresh(self.bring, message.text_area, +1)

    async def _rested(self) -> None:
        self.keep_typed()
        if self.session.try_again():
            self._rest = self.set_timer(TRY_AGAIN_AFTER, self._rested)
        await self.after()

    def keep_typed(self) -> None:
        """Hand what was typed to the session now, also what no message has told yet."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        for box in (view for view in self.views() if isinstance(view, TextBox)):
            if (text := box.written()) != box.kept:
                box.kept = text
                self.session.send(Typed(box.key, text))


def _stops(action: Action | None) -> bool:
    """Whether a key stops what the room hears: that comes before turning the page."""
    return action is not None and action.action == "stop_room"
