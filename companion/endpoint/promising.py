"""What the community promised, and whether it kept it. What is late says so by itself."""

from datetime import date

from sqlalchemy import Connection, insert, update

from companion.endpoint.days import Clock, day_of
from companion.endpoint.describing_community import all_promises
from companion.endpoint.easy import require_easy
from companion.endpoint.publishing import publish
from companion.endpoint.tables import promises
from companion.plainwords.characters import without_controls
from companion.problems import Problem
from companion.wire.community import Promise, PromiseState, promise_on


def add_promise(connection: Connection, words: str, until: date, clock: Clock) -> int:
    """Publish a promise; its number.

    Raises Problem("nothing_written") or ("endpoint_hard").
    """
    words = _clean(words)
    made = connection.execute(
        insert(promises).values(words=words, until=until.isoformat(), state="open", told="")
    )
    publish(connection, clock())
    return int((made.inserted_primary_key or (0,))[0])


def settle_promise(
    connection: Connection, number: int, state: PromiseState, clock: Clock, told: str = ""
) -> None:
    """Say how a promise stands, and why. `told` is needed where it was not kept.

    Raises Problem("endpoint_no_promise"), ("nothing_written") or ("endpoint_hard").
    """
    told = _clean(told) if told.strip() or state in ("late", "changed") else ""
    where = promises.c.number == number
    if not connection.execute(
        update(promises).where(where).values(state=state, told=told)
    ).rowcount:
        raise Problem("endpoint_no_promise", number=number)
    publish(connection, clock())


def promises_now(connection: Connection, clock: Clock) -> list[tuple[int, Promise]]:
    """The promises with their numbers and how they stand today, the newest first."""
    day = day_of(clock())
    return [(number, promise_on(one, day)) for number, one in all_promises(connection)]


def _clean(words: str) -> str:
    clean = without_controls(words).strip()
    if not clean:
        raise Problem("nothing_written")
    require_easy(clean)
    return clean
