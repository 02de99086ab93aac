"""Two workers for one voice: one that speaks, and a warm spare to take its place.

It belongs to the speaker's thread. What workers say reaches it through `post`.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic

from msgspec.structs import asdict

from companion.speech.backends import Manner
from companion.speech.process import Message, Worker
from companion.speech.spawning import Spawning, Start

DEATHS = 3  # of workers one after the other; then the next backend is tried
TRY_AGAIN_AFTER = 30.0  # seconds without a voice
Post = Callable[..., None]  # post(function, *arguments): to be called on the speaker's thread


class Crew:
    """The workers of the best backend that works here; `speaker` is told what becomes of them."""

    def __init__(
        self,
        post: Post,
        backends: Sequence[str],
        start: Start,
        env: Mapping[str, str],
        speaker: "Listener",
    ) -> None:
        self._all = tuple(backends)
        self._backends = deque(backends)
        self._speaker = speaker
        self._owed = 0
        self._deaths = 0
        self._worked = False  # something was said to its end, in this run
        self._gave_up = 0.0  # when the last backend was
        self._manner = Manner()
        self.current: Worker | None = None
        self.spare: Worker | None = None
        self._spawning = Spawning(
            start, env, partial(post, self._arrived), partial(post, self._hear)
        )

    @property
    def backend(self) -> str:
        """The backend that speaks, or is tried now; "" when none is left."""
        return self._backends[0] if self._backends else ""

    @property
    def ready(self) -> Worker | None:
        """The worker that speaks, once it is ready."""
        return self.current if self.current is not None and self.current.ready else None

    def set(self, manner: Manner) -> None:
        """Speak like this from now on."""
        self._manner = manner
        for worker in (self.current, self.spare):
            if worker is not None and worker.ready:
                worker.send(op="set", manner=asdict(manner))

    def refill(self) -> None:
        """See to it that there is a worker and a spare, or that they are being started."""
        here = sum(worker is not None for worker in (self.current, self.spare))
        for _count in range(2 - here - self._owed):
            if self.backend:
                self._owed += 1
                self._spawning.order(self.backend)

    def hush(self) -> None:
        """Stop the worker that speaks, as its voice wants it."""
        worker = self.current
        if worker is None:
            return
        if worker.ready and worker.stops == "ask":
            worker.send(op="stop")
        else:
            self._replace(worker)

    def hangs(self) -> None:
        """The worker that speaks does not, or played nothing: it counts as a death.

        Its spare goes too, since what it hangs on may be the same.
        """
        self._end_both()
        self._died()
        self.refill()

    def works(self) -> None:
        """It spoke to the end."""
        self._deaths = 0
        self._worked = True

    def try_again(self) -> bool:
        """Whether there is a backend, if need be by going through all of them again.

        That is done where one has worked before: then it was the sound that broke, and it
        may be back.
        """
        if not self.backend and self._worked and monotonic() - self._gave_up > TRY_AGAIN_AFTER:
            self._backends.extend(self._all)
            self.refill()
        return bool(self.backend)

    @property
    def since(self) -> float:
        """When the worker that is to speak was started, or now."""
        return self.current.since if self.current is not None else monotonic()

    def close(self) -> None:
        """End every worker."""
        self._backends.clear()
        self._spawning.close()
        self.current = self.spare = None

    def _replace(self, worker: Worker) -> None:
        worker.end()
        self.current, self.spare = self.spare, None
        self.refill()

    def _end_both(self) -> None:
        for worker in (self.current, self.spare):
            if worker is not None:
                worker.end()
        self.current = self.spare = None

    # What workers say.

    def _arrived(self, worker: Worker | None, name: str) -> None:
        self._owed -= 1
        if worker is None:
            self._give_up(name)
        elif name != self.backend or None not in (self.current, self.spare):
            worker.end()
        elif self.current is None:
            self.current = worker
            self._tell_ready()
        else:
            self.spare = worker

    def _hear(self, worker: Worker, message: Message) -> None:
        match message:
            case {"ev": "ready"}:
                worker.got_ready(message)
                worker.send(op="set", manner=asdict(self._manner))
                self._tell_ready()
            case {"ev": "fail"}:
                worker.asked = True
                self._give_up(worker.backend)
            case {"ev": "gone"}:
                self._gone(worker)
            case _ if worker is self.current:
                self._speaker.hear(message)

    def _tell_ready(self) -> None:
        if self.ready is not None:
            self._speaker.can_speak()

    def _gone(self, worker: Worker) -> None:
        self._spawning.gone(worker)
        worker.close()  # here, and not where it reads: nothing may be sent meanwhile
        current = worker is self.current
        if current:
            self.current, self.spare = self.spare, None
        elif worker is self.spare:
            self.spare = None
        if not worker.asked:
            if current:
                self._speaker.lost()
            self._died()
        self.refill()
        if current:
            self._tell_ready()

    def _died(self) -> None:
        self._deaths += 1
        if self._deaths >= DEATHS and self.backend:
            self._give_up(self.backend)

    def _give_up(self, name: str) -> None:
        """Go on with the next backend; what the speaker wants to say waits for it."""
        if name != self.backend:
            return
        self._backends.popleft()
        self._deaths = 0
        self._end_both()
        if self.backend:
            self.refill()
        else:
            self._gave_up = monotonic()
            self._speaker.silent()


class Listener:
    """What a crew tells the speaker; always on the speaker's thread."""

    def can_speak(self) -> None:
        """There is a worker that is ready."""
        raise NotImplementedError

    def hear(self, message: Message) -> None:
        """The worker that speaks says how far it is."""
        raise NotImplementedError

    def lost(self) -> None:
        """The worker that speaks ended by itself."""
        raise NotImplementedError

    def silent(self) -> None:
        """No backend is left."""
        raise NotImplementedError
