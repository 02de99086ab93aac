"""Grants what pages wish for: moves between pages, keeps words, speaks.

Leaving a page never fails: what cannot be saved now stays in memory, is told, and is tried
again at each later step.

No page behind a closed lock opens: the lock is asked for first. Where it closes, the way back
is forgotten, since the pages on it may show what is locked now.
"""

from typing import TYPE_CHECKING, Any, assert_never

from msgspec import Struct

from companion.aloud import MENUS, Aloud, Key
from companion.domain.connections import Arrived
from companion.exchange import Exchange
from companion.locking import granted
from companion.making import Workshop
from companion.page.blocks import HIDDEN, Notice, Page
from companion.page.events import Back, Deleted, Event, Left, Saved
from companion.page.wishes import (
    CloseLock,
    Copy,
    Delete,
    DropDraft,
    Go,
    GoBack,
    GoHome,
    Hide,
    HushRoom,
    KeepDraft,
    Keeping,
    KeepSettings,
    Locking,
    Making,
    MarkRead,
    Moving,
    Outside,
    PlayFile,
    ReadAloud,
    Record,
    Save,
    SayToRoom,
    Sharing,
    Speaking,
    Stop,
    Tell,
    TryVoice,
    Undelete,
    Wish,
)
from companion.pages import find_route
from companion.ports import Kept, Ports
from companion.pressing import Pressing
from companion.problems import Problem

if TYPE_CHECKING:
    from companion.page.events import Thing


class Place(Struct):
    """One page on the way here. `arg` is what it was opened for, `visit` which one this is."""

    route: str
    state: Any
    arg: str = ""
    visit: int = 0


class Granting:
    """The way through the pages so far, and what is still to be saved on it."""

    def __init__(self, ports: Ports, route: str = "home", arg: str = "") -> None:
        self._ports = ports
        self._trail: list[Place] = []
        self._visits = 0
        self._unsaved: dict[str, Save] = {}
        self._undrafted: KeepDraft | None = None
        self._warned = False
        self._lock_waits = False  # it closes when all words are kept
        self._locked_again = False
        self._workshop = Workshop(ports)
        self._aloud = Aloud(ports, lambda: self._workshop.busy)
        self._exchange = Exchange(ports)
        self.pressing = Pressing(ports.settings)
        self._arrived = Arrived()  # from the community, and not said yet
        self._told: Notice | None = None  # the notice that the voice was given last
        self.notice: Notice | None = None
        self.stopped = False
        self._go(Go(route, arg))

    @property
    def lost_words(self) -> bool:
        """True if the session ended, or would end now, with words that are not saved."""
        return bool(self._unsaved)

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

    def unsay(self, words: str) -> None:
        """Take back what was said, where it still stands on the page."""
        if self.notice == Notice("good", words):
            self.notice = None

    def tell(self, problem: Problem) -> None:
        """Say on the page what is wrong and what to do."""
        self.notice = Notice("problem", f"{problem.say} {problem.next}")

    def _do(self, wish: Wish) -> None:
        if isinstance(wish, Tell):
            self.notice = Notice("good", wish.text)
        elif isinstance(wish, Moving):
            self._move(wish)
        elif isinstance(wish, Speaking):
            self._speak(wish)
        elif isinstance(wish, Sharing):
            self._share(wish)
        elif isinstance(wish, Making):
            self._make(wish)
        elif isinstance(wish, Locking):
            self._grant_all(self._take(granted(self._ports, wish)))
        elif isinstance(wish, Outside):
            self._outside(wish)
        else:
            self._keep(wish)

    def _move(self, wish: Moving) -> None:
        match wish:
            case Go():
                self._go(wish)
            case GoBack():
                self._back()
            case GoHome():
                self._home()
            case Hide() | CloseLock():
                then = wish.then if isinstance(wish, CloseLock) else None
                self._lock_again(then or Go(HIDDEN), below=then is not None)
            case Stop():
                self._stop()
            case _:
                assert_never(wish)

    def _outside(self, wish: Outside) -> None:
        desktop = self._ports.desktop()
        if isinstance(wish, Copy):
            desktop.copy(wish.text)
        else:
            desktop.set_reminding(wish.on)

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

    def _table(self, thing: "Thing") -> "Kept[Any]":
        from companion.domain.notes import Note  # noqa: PLC0415 - the first page needs neither
        from companion.domain.shares import Share  # noqa: PLC0415

        if isinstance(thing, Share):
            return self._ports.shares
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
        stored: Thing = self._table(wish.thing).save(wish.thing)
        self._saved(Saved(wish.draft_id, stored))

    def _share(self, wish: Sharing) -> None:
        done = self._exchange.grant(wish)
        if isinstance(done, Saved):
            self._saved(done)
        elif done is not None:
            self._grant_all(self._take(done))

    def _make(self, wish: Making) -> None:
        if isinstance(wish, Record | PlayFile):
            self._aloud.hide()  # what is recorded or heard is the member's voice alone
        done = self._workshop.grant(wish)
        if done is not None:
            self._grant_all(self._take(done))

    def _saved(self, saved: Saved) -> None:
        self._ports.drafts.drop(saved.draft_id)
        if self._undrafted is not None and self._undrafted.draft_id == saved.draft_id:
            self._undrafted = None
        self._grant_all(self._take(saved))

    # Moving between pages.

    def _go(self, wish: Go) -> None:
        if find_route(wish.route).locked(wish) and not self._open_lock():
            wish = Go("unlock", then=wish)
        state = find_route(wish.route).open(self._ports, wish)
        self._leave()
        routes = [place.route for place in self._trail]
        if wish.after in routes:
            del self._trail[routes.index(wish.after) + 1 :]
        elif wish.instead:
            self._trail.pop()
        self._visits += 1
        self._trail.append(Place(wish.route, state, wish.arg, self._visits))

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
        self._trail = [Place("home", find_route("home").open(self._ports, Go("home")))]

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
            if self._lock_waits and self._undrafted is None:
                self._close()

    # The lock.

    def _open_lock(self) -> bool:
        """Whether the journal's lock is open. One that waits to close lets nobody in."""
        if self._lock_waits and self._ports.lock.kind:
            self._leave()
            if self._lock_waits:
                raise Problem("journal_locked")
        return self._ports.lock.open

    def _lock_again(self, then: Go, *, below: bool = True) -> None:
        """Keep what was typed, lock, and forget the way here; `below`: home lies below `then`."""
        self._lock_waits = True  # words that cannot be kept now could not be kept behind it
        self._leave()
        self._trail = []
        if below:
            self._home()
        self._go(then)

    def _close(self) -> None:
        self._ports.lock.close()
        self._lock_waits = False
        self._aloud.end_yes()
        self._locked_again = True

    def _stop(self) -> None:
        self._leave()
        if self._unsaved and not self._warned:
            self._warned = True  # told once; the second "stop" is a clear yes
            return
        self.stopped = True

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

    def _read_page(self) -> tuple[Page, Key]:
        """The page that is read: the one below, where this is a page about another."""
        place = next(p for p in reversed(self._trail) if p.route not in MENUS)
        return find_route(place.route).view(place.state), self._key(place)

    @staticmethod
    def _key(place: Place) -> Key:
        """What names a page for the voice. What is new has no name: each visit is another."""
        opened = (place.route, place.arg)
        if opened == ("note", "") or place.arg.partition(" ")[0] in ("new", "for", "draft"):
            return place.route, f"{place.arg} {place.visit}"
        return opened
