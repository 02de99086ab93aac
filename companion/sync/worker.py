"""Talks with the community on a thread of its own (ports.Sync), so that nobody waits for it."""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from companion.domain.connections import Arrived, Offer
from companion.problems import Problem

# They load the store of words and httpx, which a companion without a community never needs, and
# the first page waits for neither.
if TYPE_CHECKING:
    from companion.sync.course import Asker
    from companion.sync.round import Round

_BUSY_PAUSE = 1.0  # seconds until another companion may be done with its step
_OPENING = 2.0  # seconds that belong to the first page
_END = 0.3  # seconds that the end of the program waits for a step to see that it is stopped


class SyncWorker:
    """Does rounds: when it is told to, and later when something waits.

    `make_round` makes one for who asks; `look` is companion.sync.looking.look without its words.
    """

    def __init__(
        self,
        make_round: "Callable[[Asker], Round]",
        look: Callable[[str, str, Event], Offer],
        now: Callable[[], datetime],
        chance: Callable[[], float],
    ) -> None:
        self._make_round, self._look = make_round, look
        self._now, self._chance = now, chance
        self._stopped, self._wanted = Event(), Event()
        self._turn = Lock()
        self._thread: Thread | None = None
        self._looking = 0
        self._progress = ""
        self._arrived = Arrived()
        self._found: Offer | Problem | None = None
        self._heard: Callable[[], None] = lambda: None
        self._in_vain = 0
        self._fetch = True  # what is new is still to be got
        self._asked = False  # the member asked for a try, which is still to be made

    def opened(self) -> None:
        """The companion opens: go once the first page stands."""
        self._start(_OPENING)

    def go(self) -> None:
        """Send what waits and get what is new, soon."""
        self._wanted.set()
        self._start(None)

    def _start(self, wait: float | None) -> None:
        with self._turn:
            alive = self._thread is not None and self._thread.is_alive()
            if not alive and not self._stopped.is_set():
                self._thread = Thread(target=self._work, args=(wait,), name="sync", daemon=True)
                self._thread.start()

    def look(self, address: str, code: str) -> None:
        """Look what a community is. A look that was asked for before is forgotten."""
        with self._turn:
            self._looking += 1
            self._found = None
            asked = (address, code, self._looking)
        Thread(target=self._find, args=asked, name="look", daemon=True).start()

    def looked(self) -> Offer | Problem | None:
        """What the look found, once."""
        with self._turn:
            found, self._found = self._found, None
            return found

    def progress(self) -> str:
        """What it does now, in plain words, or ""."""
        return self._progress

    def arrived(self) -> Arrived:
        """What came since the last call."""
        with self._turn:
            came, self._arrived = self._arrived, Arrived()
            return came

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when there is something new."""
        self._heard = heard

    def close(self) -> None:
        """Stop at once. What was not sent waits for the next time."""
        self._heard = lambda: None
        self._stopped.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(_END)

    def _work(self, wait: float | None) -> None:
        self._fetch = True
        while not self._stopped.is_set():
            if self._wanted.wait(wait):
                self._asked = self._fetch = True
            self._wanted.clear()
            if not self._stopped.is_set():
                wait = self._round()

    def _round(self) -> float | None:
        """One round. Returns the seconds until the next one; None: not until it is asked for."""
        from companion.sync.course import Asker  # noqa: PLC0415 - see above

        try:
            one = self._make_round(Asker(self._stopped, self._tell_progress, self._wanted.is_set))
            outcome = one.go(fetch=self._fetch, asked=self._asked)
        except Problem as problem:
            # The disk is full, or the key cannot be had.
            self._in_vain += 1
            if self._in_vain == 1:
                self._came(Arrived(problems=(f"{problem.say} {problem.next}",)))
            self._fetch = True
            return self._pause()
        self._came(outcome.arrived)
        self._fetch &= not outcome.fetched
        if outcome.busy:
            self._in_vain = 1
            return _BUSY_PAUSE
        self._asked = False
        self._in_vain = 0 if outcome.reached else self._in_vain + 1
        self._fetch = self._in_vain > 0
        until = outcome.due or outcome.held
        due = (until - self._now()).total_seconds() if until else None
        if self._in_vain:
            return max(self._pause(), due or 0)
        return None if due is None else max(due, 0)

    def _pause(self) -> float:
        from companion.sync.plan import pause  # noqa: PLC0415 - see above

        return pause(self._in_vain, self._chance()).total_seconds()

    def _find(self, address: str, code: str, number: int) -> None:
        found: Offer | Problem
        try:
            found = self._look(address, code, self._stopped)
        except Problem as problem:
            found = problem
        with self._turn:
            if number != self._looking or self._stopped.is_set():
                return
            self._found = found
        self._heard()

    def _tell_progress(self, words: str) -> None:
        self._progress = words
        self._heard()

    def _came(self, arrived: Arrived) -> None:
        if arrived:
            with self._turn:
                self._arrived = self._arrived.plus(arrived)
            self._heard()
