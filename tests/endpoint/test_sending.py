"""A contribution comes in once, as it was sent, and what is none is refused."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from sqlalchemy import select

from companion.endpoint.app import Bounds, make_app
from companion.endpoint.database import Database
from companion.endpoint.tables import contributions
from companion.wire.contributions import LARGEST
from companion.wire.trails import Mark
from tests.endpoint.places import only_sqlite
from tests.endpoint.senders import (
    KIND,
    SetClock,
    base64_of,
    contribution,
    pass_of,
    publish_now,
    put,
    refused,
    trails_of,
)
from tests.small_disks import disk_of


async def test_what_came_is_kept_byte_for_byte(
    client: httpx.AsyncClient, database: Database
) -> None:
    sent = contribution("Café, हिन्दी, 🙂\n\nand a break.")
    answer = await put(client, sent)
    assert (answer.status_code, answer.json()) == (
        201, {"day": "2026-06-19", "promise": "2026-07-03", "held": []},
    )  # fmt: skip
    with database.reading() as connection:
        assert list(connection.scalars(select(contributions.c.body))) == [sent.body]


async def test_the_same_again_is_safe_and_gets_the_same_receipt(
    client: httpx.AsyncClient, clock: SetClock
) -> None:
    sent = contribution()
    first = await put(client, sent)
    clock.move(days=3)
    again = await put(client, sent)
    assert (again.status_code, again.json()) == (200, first.json())


async def test_other_bytes_with_the_same_id_are_refused(client: httpx.AsyncClient) -> None:
    sent = contribution()
    await put(client, sent)
    other = sent._replace(body=contribution("Other words.").body)
    assert refused(await put(client, other)) == (409, "other-bytes")


async def test_the_same_sent_ten_times_at_once_is_there_once(
    client: httpx.AsyncClient, database: Database
) -> None:
    sent = contribution()
    answers = await asyncio.gather(*(put(client, sent) for _time in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    with database.reading() as connection:
        assert len(connection.execute(select(contributions)).all()) == 1


async def test_a_day_is_a_day_in_london(client: httpx.AsyncClient, clock: SetClock) -> None:
    clock.move(hours=13, minutes=30)  # 23:30 in UTC, half past midnight in summer
    assert (await put(client, contribution())).json()["day"] == "2026-06-20"


async def test_got_is_on_its_trail(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    sent = contribution()
    await put(client, sent)
    publish_now(database, clock)
    trail = (await trails_of(client))[sent.trail]
    assert (trail.marks, trail.promise) == ((Mark("got", "2026-06-19"),), "2026-07-03")


def _other(**fields: object) -> bytes:
    said = msgspec.json.decode(contribution().body)
    return msgspec.json.encode({**said, **fields})


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"[]", b"\xff\xfe", b"[" * 60_000, b'{"version":1}',
        _other(version=2), _other(kind="poem"), _other(weather="sunny"),
        _other(take_back="short"), _other(take_back="Z" * 64),
        _other(reply_to="?"), _other(reply_to=base64_of(31)), _other(reply_to=base64_of(33)),
        _other(words=7), b'{"words":"\\ud800"}',
    ],
)  # fmt: skip
async def test_what_is_no_contribution_is_refused(
    client: httpx.AsyncClient, database: Database, body: bytes
) -> None:
    answer = await put(client, contribution()._replace(body=body))
    assert refused(answer) == (400, "not-understood")
    with database.reading() as connection:
        assert connection.execute(select(contributions)).first() is None


async def test_fuzzed_bodies_end_in_a_plain_refusal(client: httpx.AsyncClient) -> None:
    import random

    chance = random.Random(7)  # the same each time
    for _round in range(150):
        sent = contribution("x" * chance.randrange(40))
        body = bytearray(sent.body)
        for _flip in range(chance.randrange(1, 6)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        del body[chance.randrange(len(body)) :]
        answer = await put(client, sent._replace(body=bytes(body)))
        assert answer.status_code == 201 or refused(answer) == (400, "not-understood")


@pytest.mark.parametrize(
    "kind", ["", "application/json", "text/plain", f"{KIND['Content-Type']}.5", "a;b;c"]
)
async def test_another_kind_is_refused(client: httpx.AsyncClient, kind: str) -> None:
    answer = await put(client, contribution(), **{"Content-Type": kind})
    assert refused(answer) == (415, "not-this-kind")


async def test_a_packed_body_is_refused(client: httpx.AsyncClient) -> None:
    answer = await put(client, contribution(), **{"Content-Encoding": "gzip"})
    assert refused(answer) == (415, "not-this-kind")


@pytest.mark.parametrize("name", ["x", "A" * 26, "a" * 27, "..%2f..", "a" * 25 + "1"])
async def test_what_is_no_id_is_refused(client: httpx.AsyncClient, name: str) -> None:
    answer = await put(client, contribution()._replace(id=name))
    assert refused(answer)[0] in (400, 404)


async def test_too_large_is_refused_told_or_not(client: httpx.AsyncClient) -> None:
    sent = contribution("x" * LARGEST)
    assert refused(await put(client, sent)) == (413, "too-large")

    async def pieces() -> AsyncIterator[bytes]:
        for _piece in range(1_000_000):
            yield b"x" * 1_000

    answer = await client.put(sent.path, content=pieces(), headers=KIND)
    assert refused(answer) == (413, "too-large")


async def test_a_body_that_dawdles_is_refused(client: httpx.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.05)

    answer = await client.put(contribution().path, content=pieces(), headers=KIND)
    assert refused(answer) == (408, "too-slow")
    assert answer.headers["retry-after"]


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    with disk_of("1m", tmp_path) as place:
        yield place


async def test_a_full_disk_refuses_and_keeps_what_it_has(full_disk: Path, clock: SetClock) -> None:
    from companion.endpoint.codes import new_code
    from companion.endpoint.founding import found

    made = found(f"sqlite:///{full_disk / 'endpoint.db'}", {"name": "Small"}, clock)
    with made.writing() as connection:
        new_code(connection, "2026-06-19")
    app = make_app(made, clock=clock, bounds=Bounds(spare=0))
    kept = []
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://endpoint",
        headers={"Companion-Pass": pass_of(made)},
    ) as client:
        while (answer := await put(client, sent := contribution("x" * 30_000))).is_success:
            kept.append(sent.body)
        assert refused(answer) == (507, "no-room")
        assert refused(await client.get("/readyz")) == (503, "not-now")
        assert (await client.get("/v1/community")).status_code == 200
    with made.reading() as connection:
        assert list(connection.scalars(select(contributions.c.body))) == kept
    assert kept
    made.close()


@only_sqlite
async def test_it_refuses_before_the_disk_is_full(database: Database, clock: SetClock) -> None:
    app = make_app(database, clock=clock, bounds=Bounds(spare=2**62))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://endpoint") as client:
        assert refused(await put(client, contribution())) == (507, "no-room")
        assert refused(await client.get("/readyz")) == (503, "not-now")
        assert (await client.get("/healthz")).json() == {"state": "running"}


async def test_a_code_lets_in_only_so_much_at_once(
    client: httpx.AsyncClient, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion.endpoint import receiving
    from companion.endpoint.limits import Limit

    monkeypatch.setattr(receiving, "contributions_with", lambda n: Limit(f"code {n}", 1000, 3))
    for _one in range(3):
        assert (await put(client, contribution())).status_code == 201
    answer = await put(client, contribution())
    assert refused(answer) == (429, "too-many")
    assert int(answer.headers["retry-after"]) > 0
    clock.move(seconds=1)
    assert (await put(client, contribution())).status_code == 201
