"""The loop that every front end shares: a page out, an event in, wishes granted.

A front end shows `page`, sends events, and ends when `stopped` is true or `way` is no
longer its own. Problems become a notice on the page; nothing typed is ever dropped.
"""

from collections.abc import Callable
from typing import Any, assert_never

from msgspec import Struct
from msgspec.structs import replace

from companion.aloud import MENUS, Aloud, Key
from companion.domain.choices import SETTINGS, value_of
from companion.domain.journal import Entry
from companion.domain.notes import Note
from companion.page.blocks import Notice, Page
from companion.page.events import Back, Chose, Deleted, Event, Left, Pressed, Saved
from companion.page.wishes import (
    Delete,
    DropDraft,
    Go,
    GoBack,
    GoHome,
    HushRoom,
    KeepDraft,
    Keeping,
    KeepSettings,
    MarkRead,
    ReadAloud,
    Save,
    SayToRoom,
    Speaking,
    Stop,
    Tell,
    TryVoice,
    Undelete,
    Wish,
)
from companion.pages import find_route
from companion.plainwords.messages import _
from companion.ports import Kept, Mark, Ports
from companion.problems import Problem

WAYS = ("screen", "reader", "plain")
ALWAYS: dict[str, Wish] = {
    "back": GoBack(),
    "home": GoHome(),
    "hide": Go("hidden"),
    "stop": Stop(),
}


SIZES = {"larger": +1, "smaller": -1}


class _Place(Struct):
    """One page on the way here. `arg` is what it was opened for, `visit` which one this is."""

    route: str
    state: Any
    arg: str = ""
    visit: int = 0


