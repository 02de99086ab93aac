"""The published files in the memory of a worker, for as long as nothing else is published."""

import time
from collections.abc import Callable, Sequence

from companion.endpoint.database import Database, fact
from companion.endpoint.publishing import File, file_named
from companion.endpoint.refusing import Refused
from companion.endpoint.together import Together

_MOST_AT_ONCE = 200


class Files:
    """The files. Whatever worker has published, after `seconds` the next one who asks gets what
    is new: the database is asked for its stamp, once for all who wait."""

    def __init__(self, database: Database, seconds: float) -> None:
        self._database = database
        self._seconds = seconds
        self._stamp, self._looked = "", float("-inf")
        self._kept: dict[str, File] = {}
        self._asked = Together(self._look, _MOST_AT_ONCE)

    async def named(self, name: str) -> File:
        """A file. Raises Refused("not-found") or NotNow."""
        if time.monotonic() - self._looked < self._seconds and (kept := self._kept.get(name)):
            return kept
        return await self._asked(name)

    def _look(self, take: Callable[[], list[str]]) -> Sequence[File | Exception]:
        begun, names = time.monotonic(), take()
        with self._database.reading() as connection:
            stamp = fact(connection, "published")
            if stamp != self._stamp:
                self._stamp, self._kept = stamp, {}
            found: dict[str, File | Exception] = {}
            for name in names:
                file = self._kept.get(name) or file_named(connection, name)
                found[name] = file or Refused("not-found")
                if file:
                    self._kept[name] = file
        self._looked = begun
        return [found[name] for name in names]
