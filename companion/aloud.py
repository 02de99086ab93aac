"""What may be spoken, and when. The session asks here; the voice itself knows no rules.

There is no sound until the member turns the voice on. A private page is read only after a
yes on that page, in each run; until then nothing of it but the program's own words is said.
"""

from collections.abc import Callable

from companion.actions import always, spec
from companion.domain.choices import chosen
from companion.domain.own_keys import letters_off, own_keys
from companion.domain.rates import next_rate, rate_of
from companion.domain.room import RoomLine
from companion.page import wording
from companion.page.blocks import Choice, Line, Page, Quote
from companion.page.events import Chose, Pressed
from companion.page.rows import Row, rows
from companion.page.wishes import Go, KeepSettings, Tell, Wish
from companion.plainwords.messages import _
from companion.ports import Mark, Ports, Voice

# The page that asks before words of the member's own are read aloud.
ASK = "read_private"
MENUS = ("reading", "help", ASK)  # pages about the page below them
Key = tuple[str, str]  # a page: its route, and what it was opened for
STEPS = {"again": 0, "sentence_before": -1, "sentence_next": 1}
RATES = {"slower": -1, "faster": 1}
ACTIONS = frozenset({"read", "read_here", "voice", "spell", *STEPS, *RATES})


class Aloud:
    """The rules of the voice, for one run of the program."""

    def __init__(self, ports: Ports, quiet: Callable[[], bool] = lambda: False) -> None:
        """`quiet`: whether the microphone is on, or the member listens to something else."""
        self._load = ports.voice
        self._quiet = quiet
        self._loaded: Voice | None = None
        self._heard: Callable[[], None] = lambda: None
        self._settings = ports.settings
        self._yes: set[Key] = set()
        self._named: tuple[object, ...] = ()  # the page whose name was said last
        self._news = ""  # what just happened, to be said with the next page
        self._answer = ""  # what the voice was asked for, to be said whatever is said of moves
        self._reading = False  # a page, since the last key
        self._heard_page: Key = ("", "")  # the page that the voice remembers
        self._hushed = False

    @property
    def on(self) -> bool:
        """Whether the member wants the voice."""
        return self._settings.get("voice") == "on"

    @property
    def mark(self) -> Mark | None:
        """The sentence to mark on the screen."""
        if self._loaded is None or self._value("mark_reading") != "on":
            return None
        return self._loaded.mark

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when there is something new to show."""
        self._heard = heard
        if self._loaded is not None:
            self._loaded.listen(heard)

    @property
    def _voice(self) -> Voice:
        """The voice, loaded when it is first to speak."""
        if self._loaded is None:
            self._loaded = self._load()
            self._loaded.listen(self._heard)
        return self._loaded

    def hush(self) -> None:
        """A key was pressed: reading stops."""
        self._reading = False
        if self._loaded is not None:
            self._hushed = self._loaded.stop()

    def was_hushed(self) -> bool:
        """Whether the last key stopped reading; asked once for each."""
        hushed, self._hushed = self._hushed, False
        return hushed

    def troubles(self) -> list[str]:
        """What went wrong with the voice, as sentences."""
        if self._loaded is None:
            return []
        words = {
            "voice_lost": _("The voice stopped. The words are on the screen."),
            "no_voice": _("We found no voice. To see what to do, type: companion doctor"),
        }
        return [words[trouble] for trouble in self._loaded.troubles()]

    def refresh(self) -> None:
        """Settings have changed: those of the voice count at once."""
        if self._loaded is not None:
            self._loaded.refresh()

    # What a member asks for.

    def does(self, action: str, page: Page) -> bool:
        """Whether one of ACTIONS is the voice's to do here, and not the page's own."""
        asking = page.route == ASK and action in ("read", "read_here")  # it waits for its answer
        mine = self.on or page.route in MENUS or action not in page.actions()
        return mine and not asking

    def act(self, pressed: Pressed, page: Page, key: Key) -> tuple[Wish, ...]:
        """Do what was asked, on the page that is read. Returns what else is to be done."""
        hushed, action = self.was_hushed(), pressed.action
        if action == "voice":
            return self._turn()
        if not self.on:
            return (Tell(self._how_to_turn_on()),)
        if self._quiet():
            return (Tell(_("The voice is quiet until this ends.")),)
        if action in ("read", "read_here"):
            return () if hushed else self._read(pressed, page, key)
        if action in RATES:
            return self._change_rate(RATES[action])
        if action in STEPS:
            self._voice.step(STEPS[action])
        else:
            self._voice.spell(pressed.arg)
        return ()

    def _how_to_turn_on(self) -> str:
        key = own_keys(self._settings).get("voice", spec("voice").key)
        if not key or letters_off(self._settings):
            return _("The voice is off. You can turn it on in Settings.")
        return _("The voice is off. To turn it on, press {key}.").format(key=wording.key_name(key))

    def _turn(self) -> tuple[Wish, ...]:
        if self.on:
            self.hide()
            return KeepSettings((("voice", "off"),)), Tell(_("The voice is off."))
        return KeepSettings((("voice", "on"),)), self._tell(_("The voice is on."))

    def _read(self, pressed: Pressed, page: Page, key: Key) -> tuple[Wish, ...]:
        if page.private and key not in self._yes:
            return (Go(ASK),)
        self._begin(page, key, pressed.arg if pressed.action == "read_here" else "")
        return ()

    def _begin(self, page: Page, key: Key, shown: str = "") -> None:
        self._reading, self._heard_page, self._named = True, key, _name(page, key)
        self._news = ""
        if shown:
            self._voice.read_from(page, shown)
        else:
            self._voice.read(page)

    def _change_rate(self, by: int) -> tuple[Wish, ...]:
        before = rate_of(self._settings.get("rate"))
        rate = next_rate(before, by)
        if rate == before:
            told = _("Slower is not possible.") if by < 0 else _("Faster is not possible.")
            return (self._tell(told),)
        told = _("{rate} words a minute.").format(rate=rate)
        return KeepSettings((("rate", str(rate)),)), self._tell(told)

    def _tell(self, told: str) -> Tell:
        self._answer = told
        return Tell(told)

    def said_yes(self, page: Page, key: Key) -> None:
        """The member wants this private page read, for the rest of this run."""
        self._yes.add(key)
        self._begin(page, key)

    def end_yes(self) -> None:
        """The lock was closed: each private page asks anew."""
        self._yes.clear()

    def to_room(self, line: RoomLine) -> None:
        """Say a line to the room. It is asked for each time, so the voice need not be on."""
        if self._quiet():
            return
        self._voice.to_room(line)

    def hush_room(self) -> bool:
        """Stop what is said to the room. False where nothing was."""
        return self._loaded is not None and self._loaded.stop_room()

    @property
    def talking(self) -> bool:
        """Whether something is being said, to the member or to the room."""
        return self._loaded is not None and self._loaded.talking

    def try_out(self) -> None:
        """Say a few words, so that the member hears how the voice sounds now."""
        self._voice.say(_("This is how I speak. You can change it."))

    def hide(self) -> None:
        """Fall silent, for the room too, and forget what was read."""
        if self._loaded is not None:
            self._loaded.stop()
            self._loaded.stop_room()
            self._loaded.forget()

    # What is said as the member goes.

    def shows(self, page: Page, key: Key, notice: str) -> None:
        """A page stands now, with what just happened. Some pages are read at once."""
        answer, self._answer = self._answer, ""
        if self._quiet():
            return
        if key != self._heard_page and page.route not in MENUS:
            self._heard_page = ("", "")
            self._voice.forget()
        new = _name(page, key) != self._named
        later = self._reader_speaks() or (new and self._says_moves())
        if new and page.read_at_once and not page.private:
            self._begin(page, key)
        elif notice and (notice == answer or not later):
            self._voice.say(notice)
        elif new:
            self._news = notice

    def arrives(self, page: Page, key: Key) -> None:
        """A page was printed, where nothing has a focus: it is read, as far as it may be."""
        if not self.on or self._quiet() or not self._says_moves() or self._reading:
            return
        if page.private and key not in self._yes:
            self.focus(page, key, "")
        else:
            self._begin(page, key)

    def focus(self, page: Page, key: Key, shown: str) -> None:
        """The member moved to words that are shown. While a page is read, no key moved it."""
        if not self.on or self._quiet() or self._reading or not self._says_moves():
            return
        words = [self._may_be_said(page, key, shown)]
        if _name(page, key) != self._named:
            words = [self._news, _sentence(wording.title(page)), wording.place(page), *words]
            self._named, self._news = _name(page, key), ""
        if said := " ".join(filter(None, words)):
            self._voice.focus(said)

    def typed(self, page: Page, before: str) -> None:
        """Letters were typed; `before` is what stands before the caret."""
        how = self._value("say_private_typing" if page.private else "say_typing")
        if not self.on or self._quiet() or page.secret or not before or how == "nothing":
            return
        if self._reader_speaks():
            return
        if how == "letters":
            self._voice.focus(before[-1])
        elif not before[-1].isalnum() and before[:-1].split() and before[-2:-1].isalnum():
            self._voice.focus(before[:-1].rsplit(maxsplit=1)[-1])

    def _says_moves(self) -> bool:
        return self._value("say_moves") != "off" and not self._reader_speaks()

    def _reader_speaks(self) -> bool:
        """Whether a screen reader says what happens, so that the voice keeps out of its way."""
        return self._value("say_moves") == "auto" and self._voice.reader_runs

    def _value(self, name: str) -> str:
        return chosen(self._settings, name)

    def _may_be_said(self, page: Page, key: Key, shown: str) -> str:
        row = next((row for row in rows(page) if wording.row(row) == shown), None)
        if page.private and key not in self._yes:
            return _guarded(page, row, shown)
        if row is None:
            return shown
        return _sentence(wording.with_state(_spoken(row), wording.spoken_state(row)))


def _spoken(row: Row) -> str:
    number = str(row.number)
    return f"{number}. {wording.row(row).removeprefix(number).strip()}"


def _guarded(page: Page, row: Row | None, shown: str) -> str:
    """What may be said of a private page without a yes: the program's own words."""
    if row is None:
        return shown if shown in _frame(page) else ""
    number = str(row.number)
    if _is_own(page, row):
        return _("{number}. Your own words.").format(number=number)
    return f"{number}. {wording.one_line(row.label)}"


def _is_own(page: Page, row: Row) -> bool:
    """Whether a row of a private page may hold the member's words."""
    match row.event:
        case Pressed(action="write_board"):
            return False  # the name of a text box
        case Pressed(action=action):
            return row.label != _(spec(action).label)
        case Chose(key=key):
            return any(isinstance(b, Choice) and b.own and b.key == key for b in page.blocks)
        case None:
            return False


def _frame(page: Page) -> set[str]:
    names = {wording.title(page), wording.place(page)}
    for entry in always(page):
        names |= {wording.label(entry.label), wording.key_row(entry.key, entry.label)}
    return names


def _name(page: Page, key: Key) -> tuple[object, ...]:
    once = [b for b in page.blocks if isinstance(b, Line | Quote)] if page.read_at_once else []
    return (*key, page.title, page.place, *once)


def _sentence(words: str) -> str:
    return words if not words or words[-1] in ".!?" else f"{words}."
