"""What waits at the same moment is done together, in one thread and one transaction.

A disk takes about as long to keep twenty contributions for good as to keep one, and a look at
the database tells twenty callers the same. Nobody waits for others to come: what is to be done
begins at once, and those who come meanwhile are the next. Where it has to wait itself until it
is its turn, those who come until then go along.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from anyio import to_thread

_In = TypeVar("_In")
_Out = TypeVar("_Out")
Do = Callable[[Callable[[], list[_In]]], Sequence[_Out | Exception]]


class Together(Generic[_In, _Out]):
    """Calls `do` in a thread with a function that takes all that wait, at most `most`: it is to
    be called once. `do` gives an outcome for each, in their order. An outcome that is an
    exception is raised to its caller alone, and one that `do` raises to all of them. What a
    caller sees, happened after it called, if it happened after `do` had taken it.
    """

    def __init__(self, do: Do[_In, _Out], most: int) -> None:
        self._do = do
        self._most = most
        self._waiting: list[tuple[_In, asyncio.Future[_Out]]] = []
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, one: _In) -> _Out:
        """Wait until it is done, with whatever else waits."""
        future: asyncio.Future[_Out] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, future))
        if self._task is None:
            self._task = asyncio.create_task(self._go())
        return await future

    async def _go(self) -> None:
        try:
            while self._waiting:
                for future, outcome in await to_thread.run_sync(self._some):
                    if future.done():  # who called has gone
                        continue
                    if isinstance(outcome, Exception):
                        future.set_exception(outcome)
                    else:
                        future.set_result(outcome)
        finally:
            self._task = None
            for _one, future in self._waiting:  # only where all is being ended
                future.cancel()

    def _some(self) -> list[tuple[asyncio.Future[_Out], _Out | Exception]]:
        """Do some, in a thread."""
        futures: list[asyncio.Future[_Out]] = []

        def take() -> list[_In]:
            some = self._waiting[: self._most]
            del self._waiting[: len(some)]  # no more: another may have come just now
            futures.extend(future for _one, future in some)
            return [one for one, _future in some]

        try:
            outcomes = self._do(take)
        except Exception as error:
            if not futures:
                take()
            outcomes = [error] * len(futures)
        return list(zip(futures, outcomes, strict=True))
