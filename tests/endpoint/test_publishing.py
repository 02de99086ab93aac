"""What is published: signed, made once for each change, small, and telling nobody's apart."""

import gzip
from collections import Counter

import httpx
import pytest
from sqlalchemy import insert, select

from companion.endpoint import publishing, trail_parts
from companion.endpoint.answering import set_status
from companion.endpoint.database import Database
from companion.endpoint.keeping import purge
from companion.endpoint.marks import Gone
from companion.endpoint.publishing import file_named, publish, publish_due
from companion.endpoint.replying import reply
from companion.endpoint.tables import contributions, published
from companion.endpoint.taking_back import remove
from companion.endpoint.trail_parts import ALL_IN_ONE, FEWEST, digits_for, note_changed
from companion.problems import Problem
from companion.wire import trails
from companion.wire.sealed import unseal
from companion.wire.signing import verify
from companion.wire.tokens import new_id, trail_of
from companion.wire.trails import Mark
from tests.endpoint.places import Place
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


def digits_of(names: list[str], before: int = 0) -> int:
    def counts(digits: int) -> Counter[str]:
        return Counter(name[:digits] for name in names)

    return digits_for(len(names), counts, before)


def test_files_are_named_so_that_each_has_many_trails() -> None:
    names = [trail_of(new_id()) for _trail in range(40_000)]
    assert digits_of(names[:ALL_IN_ONE]) == 0
    assert digits_of(names[: ALL_IN_ONE + 1]) == 1
    assert digits_of(names) == 2
    for count in (2_001, 10_000, 40_000):
        digits = digits_of(names[:count])
        assert min(Counter(name[:digits] for name in names[:count]).values()) >= FEWEST
    assert digits_of(["0" * 32] * 5_000) == 0
    # Some that come and go do not rename all files; too few in one do.
    assert digits_of(names[: ALL_IN_ONE - 500], before=1) == 1
    assert digits_of(names[:700], before=1) == 0
    assert digits_of([name for name in names if name[:2] != "7f"], before=2) == 1


async def test_many_trails_lie_in_parts_and_only_changed_ones_are_made_anew(
    client: httpx.AsyncClient, database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail_parts, "ALL_IN_ONE", 1_500)
    names = [trail_of(new_id()) for _trail in range(2_500)]
    empty = {"digest": "", "body": b"", "key_hash": "", "received": "2026-06-19",
             "promise": "", "seen": False}  # fmt: skip
    with database.writing() as connection:
        connection.execute(insert(contributions), [{"trail": name, **empty} for name in names])
        note_changed(connection, names)
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


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_a_change_makes_its_own_part_anew_and_what_is_due_stays_due(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch, digits: int
) -> None:
    """So also where parts are named by more digits than what is kept of their names."""
    for name, value in (("ALL_IN_ONE", 15), ("FEWEST", 1), ("ENOUGH", 1), ("MOST_DIGITS", digits)):
        monkeypatch.setattr(trail_parts, name, value)
    monkeypatch.setattr(publishing, "FEWEST", 1)
    every = [f"{number:0{digits}x}" for number in range(16**digits)]
    empty = {"digest": "", "body": b"", "key_hash": "0" * 64, "received": "2026-06-19",
             "promise": "", "seen": False}  # fmt: skip
    names = [prefix.ljust(32, "0") for prefix in every]
    with database.writing() as connection:
        connection.execute(insert(contributions), [{"trail": name, **empty} for name in names])
        note_changed(connection, names)
    publish_due(database, clock())

    def trails_there() -> dict[str, int]:
        with database.reading() as connection:
            found = connection.execute(
                select(published.c.name, published.c.version, published.c.data).where(
                    published.c.name.startswith("trails")
                )
            ).all()
        parts = [trails.from_bytes(verify(row.data, "trails").payload) for row in found]
        assert {part.prefix for part in parts} == {row.name[7:] for row in found}
        assert sum(len(part.trails) for part in parts) == len(told)
        return {row.name[7:]: row.version for row in found}

    told = set(names)
    before = trails_there()
    assert set(before) == set(every)
    # Two come in, and one beside them is marked: only that one's part is made at once.
    new = [every[0].ljust(32, "1"), every[-1].ljust(32, "1")]
    with database.writing() as connection:
        connection.execute(insert(contributions), [{"trail": name, **empty} for name in new])
        note_changed(connection, new)
        set_status(connection, 2, Mark("read", ""), clock)
    now = trails_there()
    assert [name for name in every if now[name] > before[name]] == [every[1]]
    told |= set(new)
    publish_due(database, clock())
    after = trails_there()
    assert [name for name in every if after[name] > now[name]] == [every[0], every[-1]]
    with database.reading() as connection:
        assert trail_parts.changed(connection) == []


def test_a_part_that_gets_too_small_is_never_published(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail_parts, "ALL_IN_ONE", 16 * 75 - 1)
    names = [f"{number % 16:x}{number:031x}" for number in range(16 * 75)]
    empty = {"digest": "", "body": b"", "key_hash": "0" * 64, "received": "2026-06-19",
             "promise": "", "seen": False}  # fmt: skip
    with database.writing() as connection:
        connection.execute(insert(contributions), [{"trail": name, **empty} for name in names])
        note_changed(connection, names)
    publish_due(database, clock())
    with database.reading() as connection:
        assert trail_parts.published_digits(connection) == 1
    ours = [name for name in names if name[0] == "a"]
    for count, digits in ((25, 1), (26, 0)):
        with database.writing() as connection:
            some = ours[:25] if count == 25 else ours[25:26]
            remove(connection, [Gone(one, "0" * 64, "2026-06-20", 0, "taken-back", False)
                                for one in some])  # fmt: skip
            publish(connection, clock(), some)
            assert trail_parts.published_digits(connection) == digits


async def test_what_is_kept_long_enough_goes_and_does_not_come_again(
    client: httpx.AsyncClient, database: Database, clock: SetClock, place: Place, url: str
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
    assert b"OLDWORDS" not in place.bytes_of(url)
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
