"""The loop that every front end shares: a page out, an event in, wishes granted.

A front end shows `page`, sends events, and ends when `stopped` is true or `way` is no
longer its own. Problems become a notice on the page; nothing typed is ever dropped.
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from companion.aloud import ACTIONS as OF_THE_VOICE
from companion.boarding import Boarding
from companion.domain.choices import SETTINGS, chosen
from companion.domain.connections import Arrived
from companion.domain.supporter import supporter
from companion.page.arrivals import arrived_in_words
from companion.page.blocks import HIDDEN, Notice, Page
from companion.page.events import Came, Chose, Doing, Event, Looked, NotMade, Pressed
from companion.page.wishes import Go, GoBack, GoHome, Hide, KeepSettings, Stop, Tell, Wish
from companion.pages import find_route
from companion.pages.go import going
from companion.plainwords.messages import _
from companion.ports import Mark, TextFiles
from companion.problems import Problem

WAYS = ("screen", "reader", "plain")
ALWAYS: dict[str, Wish] = {
    "back": GoBack(),
    "home": GoHome(),
    "hide": Hide(),
    "go": Go("go"),
    "stop": Stop(),
}
# Pages where nobody types, on which what came from the community is told.
TELLING = ("home", "community", "sent", "sent_one", "take_back")
SIZES = {"larger": +1, "smaller": -1}


class Session(Boarding):
    """One member's run of the program, whatever the front end."""

    @property
    def way(self) -> str:
        """How the member wants to use the program: one of WAYS, or "" while unknown."""
        return self._ports.settings.get("way")

    @property
    def text_size(self) -> str:
        """The text size of the ordinary look: "normal", "spaced", "large" or "giant"."""
        return chosen(self._ports.settings, "text_size")

    @property
    def letters(self) -> str:
        """The kind of blocks that large letters are drawn with: "quadrants", ..."""
        return chosen(self._ports.settings, "letters")

    @property
    def one_line(self) -> bool:
        """Whether the screen shows only the line where the member is."""
        return chosen(self._ports.settings, "show_lines") == "one"

    @property
    def high_lines(self) -> bool:
        """Whether plain lines are twice as high, which not every terminal can."""
        return chosen(self._ports.settings, "high_lines") == "on"

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
        page = self._page_for_keys()
        if self._aloud.on:
            page = replace(page, voice_on=True)
        if self.notice is None or page.hidden:
            return page
        return replace(page, blocks=(self.notice, *page.blocks))

    def further(self) -> Iterator[Page]:
        """Turn to each page of a text after this one. The session then stands on the last."""
        while (place := self.page.place) is not None and place[0] < place[1]:
            self.send(Pressed("next_page"))
            if self.page.place == place:
                return  # this page cannot be turned
            yield self.page

    @property
    def way_here(self) -> list[str]:
        """The names of the pages that Back leads to, the first one first."""
        return [find_route(p.route).view(p.state).title for p in self._trail[:-1]]

    @property
    def files(self) -> TextFiles:
        """Where a text goes that the member asks to have as a file."""
        return self._ports.files

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
        if self._on_board(event):
            pass
        elif isinstance(event, Pressed):
            self._press(event)
        else:
            self._grant_all(self._take(event))
        self._tell_arrived()
        self._tell_voice()

    def _press(self, pressed: Pressed) -> None:
        if pressed.action == "go" and pressed.arg:  # the page was named
            self._grant_all(going(pressed.arg))
        elif pressed.action in ALWAYS or pressed.action == "help":
            self._grant(self._always(pressed.action))
        elif pressed.action in SIZES:
            self._grant_all(self._resize(SIZES[pressed.action]))
        elif pressed.action in OF_THE_VOICE and self._aloud.does(pressed.action, self.page):
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

    def hush_room(self) -> bool:
        """Stop what the room hears. False where it heard nothing."""
        return self._aloud.hush_room()

    @property
    def talking(self) -> bool:
        """Whether something is being said now, to the member or to the room."""
        return self._aloud.talking

    def moved_to(self, shown: str) -> None:
        """The member moved to words that are shown."""
        if self._may_speak:
            self._aloud.focus(self.page, self._key(self._trail[-1]), shown)

    def printed(self) -> None:
        """The page was printed, in lines."""
        if self._may_speak:
            self._aloud.arrives(self.page, self._key(self._trail[-1]))

    def typed(self, before: str) -> None:
        """Letters were typed; `before` is what stands before the caret."""
        if self._may_speak:
            self._aloud.typed(self.page, before)

    @property
    def _may_speak(self) -> bool:
        """Whether the rules of the voice need to see the page: that takes time at each key."""
        return self._aloud.on and self._trail[-1].route != HIDDEN

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when `mark` or `hear` may have something new."""
        self._aloud.listen(heard)
        self._workshop.listen(heard)
        self._exchange.listen(heard)

    @property
    def nothing_to_tell(self) -> bool:
        """Whether home has nothing to tell of the words, of what came and of what was shared."""
        home = find_route("home").open(self._ports, Go("home"))
        return not home.trouble and home.seen is None

    def look_again(self) -> bool:
        """Look at what the first page left for later. True where that changes the page."""
        place, before = self._trail[-1], self.page
        if place.route == "home":
            place.state = find_route("home").again(self._ports, place.state)
        return self.page != before

    def hear(self) -> bool:
        """Take in what came from elsewhere: from the voice, from the community, and from what
        is made of a file.

        False where nothing did.
        """
        came = self._hear_community()
        ended = self._hear_recording() or self._hear_made() or self._hear_not_shown()
        return self._hear_voice() or came or ended

    def _hear_recording(self) -> bool:
        """A recording that has ended by itself is kept as if the member had stopped it."""
        if not self._workshop.ended or self._trail[-1].route != "share_file":
            return False
        self._grant_all(self._take(Pressed("stop_recording")))
        return True

    @property
    def making(self) -> bool:
        """Whether this page waits for a file that is being made: who leaves it gives it up."""
        return self._workshop.making

    def _hear_made(self) -> bool:
        try:
            kept = self._workshop.made()
        except Problem as problem:
            self._grant_all(self._take(NotMade()))
            self.tell(problem)
            return True
        if kept is not None:
            self._grant_all(self._take(kept))
        return kept is not None

    def _hear_not_shown(self) -> bool:
        failed = self._workshop.not_shown
        if failed:
            self.tell(Problem("no_viewer"))
        return failed

    def _hear_community(self) -> bool:
        """The page hears what came; what is to be told waits for a page that is for it.

        True where that changes the page.
        """
        news = list(self._exchange.news())
        if not news:  # the voice calls often, and a page takes time to make
            return False
        before = self.page
        for one in news:
            if isinstance(one, Came | Doing):
                self._grant_all(self._take(one))
                if isinstance(one, Came):
                    self._arrived = self._arrived.plus(one.arrived)
            elif self._trail[-1].route == "connect":  # who has left it asks no more
                self._hear_look(one)
        self._tell_arrived()
        return self.page != before

    @property
    def looking(self) -> bool:
        """Whether this page waits for what is found at an address."""
        return self._exchange.looking and self._trail[-1].route == "connect"

    def _hear_look(self, found: Looked | Problem) -> None:
        if isinstance(found, Problem):
            self.tell(found)
        else:
            self._grant_all(self._take(found))

    def _tell_arrived(self) -> None:
        """Say in a quiet line what came, on a page that is for it."""
        place = self._trail[-1]
        if place.route not in TELLING or not self._arrived:
            return
        arrived, self._arrived = self._arrived, Arrived()
        if supporter(self._ports.settings) != "nobody":
            arrived = arrived.for_everyone
        place.state = find_route(place.route).again(self._ports, place.state)
        if words := arrived_in_words(arrived):
            self.say(words)

    def _hear_voice(self) -> bool:
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
        if self._trail[-1].route == HIDDEN:
            self._aloud.hide()
        elif self._aloud.on and not self.stopped:
            notice = self.notice.text if self.notice and self.notice != self._told else ""
            self._told = self.notice
            self._aloud.shows(self.page, self._key(self._trail[-1]), notice)

    def try_again(self) -> bool:
        """Try to keep typed text that could not be kept. True while it still cannot."""
        if self._undrafted is not None and self._grant(self._undrafted):
            self.notice = None
        return self._undrafted is not None

    def was_locked(self) -> bool:
        """Whether the journal was locked again since this was asked last."""
        locked, self._locked_again = self._locked_again, False
        return locked

    def end_of_input(self) -> None:
        """Nobody is there any more: keep everything and stop. Never taken as a yes."""
        self._warned = True
        self._grant(Stop())

    def _always(self, action: str) -> Wish:
        if action != "help":
            return ALWAYS[action]
        place = self._trail[-1]
        return Go("help", page=self.pressing.keyed(find_route(place.route).view(place.state)))
