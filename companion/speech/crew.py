"""Two workers for one voice: one that speaks, and a warm spare to take its place.

It belongs to the speaker's thread. Processes are started on another one, since that takes
time; what workers say reaches the speaker through `post`.
"""

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from queue import SimpleQueue
from time import monotonic

from msgspec.structs import asdict

from companion.speech.backends import Manner
from companion.speech.process import Message, Worker, wipe_left_over

DEATHS = 3  # of workers one after the other; then the next backend is tried
TRY_AGAIN_AFTER = 30.0  # seconds without a voice
Post = Callable[..., None]  # post(function, *arguments): to be called on the speaker's thread
Start = Callable[[str], list[str]]  # the command that starts a worker for a backend


class Crew:
    """The workers of the best backend that works here.

    `on_ready` is called when the worker that speaks is ready; `on_message` with what it
    says; `on_lost` when it ended by itself; `on_silent` once no backend is left.
    """

    def __init__(
        self,
        post: Post,
        backends: Sequence[str],
        start: Start,
        env: Mapping[str, str],
        speaker: "Listener",
    ) -> None:
        self._post = post
        self._all = tuple(backends)
        self._backends = deque(backends)
        self._start = start
        self._env = env
        self._speaker = speaker
        self._orders: SimpleQueue[str] = SimpleQueue()  # "" ends the thread
        self._owed = 0
        self._deaths = 0
        self._worked = False  # something was said to its end, in this run
        self._gave_up = 0.0  # when the last backend was
        self._manner = Manner()
        self._lock = threading.Lock()  # for the two below: the spawning thread adds
        self._alive: set[Worker] = set()
        self._closed = False
        self.current: Worker | None = None
        self.spare: Worker | None = None
        self._spawning = threading.Thread(target=self._spawn, name="speech spawn", daemon=True)
        self._spawning.start()

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
                self._orders.put(self.backend)

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
        for worker in (self.current, self.spare):
            if worker is not None:
                self._end(worker)
        self.current = self.spare = None
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
        self._orders.put("")
        with self._lock:
            self._closed = True
            alive = list(self._alive)
        for worker in alive:
            self._end(worker)
        for worker in alive:
            worker.wait(1.0)
        self.current = self.spare = None
        self._spawning.join(1.0)  # what it was just starting it ends

    def _replace(self, worker: Worker) -> None:
        self._end(worker)
        self.current, self.spare = self.spare, None
        self.refill()

    @staticmethod
    def _end(worker: Worker) -> None:
        worker.asked = True
        if worker.stops == "ask":  # its sound lives elsewhere, and must be told
            worker.send(op="stop")
            worker.close()
        else:
            worker.kill()

    # Starting, and what workers say.

    def _spawn(self) -> None:
        wipe_left_over()
        while (name := self._orders.get()) and not self._closed:
            try:
                worker = Worker(name, self._start(name), self._told, self._env)
            except OSError:
                self._post(self._arrived, None, name)
            else:
                self._add(worker)
                self._post(self._arrived, worker, name)

    def _add(self, worker: Worker) -> None:
        with self._lock:
            self._alive.add(worker)
            if not self._closed:
                return
        self._end(worker)
        worker.wait(1.0)

    def _told(self, worker: Worker, message: Message) -> None:
        self._post(self._hear, worker, message)

    def _arrived(self, worker: Worker | None, name: str) -> None:
        self._owed -= 1
        if worker is None:
            self._give_up(name)
        elif name != self.backend or None not in (self.current, self.spare):
            self._end(worker)
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
        with self._lock:
            self._alive.discard(worker)
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
        for worker in (self.current, self.spare):
            if worker is not None:
                self._end(worker)
        self.current = self.spare = None
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