class Session:
    """One member's run of the program, whatever the front end."""

    def __init__(self, ports: Ports, route: str = "home", arg: str = "") -> None:
        self._ports = ports
        self._trail: list[_Place] = []
        self._visits = 0
        self._unsaved: dict[str, Save] = {}
        self._undrafted: KeepDraft | None = None
        self._warned = False
        self._aloud = Aloud(ports)
        self._told: Notice | None = None  # the notice that the voice was given last
        self.notice: Notice | None = None
        self.stopped = False
        self._go(Go(route, arg))

    @property
    def way(self) -> str:
        """How the member wants to use the program: one of WAYS, or "" while unknown."""
        return self._ports.settings.get("way")

    @property
    def text_size(self) -> str:
        """The text size of the ordinary look: "normal", "spaced", "large" or "giant"."""
        return value_of("text_size", self._ports.settings.get("text_size"))

    @property
    def letters(self) -> str:
        """The kind of blocks that large letters are drawn with: "quadrants", ..."""
        return value_of("letters", self._ports.settings.get("letters"))

    @property
    def one_line(self) -> bool:
        """Whether the screen shows only the line where the member is."""
        return value_of("show_lines", self._ports.settings.get("show_lines")) == "one"

    @property
    def theme(self) -> str:
        """The colours of the full screen, a value of the setting; "" while none was chosen."""
        return self._ports.settings.get("theme")

    @property
    def width(self) -> int:
        """How many letters a line may have in plain lines; 0 leaves sentences whole."""
        kept = self._ports.settings.get("width")
        return int(kept) if kept.isdecimal() else 0

    @property
    def page(self) -> Page:
        """The page as it is now, with what just happened as its first block."""
        place = self._trail[-1]
        page = find_route(place.route).view(place.state)
        if self._aloud.on:
            page = replace(page, voice_on=True)
        if self.notice is None or place.route == "hidden":
            return page
        return replace(page, blocks=(self.notice, *page.blocks))

    @property
    def lost_words(self) -> bool:
        """True if the session ended, or would end now, with words that are not saved."""
        return bool(self._unsaved)

    @property
    def last_words(self) -> str:
        """The one sentence to leave with. It never holds a member's words."""
        if self.lost_words:
            return _("We could not save your last words.")
        return _("Your words are safe. Goodbye.")

    def send(self, event: Event) -> None:
        """Tell the page what happened, and do what it then asks for."""
        if isinstance(event, Chose | Pressed):
            self.notice = self._told = None
        if isinstance(event, Pressed):
            self._press(event)
        else:
            self._grant_all(self._take(event))
        self._tell_voice()

    def _press(self, pressed: Pressed) -> None:
        if pressed.action in ALWAYS or pressed.action == "help":
            self._grant(self._always(pressed.action))
        elif pressed.action in SIZES:
            self._grant_all(self._resize(SIZES[pressed.action]))
        elif self._aloud.does(pressed.action, self.page):
            page, key = self._read_page()
            self._grant_all(self._aloud.act(pressed, page, key))
        else:
            self._grant_all(self._take(pressed))

    def _resize(self, by: int) -> tuple[Wish, ...]:
        """Words one step larger (+1) or smaller (-1), at once and kept."""
        sizes = SETTINGS["text_size"]
        at = sizes.index(self.text_size) + by
        if not 0 <= at < len(sizes):
            return (Tell(_("This is the largest.") if by > 0 else _("This is the smallest.")),)
        told = () if self.way == "screen" else (Tell(_("This is for the screen with big words.")),)
        return KeepSettings((("text_size", sizes[at]),)), *told

    # The voice.

    def hush(self) -> None:
        """A key was pressed, or a line came: what is read aloud stops, before all else."""
        self._aloud.hush()

    def was_hushed(self) -> bool:
        """Whether something was read aloud when `hush` was called since the last event."""
        return self._aloud.was_hushed()

    def moved_to(self, shown: str) -> None:
        """The member moved to words that are shown."""
        if self._trail[-1].route != "hidden":
            self._aloud.focus(self.page, self._key(self._trail[-1]), shown)

    def printed(self) -> None:
        """The page was printed, in lines."""
        if self._trail[-1].route != "hidden":
            self._aloud.arrives(self.page, self._key(self._trail[-1]))

    def typed(self, before: str) -> None:
        """Letters were typed; `before` is what stands before the caret."""
        self._aloud.typed(self.page, before)

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when `mark` or `hear` may have something new."""
        self._aloud.listen(heard)

    def hear(self) -> bool:
        """Show on the page what went wrong with the voice. False where nothing did."""
        troubles = self._aloud.troubles()
        if troubles:
            self.notice = Notice("problem", " ".join(troubles))
            if self._trail[-1].route == "speak":
                self._take(Pressed("show_words"))  # others can read what they did not hear
        return bool(troubles)

    @property
    def mark(self) -> Mark | None:
        """The sentence that is being read aloud, to mark it."""
        return self._aloud.mark

    def _tell_voice(self) -> None:
        if self._trail[-1].route == "hidden":
            self._aloud.hide()
        elif self._aloud.on and not self.stopped:
            notice = self.notice.text if self.notice and self.notice != self._told else ""
            self._told = self.notice
            self._aloud.shows(self.page, self._key(self._trail[-1]), notice)

    def _read_page(self) -> tuple[Page, Key]:
        """The page that is read: the one below, where this is a page about another."""
        place = next(p for p in reversed(self._trail) if p.route not in MENUS)
        return find_route(place.route).view(place.state), self._key(place)

    @staticmethod
    def _key(place: _Place) -> Key:
        """What names a page for the voice. What is new has no name: each visit is another."""
        opened = (place.route, place.arg)
        if opened == ("note", "") or place.arg.partition(" ")[0] in ("new", "for", "draft"):
            return place.route, f"{place.arg} {place.visit}"
        return opened

    def _speak(self, wish: Speaking) -> None:
        match wish:
            case ReadAloud():
                self._aloud.said_yes(*self._read_page())
            case TryVoice():
                self._aloud.try_out()
            case SayToRoom(line=line):
                self._aloud.to_room(line)
            case HushRoom():
                self._aloud.hush_room()
            case _:
                assert_never(wish)

    def try_again(self) -> bool:
        """Try to keep typed text that could not be kept. True while it still cannot."""
        if self._undrafted is not None and self._grant(self._undrafted):
            self.notice = None
        return self._undrafted is not None

    def end_of_input(self) -> None:
        """Nobody is there any more: keep everything and stop. Never taken as a yes."""
        self._warned = True
        self._grant(Stop())

    def _always(self, action: str) -> Wish:
        if action != "help":
            return ALWAYS[action]
        place = self._trail[-1]
        return Go("help", page=find_route(place.route).view(place.state))

    def _take(self, event: Event) -> tuple[Wish, ...]:
        place = self._trail[-1]
        place.state, wishes = find_route(place.route).take(place.state, event)
        return wishes

    def _grant_all(self, wishes: tuple[Wish, ...]) -> bool:
        """Grant wishes in order; the first that fails is told and ends it."""
        return all(self._grant(wish) for wish in wishes)

    def _grant(self, wish: Wish) -> bool:
        try:
            self._do(wish)
        except Problem as problem:
            self.tell(problem)
            return False
        return True

    def say(self, words: str) -> None:
        """Say something on the page, where nothing else is said already."""
        self.notice = self.notice or Notice("good", words)

    def tell(self, problem: Problem) -> None:
        """Say on the page what is wrong and what to do."""
        self.notice = Notice("problem", f"{problem.say} {problem.next}")

    def _do(self, wish: Wish) -> None:
        match wish:
            case Go():
                self._go(wish)
            case GoBack():
                self._back()
            case GoHome():
                self._home()
            case Stop():
                self._stop()
            case Tell(text=text):
                self.notice = Notice("good", text)
            case ReadAloud() | TryVoice() | SayToRoom() | HushRoom():
                self._speak(wish)
            case _:
                self._keep(wish)

    def _keep(self, wish: Keeping) -> None:
        match wish:
            case KeepSettings(choices=choices):
                self._keep_settings(choices)
            case KeepDraft(draft_id=draft_id, about=about, text=text):
                self._undrafted = wish
                self._ports.drafts.keep(draft_id, about, text)
                self._undrafted = None
            case DropDraft(draft_id=draft_id):
                self._ports.drafts.drop(draft_id)
            case Save():
                self._save(wish)
            case Delete(thing=thing):
                self._table(thing).delete(thing.id)
                self._take(Deleted(thing.id))
            case Undelete(thing=thing):
                self._table(thing).undelete(thing.id)
                self._take(Back(thing.id))
            case MarkRead(session_id=session_id):
                self._ports.sessions.mark_read(session_id)
            case _:
                assert_never(wish)

    def _table(self, thing: Note | Entry) -> Kept[Note] | Kept[Entry]:
        return self._ports.notes if isinstance(thing, Note) else self._ports.journal

    def _keep_settings(self, choices: tuple[tuple[str, str], ...]) -> None:
        failed: Problem | None = None
        for name, value in choices:  # each counts for this run, also where it cannot be kept
            try:
                self._ports.settings.put(name, value)
            except Problem as problem:
                failed = problem
        self._aloud.refresh()
        if failed:
            raise failed

    def _save(self, wish: Save) -> None:
        stored: Note | Entry
        if isinstance(wish.thing, Note):
            stored = self._ports.notes.save(wish.thing)
        else:
            stored = self._ports.journal.save(wish.thing)
        self._ports.drafts.drop(wish.draft_id)
        if self._undrafted is not None and self._undrafted.draft_id == wish.draft_id:
            self._undrafted = None
        self._grant_all(self._take(Saved(wish.draft_id, stored)))

    # Moving between pages. Leaving never fails: what cannot be saved now stays in memory,
    # is told, and is tried again at each later step.

    def _go(self, wish: Go) -> None:
        state = find_route(wish.route).open(self._ports, wish)
        self._leave()
        routes = [place.route for place in self._trail]
        if wish.after in routes:
            del self._trail[routes.index(wish.after) + 1 :]
        self._visits += 1
        self._trail.append(_Place(wish.route, state, wish.arg, self._visits))

    def _back(self) -> None:
        if len(self._trail) == 1:
            return self._home()
        self._leave()
        self._trail.pop()
        place = self._trail[-1]
        place.state = find_route(place.route).again(self._ports, place.state)
        return None

    def _home(self) -> None:
        self._leave()
        self._trail = [_Place("home", find_route("home").open(self._ports, Go("home")))]

    def _leave(self) -> None:
        if not self._trail:
            return
        wishes = self._take(Left())
        fresh = {w.draft_id: w for w in wishes if isinstance(w, Save)}
        waiting = [w for draft_id, w in self._unsaved.items() if draft_id not in fresh]
        self._unsaved = {w.draft_id: w for w in [*waiting, *fresh.values()]}
        for wish in (*waiting, *wishes):
            if not self._grant(wish):
                break
            if isinstance(wish, Save):
                del self._unsaved[wish.draft_id]
        if not self._unsaved:
            self._warned = False

    def _stop(self) -> None:
        self._leave()
        if self._unsaved and not self._warned:
            self._warned = True  # told once; the second "stop" is a clear yes
            return
        self.stopped = True
