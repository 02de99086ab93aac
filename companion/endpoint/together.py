"""What waits at the same moment is done together, in one thread and one transaction.

A disk takes about as long to keep twenty contributions for good as to keep one, and a look at
the database tells twenty callers the same. Nobody waits for others to come: the first is begun
at once, and those who come meanwhile are the next.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from anyio import to_thread

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class Together(Generic[_In, _Out]):
    """Calls `do` with all that wait, at most `most` at a time; it gives an outcome for each, in
    their order. An outcome that is an exception is raised to its caller alone, and one that `do`
    raises to all of them. What a caller sees, happened after it called.
    """

    def __init__(self, do: Callable[[list[_In]], Sequence[_Out | Exception]], most: int) -> None:
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
                some = self._waiting[: self._most]
                del self._waiting[: self._most]
                ones = [one for one, _future in some]
                for (_one, future), outcome in zip(some, await self._done(ones), strict=True):
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

    async def _done(self, ones: list[_In]) -> Sequence[_Out | Exception]:
        try:
            return await to_thread.run_sync(self._do, ones)
        except Exception as error:
            return [error] * len(ones)
