"""What waits at the same moment is done together, and each gets its own outcome."""

import asyncio
import threading
from collections.abc import Callable

import httpx
from sqlalchemy import select

from companion.endpoint.app import Bounds, make_app
from companion.endpoint.codes import end_code
from companion.endpoint.database import Database
from companion.endpoint.receiving import Arrival, Kept, OtherBytes, digest_of, receive_all
from companion.endpoint.receiving import understood as read
from companion.endpoint.tables import contributions
from companion.endpoint.together import Together
from tests.endpoint.senders import SetClock, contribution, pass_of, publish_now, put, refused


class Doing:
    """Takes what waits once it is its turn, goes on when it may, and gives back twice each
    number; 13 is refused."""

    def __init__(self) -> None:
        self.turn, self.may = threading.Event(), threading.Event()
        self.turn.set()
        self.done: list[list[int]] = []

    def __call__(self, take: Callable[[], list[int]]) -> list[int | Exception]:
        self.turn.wait(30)
        ones = take()
        self.may.wait(30)
        self.done.append(ones)
        if 99 in ones:
            raise OSError
        return [ValueError() if one == 13 else 2 * one for one in ones]


async def test_those_who_come_meanwhile_are_the_next_and_all_get_their_own() -> None:
    doing = Doing()
    together = Together(doing, 3)
    calls = [asyncio.create_task(together(1))]
    while not together._task:
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)  # the first is under way, alone
    calls += [asyncio.create_task(together(number)) for number in (2, 13, 4, 5)]
    await asyncio.sleep(0)
    calls[3].cancel()
    doing.may.set()
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert doing.done == [[1], [2, 13, 4], [5]]
    assert outcomes[:2] == [2, 4]
    assert isinstance(outcomes[2], ValueError)
    assert isinstance(outcomes[3], asyncio.CancelledError)
    assert outcomes[4] == 10
    assert await together(6) == 12


async def test_those_who_come_before_its_turn_go_along() -> None:
    doing = Doing()
    doing.turn.clear()
    doing.may.set()
    together = Together(doing, 10)
    calls = [asyncio.create_task(together(1))]
    await asyncio.sleep(0.05)  # it waits for its turn
    calls.append(asyncio.create_task(together(2)))
    await asyncio.sleep(0)
    doing.turn.set()
    assert await asyncio.gather(*calls) == [2, 4]
    assert doing.done == [[1, 2]]


async def test_where_its_turn_does_not_come_all_who_wait_are_told() -> None:
    def fails(_take: Callable[[], list[int]]) -> list[int | Exception]:
        raise OSError

    together = Together(fails, 1)
    outcomes = await asyncio.gather(together(1), together(2), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OSError, OSError]


async def test_what_fails_for_all_is_told_to_all_and_not_to_the_next() -> None:
    doing = Doing()
    doing.may.set()
    together = Together(doing, 10)
    outcomes = await asyncio.gather(together(99), together(1), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OSError, OSError]
    assert await together(1) == 2


def test_some_at_once_are_as_some_one_after_the_other(database: Database, clock: SetClock) -> None:
    first, second = contribution(), contribution()
    bodies = [read(one.body, digest_of(one.body)) for one in (first, second)]
    arrivals = [
        Arrival(first.trail, bodies[0], 1),
        Arrival(second.trail, bodies[1], 1),
        Arrival(first.trail, bodies[0], 1),
        Arrival(first.trail, bodies[1], 1),
    ]
    with database.writing() as connection:
        outcomes = receive_all(connection, arrivals, clock)
        rows = connection.execute(select(contributions.c.trail)).all()
    assert [type(one) for one in outcomes] == [Kept, Kept, Kept, OtherBytes]
    assert [one.is_new for one in outcomes if isinstance(one, Kept)] == [True, True, False]
    assert len(rows) == 2


async def test_a_pass_that_was_right_is_refused_once_its_code_ended(
    client: httpx.AsyncClient, database: Database
) -> None:
    assert (await put(client, contribution())).status_code == 201
    with database.writing() as connection:
        end_code(connection, 1, "2026-06-20")
    assert refused(await put(client, contribution())) == (403, "code-wrong")


async def test_what_another_worker_published_is_read_soon(
    database: Database, clock: SetClock
) -> None:
    bounds = Bounds(spare=0, look_seconds=0.2)
    app = make_app(database, clock=clock, bounds=bounds)
    headers = {"Companion-Pass": pass_of(database)}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://endpoint", headers=headers
    ) as client:
        before = await client.get("/v1/trails")
        await put(client, contribution())
        publish_now(database, clock)  # as another worker would
        async with asyncio.timeout(20):
            while (await client.get("/v1/trails")).content == before.content:
                await asyncio.sleep(0.05)
