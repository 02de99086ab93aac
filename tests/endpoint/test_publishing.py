"""What is published: signed, made once for each change, small, and telling nobody's apart."""

import gzip

import httpx
import pytest
from sqlalchemy import insert, select

from companion.endpoint import publishing
from companion.endpoint.answering import set_status
from companion.endpoint.database import Database
from companion.endpoint.keeping import purge
from companion.endpoint.publishing import ALL_IN_ONE, FEWEST, digits_for, file_named
from companion.endpoint.replying import reply
from companion.endpoint.tables import contributions, published
from companion.problems import Problem
from companion.wire import trails
from companion.wire.sealed import unseal
from companion.wire.signing import verify
from companion.wire.tokens import new_id, trail_of
from companion.wire.trails import Mark
from tests.endpoint.senders import (
    SetClock,
    community_of,
    contribution,
    publish_now,
    put,
    refused,
    trails_of,
)

BYTES_EACH_WAY = 500


def head_bytes(headers: httpx.Headers) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.raw)


async def test_nothing_new_is_one_short_answer(client: httpx.AsyncClient) -> None:
    first = await client.get("/v1/community")
    again = await client.get("/v1/community", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert head_bytes(again.headers) + 60 < BYTES_EACH_WAY
    assert head_bytes(again.request.headers) + 60 < BYTES_EACH_WAY
    assert "max-age" in again.headers["cache-control"]


@pytest.mark.parametrize("known", ["W/{}", '"x", {}', "*"])
async def test_other_ways_to_say_what_is_known(client: httpx.AsyncClient, known: str) -> None:
    tag = (await client.get("/v1/community")).headers["etag"]
    answer = await client.get("/v1/community", headers={"If-None-Match": known.format(tag)})
    assert answer.status_code == 304


async def test_zipped_and_plain_are_the_same(client: httpx.AsyncClient) -> None:
    plain = await client.get("/v1/community", headers={"Accept-Encoding": "gzip;q=0, br"})
    zipped = await client.get("/v1/community", headers={"Accept-Encoding": "br, GZIP"})
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.content == plain.content
    assert zipped.headers["etag"] == plain.headers["etag"]
    head = await client.head("/v1/community")
    assert (head.status_code, head.content) == (200, b"")


async def test_a_file_is_made_for_a_change_and_not_for_a_look(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    first = (await client.get("/v1/community")).content
    clock.move(days=2)
    publish_now(database, clock)
    assert (await client.get("/v1/community")).content == first
    before = await community_of(client)
    await put(client, contribution())
    publish_now(database, clock)
    after = await community_of(client)
    assert after.version > before.version
    assert after.trails > before.trails
    assert after.made == "2026-06-21"


async def test_versions_grow_also_within_one_minute_and_after_a_restore(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    versions = []
    for _round in range(4):
        await put(client, contribution())
        publish_now(database, clock)
        versions.append((await community_of(client)).trails)
    assert versions == sorted(set(versions))
    clock.move(days=30)  # an endpoint restored from a copy of long ago
    await put(client, contribution())
    publish_now(database, clock)
    assert (await community_of(client)).trails > versions[-1] + 1_000


async def test_a_trail_says_what_happened_in_its_order(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    sent = contribution()
    await put(client, sent)
    with database.writing() as connection:
        set_status(connection, 1, Mark("read", ""), clock)
        clock.move(days=4)
        set_status(connection, 1, Mark("not-changed", "", "The room costs too much."), clock,
                   promise="2026-08-01")  # fmt: skip
    trail = (await trails_of(client))[sent.trail]
    assert [(mark.status, mark.day) for mark in trail.marks] == [
        ("got", "2026-06-19"), ("read", "2026-06-19"), ("not-changed", "2026-06-23"),
    ]  # fmt: skip
    assert (trail.marks[2].words, trail.promise) == ("The room costs too much.", "2026-08-01")


async def test_a_reply_is_for_its_sender_unless_it_is_for_all(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    sent, other = contribution(), contribution()
    for one in (sent, other):
        await put(client, one)
    with database.writing() as connection:
        reply(connection, 1, "Thank you.", clock, for_all=False)
        reply(connection, 1, "There will be a quiet room.", clock, for_all=True)
    alone, for_all = (await trails_of(client))[sent.trail].replies
    assert (alone.words, unseal(alone.box, sent.private)) == ("", "Thank you.")
    assert unseal(alone.box, other.private) is None
    assert (for_all.words, for_all.box) == ("There will be a quiet room.", "")
    assert b"Thank you" not in (await client.get("/v1/trails")).content


async def test_nothing_of_a_contribution_is_published(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    sent = contribution("SECRETWORDS", name="NAMED", kind="said")
    await put(client, sent)
    publish_now(database, clock)
    with database.reading() as connection:
        everything = b"".join(connection.scalars(select(published.c.data)))
    for told in (b"SECRETWORDS", b"NAMED", b"said", sent.id.encode(), sent.key.encode()):
        assert told not in everything


@pytest.mark.parametrize("path", ["/v1/trails/ab", "/v1/trails/zz", "/v1/packs/a/1", "/", "/v1"])
async def test_what_is_not_there_is_said(client: httpx.AsyncClient, path: str) -> None:
    assert refused(await client.get(path)) == (404, "not-found")


def test_files_are_named_so_that_each_has_many_trails() -> None:
    names = [trail_of(new_id()) for _trail in range(30_000)]
    assert digits_for(names[:ALL_IN_ONE]) == 0
    assert digits_for(names[: ALL_IN_ONE + 1]) == 1
    for count in (2_001, 10_000, 30_000):
        digits = digits_for(names[:count])
        parts = [name[:digits] for name in names[:count]]
        assert min(parts.count(part) for part in set(parts)) >= FEWEST
    assert digits_for(["0" * 32] * 5_000) == 0


async def test_many_trails_lie_in_parts_and_only_changed_ones_are_made_anew(
    client: httpx.AsyncClient, database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "ALL_IN_ONE", 1_500)
    names = [trail_of(new_id()) for _trail in range(1_501)]
    empty = {"digest": "", "body": b"", "key_hash": "", "received": "2026-06-19",
             "promise": "", "seen": False}  # fmt: skip
    with database.writing() as connection:
        connection.execute(insert(contributions), [{"trail": name, **empty} for name in names])
    publish_now(database, clock)
    assert (await community_of(client)).trail_digits == 1
    assert refused(await client.get("/v1/trails")) == (404, "not-found")
    before = {}
    for digit in "0123456789abcdef":
        answer = await client.get(f"/v1/trails/{digit}")
        part = trails.from_bytes(verify(answer.content, "trails").payload)
        assert part.prefix == digit
        assert set(part.trails) == {name for name in names if name.startswith(digit)}
        before[digit] = part.version
    with database.writing() as connection:
        set_status(connection, 1, Mark("read", ""), clock)
    with database.reading() as connection:
        changed = [
            digit
            for digit in before
            if (file := file_named(connection, f"trails/{digit}"))
            and trails.from_bytes(verify(file.data, "trails").payload).version > before[digit]
        ]
    assert changed == [names[0][0]]
    assert (await community_of(client)).trails > max(before.values())


async def test_what_is_kept_long_enough_goes_and_does_not_come_again(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    old, new = contribution("OLDWORDS"), contribution()
    await put(client, old)
    clock.move(days=1)
    await put(client, new)
    clock.move(days=364)
    assert purge(database, clock) == 0
    clock.move(days=1)
    assert purge(database, clock) == 1
    assert set(await trails_of(client)) == {new.trail}
    assert refused(await put(client, old)) == (410, "taken-back")
    assert database.path is not None
    assert b"OLDWORDS" not in database.path.read_bytes()
    headers = {"Companion-Take-Back": old.key}
    assert (await client.delete(old.path, headers=headers)).status_code == 204


async def test_what_is_not_there_gets_no_answer_and_no_status(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    await put(client, contribution())
    with pytest.raises(Problem), database.writing() as connection:
        set_status(connection, 2, Mark("read", ""), clock)
    with pytest.raises(Problem), database.writing() as connection:
        set_status(connection, 1, Mark("talked", "", session="nosuch"), clock)
    with pytest.raises(Problem), database.writing() as connection:
        reply(connection, 7, "Words.", clock, for_all=True)


async def test_a_community_is_small(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/community")
    assert len(gzip.compress(answer.content)) < 1_000
