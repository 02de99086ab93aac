"""Starts workers on a thread of its own, since that takes time."""

import threading
from collections.abc import Callable, Mapping
from queue import SimpleQueue

from companion.speech.process import Message, Worker, wipe_left_over

Start = Callable[[str], list[str]]  # the command that starts a worker for a backend


class Spawning:
    """Starts workers, and knows which are alive.

    `arrived(worker, backend)` gets each worker, or None where it could not be started;
    `told(worker, message)` what workers say. Both are called on other threads.
    """

    def __init__(
        self,
        start: Start,
        env: Mapping[str, str],
        arrived: Callable[[Worker | None, str], None],
        told: Callable[[Worker, Message], None],
    ) -> None:
        self._start = start
        self._env = env
        self._arrived = arrived
        self._told = told
        self._orders: SimpleQueue[str] = SimpleQueue()  # "" ends the thread
        self._lock = threading.Lock()  # for the two below
        self._alive: set[Worker] = set()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="speech spawn", daemon=True)
        self._thread.start()

    def order(self, backend: str) -> None:
        """Start a worker for a backend."""
        self._orders.put(backend)

    def gone(self, worker: Worker) -> None:
        """A worker has ended."""
        with self._lock:
            self._alive.discard(worker)

    def close(self) -> None:
        """End every worker, also the one that is being started."""
        self._orders.put("")
        with self._lock:
            self._closed = True
            alive = list(self._alive)
        for worker in alive:
            worker.end()
        for worker in alive:
            worker.wait(1.0)
        self._thread.join(1.0)

    def _run(self) -> None:
        wipe_left_over()
        while (name := self._orders.get()) and not self._closed:
            try:
                worker = Worker(name, self._start(name), self._told, self._env)
            except OSError:
                self._arrived(None, name)
            else:
                self._add(worker)
                self._arrived(worker, name)

    def _add(self, worker: Worker) -> None:
        with self._lock:
            self._alive.add(worker)
            if not self._closed:
                return
        worker.end()
        worker.wait(1.0)
