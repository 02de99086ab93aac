"""What an endpoint does by itself: before it serves, each minute, each day, and at its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread

from companion.endpoint.database import Database, NotNow
from companion.endpoint.days import Clock, today
from companion.endpoint.keeping import purge
from companion.endpoint.publishing import publish, publish_due
from companion.endpoint.taking_back import replay
from companion.endpoint.telling import Log

_TELL_EVERY = 3600.0  # seconds between two lines with counts
_TRIES, _PAUSE = 30, 1.0  # seconds between tries to begin: a server may be starting as we are


@asynccontextmanager
async def running(
    database: Database, clock: Clock, publish_seconds: float, log: Log
) -> AsyncIterator[None]:
    """Make ready; then do the chores until the app ends."""
    await _begun(database, clock)
    chores = asyncio.create_task(_forever(database, clock, publish_seconds, log))
    try:
        yield
    finally:
        chores.cancel()
        await asyncio.gather(chores, return_exceptions=True)
        log.tell_counts()
        database.close()


async def _begun(database: Database, clock: Clock) -> None:
    for left in reversed(range(_TRIES)):
        try:
            return await to_thread.run_sync(lambda: _before(database, clock))
        except NotNow:
            if not left:
                raise
        await asyncio.sleep(_PAUSE)
    return None


def _before(database: Database, clock: Clock) -> None:
    replay(database, clock())
    purge(database, clock)
    with database.writing() as connection:  # an older program may have made fewer files
        publish(connection, clock())
    _publish(database, clock)


async def _forever(database: Database, clock: Clock, seconds: float, log: Log) -> None:
    purged_on, untold = today(clock), 0.0
    while True:
        await asyncio.sleep(seconds)
        try:
            await to_thread.run_sync(lambda: _publish(database, clock))
            if purged_on != today(clock):
                await to_thread.run_sync(lambda: purge(database, clock))
                purged_on = today(clock)
        except Exception as error:  # a full disk now may be an empty one in a minute
            log.went_wrong(error)
        untold += seconds
        if untold >= _TELL_EVERY:
            log.tell_counts()
            untold = 0.0


def _publish(database: Database, clock: Clock) -> None:
    publish_due(database, clock())
    database.leave_nothing(patience=0.5)
