"""The speaker: says texts through worker processes. No call waits, and none raises.

One thread owns all that changes; calls and the workers' messages reach it through a queue.
To stop, the worker is killed, and a warm spare takes its place: no library stops faster.
"""

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from companion.speech.backends import Manner, order
from companion.speech.crew import Crew, Listener
from companion.speech.process import Message, command
from companion.speech.spawning import Start
from companion.speech.utterances import (
    NEXT,
    NOW,
    READY_WITHIN,
    Event,
    Utterance,
    begins_within,
)

COALESCE = 0.07  # seconds; focus that moves faster is spoken only where it rests


class Speaker(Listener):
    """Says texts one at a time.

    `on_event` is called on the speaker's own thread. `backends` are names to try, the best
    first; `start` gives the command of a worker (tests start another program).
    """

    def __init__(
        self,
        on_event: Callable[[Event], None],
        *,
        manner: Manner | None = None,
        backends: Sequence[str] = (),
        start: Start = command,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._on_event = on_event
        self._manner = manner or Manner()
        self._calls: SimpleQueue[tuple[Callable[..., None], tuple[Any, ...]]] = SimpleQueue()
        self._numbers = count(1)
        self._now: Utterance | None = None
        self._sent = False  # to a worker
        self._begun = 0.0  # when its sound began, or 0
        self._asked = 0.0  # when it was handed over
        self._unheard = 0.0  # seconds that others were waited for, since a sound began
        self._awake = False  # something was heard already
        self._waiting: deque[Utterance] = deque()
        self._resting: Utterance | None = None  # focus that may move on
        self._focused = 0.0
        self._due: dict[Callable[[], None], float] = {}
        self._open = True
        self._crew = Crew(self._post, backends or order(), start, env or {}, self)
        self._post(self._crew.set, self._manner)
        self._post(self._crew.refill)
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    # Calls, from any thread.

    @property
    def backend(self) -> str:
        """The name of the backend that speaks, or is tried now; "" where there is none."""
        return self._crew.backend

    @property
    def talking(self) -> bool:
        """Whether something is being said, or will be."""
        asked = not self._calls.empty()
        return asked or self._now is not None or self._resting is not None

    def say(self, text: str, when: str = NOW, pause: float = 0.0) -> int:
        """Say a text. Returns the number its events carry.

        `when` is NOW (in place of everything else), NEXT (after what is being said) or
        NORMAL (after all that waits).
        """
        said = Utterance(next(self._numbers), text, pause)
        self._post(self._say, said, when)
        return said.number

    def focus(self, text: str) -> int:
        """Say what has the focus now, unless it moves on at once."""
        said = Utterance(next(self._numbers), text)
        self._post(self._focus, said, monotonic())
        return said.number

    def stop(self) -> None:
        """Fall silent at once, and forget what waits."""
        self._post(self._stop)

    def set(self, manner: Manner) -> None:
        """Speak like this from the next utterance on."""
        self._post(self._set, manner)

    def close(self) -> None:
        """Fall silent and end every process."""
        self._post(self._close)
        self._thread.join(3.0)

    def _post(self, function: Callable[..., None], *arguments: object) -> None:
        self._calls.put((function, arguments))

    # All below runs on the speaker's own thread.

    def _run(self) -> None:
        while self._open:
            first = min(self._due, key=self._due.__getitem__, default=None)
            left = None if first is None else max(0.0, self._due[first] - monotonic())
            try:
                function, arguments = self._calls.get(timeout=left)
            except Empty:
                assert first is not None  # noqa: S101 - only then is there a time limit
                del self._due[first]
                function, arguments = first, ()
            function(*arguments)

    def _say(self, said: Utterance, when: str) -> None:
        if when == NOW:
            self._stop()
        if not self._crew.try_again():
            self._on_event(Event("silent", said.number))
            return
        if when == NEXT:
            self._waiting.appendleft(said)
        else:
            self._waiting.append(said)
        if self._now is None:
            self._go_on()

    def _focus(self, said: Utterance, at: float) -> None:
        moving = at - self._focused < COALESCE
        self._stop()
        self._focused = at
        if moving:
            self._resting = said
            self._due[self._rested] = at + COALESCE
        else:
            self._say(said, NOW)

    def _rested(self) -> None:
        said, self._resting = self._resting, None
        if said is not None:
            self._say(said, NOW)

    def _stop(self) -> None:
        self._waiting.clear()
        self._resting = None
        if self._now is not None and self._sent:
            if not self._begun:
                self._unheard += monotonic() - self._asked
            self._crew.hush()
        self._forget()

    def _forget(self) -> None:
        self._now = None
        self._due.clear()

    def _set(self, manner: Manner) -> None:
        self._manner = manner
        self._crew.set(manner)

    def _close(self) -> None:
        self._stop()
        self._crew.close()
        self._open = False

    def _go_on(self) -> None:
        """Say what waits first, after its pause."""
        if not self._waiting:
            return
        self._now, self._sent, self._begun = self._waiting.popleft(), False, 0.0
        if self._now.pause:
            self._due[self.can_speak] = monotonic() + self._now.pause
        else:
            self.can_speak()

    def can_speak(self) -> None:
        """Hand over what is to be said now, unless that is done or its pause still runs."""
        if self._now is None or self._sent or self.can_speak in self._due:
            return
        worker = self._crew.ready
        if worker is None:
            self._due[self._hangs] = self._crew.since + READY_WITHIN
            return
        worker.send(op="say", id=self._now.number, text=self._now.text)
        self._sent, self._asked = True, monotonic()
        within = begins_within(self._unheard, awake=self._awake)
        self._due[self._hangs] = self._asked + within

    def hear(self, message: Message) -> None:
        """The worker tells how far it is."""
        if self._now is None or not self._sent or message.get("id") != self._now.number:
            return
        match message:
            case {"ev": "begin"}:
                self._awake, self._unheard = True, 0.0
                self._begun = monotonic()
                self._tell("begin")
            case {"ev": "word", "at": int(at), "len": int(letters)}:
                self._tell("word", at, letters)
            case {"ev": "end"}:
                self._ended()
                return
        worker = self._crew.current
        words = worker is not None and "words" in worker.can
        patience = self._now.patience(self._manner.rate, tells_words=words)
        self._due[self._hangs] = monotonic() + patience

    def _ended(self) -> None:
        said = self._now
        assert said is not None  # noqa: S101 - the caller has looked
        if not self._begun or monotonic() - self._begun < said.least(self._manner.rate):
            self._hangs()  # it played nothing
            return
        self._crew.works()
        self._forget()
        self._on_event(Event("end", said.number))
        if self._now is None:
            self._go_on()

    def _hangs(self) -> None:
        self._break_off()
        self._crew.hangs()

    def lost(self) -> None:
        """The worker ended by itself. What it was not yet given another one says."""
        if self._sent:
            self._break_off()

    def _break_off(self) -> None:
        """Nothing more is said until somebody asks."""
        said, self._unheard = self._now, 0.0
        self._waiting.clear()
        self._forget()
        if said is not None:
            self._on_event(Event("lost", said.number))

    def silent(self) -> None:
        """There is no voice."""
        self._waiting.clear()
        self._forget()
        self._on_event(Event("silent"))

    def _tell(self, kind: str, at: int = 0, letters: int = 0) -> None:
        assert self._now is not None  # noqa: S101 - the caller has looked
        self._on_event(Event(kind, self._now.number, at, letters))
