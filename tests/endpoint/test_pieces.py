"""Drawings, photos and voices come in pieces: whole or unseen, and gone when taken back."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from companion.endpoint import pieces as receiving_pieces
from companion.endpoint.answering import received, set_status
from companion.endpoint.app import Bounds, make_app
from companion.endpoint.backups import back_up, restore
from companion.endpoint.copying_marks import known_marks
from companion.endpoint.database import Database, create, open_database
from companion.endpoint.keeping import purge
from companion.endpoint.limits import Limit
from companion.endpoint.pieces import data_of
from companion.endpoint.tables import contributions, pieces
from companion.problems import Problem
from companion.wire import calls
from companion.wire.files import LARGEST, LARGEST_PIECE
from companion.wire.trails import Mark
from tests.endpoint.places import Place, only_sqlite
from tests.endpoint.senders import (
    Sent,
    SetClock,
    contribution,
    pass_of,
    picture,
    piece_headers,
    publish_now,
    put,
    put_all,
    put_piece,
    refused,
    take_back,
    trails_of,
    with_files,
)


def kept(database: Database, file: int = 0) -> bytes:
    """The bytes of a file of the only contribution."""
    with database.reading() as connection:
        number = connection.scalar(select(contributions.c.number)) or 0
        return b"".join(data_of(connection, number, file))


def rows(database: Database) -> int:
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(pieces)) or 0


def seen_by_organisers(database: Database) -> list[int]:
    with database.reading() as connection:
        return [one.number for one in received(connection)]


async def held(client: httpx.AsyncClient, sent: Sent, file: int = 0) -> int:
    answer = await client.head(f"{sent.path}/files/{file}")
    assert answer.status_code == 200
    return int(answer.headers["companion-offset"])


@pytest.mark.parametrize(
    ("kind", "begin"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n"),
        ("image/jpeg", b"\xff\xd8\xff\xe0"),
        ("audio/ogg", b"OggS\x00"),
    ],
)
async def test_each_kind_comes_whole_byte_for_byte(
    client: httpx.AsyncClient, database: Database, kind: str, begin: bytes
) -> None:
    data = picture(200_000, begin)
    answer = await put_all(client, sent := with_files(data, kind=kind), data)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["held"]) == (200, [200_000])
    assert kept(database) == data
    assert await held(client, sent) == 200_000


async def test_four_files_in_any_order_and_the_largest_size(
    client: httpx.AsyncClient, database: Database
) -> None:
    datas = [picture(size) for size in (9, 70_000, LARGEST, 65_536)]
    sent = with_files(*datas)
    assert (await put(client, sent)).json()["held"] == [0, 0, 0, 0]
    for file in (2, 0, 3, 1):
        for at in range(0, len(datas[file]), LARGEST_PIECE):
            piece = datas[file][at : at + LARGEST_PIECE]
            assert (await put_piece(client, sent, file, at, piece)).status_code == 204
    assert (await put(client, sent)).json()["held"] == [len(data) for data in datas]
    assert [kept(database, file) for file in range(4)] == datas


async def test_until_it_is_whole_nobody_sees_it_and_then_it_came_that_day(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    data = picture(100_000)
    sent = with_files(data)
    first = (await put(client, sent)).json()
    await put_piece(client, sent, 0, 0, data[:60_000])
    clock.move(days=3)
    publish_now(database, clock)
    assert seen_by_organisers(database) == []
    assert sent.trail not in await trails_of(client)
    with database.writing() as connection, pytest.raises(Problem, match="no_contribution"):
        set_status(connection, 1, Mark("read", ""), clock)
    assert (await put_piece(client, sent, 0, 60_000, data[60_000:])).status_code == 204
    publish_now(database, clock)
    assert seen_by_organisers(database) == [1]
    assert (await trails_of(client))[sent.trail].marks == (Mark("got", "2026-06-22"),)
    last = (await put(client, sent)).json()
    assert (first["day"], last["day"]) == ("2026-06-19", "2026-06-22")
    assert last["promise"] == "2026-07-06"
    clock.move(days=1)
    assert (await put(client, sent)).json() == last


async def test_a_piece_that_comes_again_is_safe(
    client: httpx.AsyncClient, database: Database
) -> None:
    data = picture(100_000)
    sent = with_files(data)
    await put(client, sent)
    for _time in range(3):
        answer = await put_piece(client, sent, 0, 0, data[:50_000])
        assert (answer.status_code, answer.headers["companion-offset"]) == (204, "50000")
    for _time in range(3):
        answer = await put_piece(client, sent, 0, 50_000, data[50_000:])
        assert (answer.status_code, answer.headers["companion-offset"]) == (204, "100000")
        answer = await put_piece(client, sent, 0, 0, data[:50_000])
        assert (answer.status_code, answer.headers["companion-offset"]) == (204, "100000")
    assert rows(database) == 2


@pytest.mark.parametrize("at", [1, 9_999, 10_001, 20_000, 999_999_999])
async def test_a_gap_and_an_overlap_are_refused_and_say_where_we_are(
    client: httpx.AsyncClient, database: Database, at: int
) -> None:
    data = picture(30_000)
    sent = with_files(data)
    await put(client, sent)
    await put_piece(client, sent, 0, 0, data[:10_000])
    answer = await put_piece(client, sent, 0, at, data[at : at + 10_000] or b"x")
    assert refused(answer) == (409, "offset-wrong")
    assert answer.headers["companion-offset"] == "10000"
    other = await put_piece(client, sent, 0, 0, b"other bytes")
    assert refused(other) == (409, "offset-wrong")
    longer = await put_piece(client, sent, 0, 0, data[:10_001])
    assert refused(longer) == (409, "offset-wrong")
    assert (rows(database), await held(client, sent)) == (1, 10_000)


async def test_a_digest_that_does_not_fit_is_refused(
    client: httpx.AsyncClient, database: Database
) -> None:
    data = picture()
    await put(client, sent := with_files(data))
    headers = {"Content-Digest": calls.digest_words(b"other")}
    answer = await put_piece(client, sent, 0, 0, data, **headers)
    assert refused(answer) == (400, "digest-wrong")
    assert rows(database) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Companion-Offset": "-1"}, {"Companion-Offset": ""}, {"Companion-Offset": "1e3"},
        {"Companion-Offset": "9" * 30}, {"Content-Digest": ""}, {"Content-Digest": "md5=:AA==:"},
        {"Content-Digest": "sha-256=AAAA"}, {"Content-Digest": "sha-256=:" + "A" * 43 + ":"},
    ],
)  # fmt: skip
async def test_headers_that_say_nothing_are_refused(
    client: httpx.AsyncClient, database: Database, headers: dict[str, str]
) -> None:
    data = picture()
    await put(client, sent := with_files(data))
    answer = await put_piece(client, sent, 0, 0, data, **headers)
    assert refused(answer) == (400, "not-understood")
    assert rows(database) == 0


async def test_no_bytes_another_kind_and_packed_ones_are_refused(client: httpx.AsyncClient) -> None:
    data = picture()
    await put(client, sent := with_files(data))
    assert refused(await put_piece(client, sent, 0, 0, b"")) == (400, "not-understood")
    for headers in ({"Content-Type": "image/png"}, {"Content-Encoding": "gzip"}):
        answer = await put_piece(client, sent, 0, 0, gzip.compress(data), **headers)
        assert refused(answer) == (415, "not-this-kind")


@pytest.mark.parametrize(
    "name", ["1", "3", "4", "-1", "00", "x", "٠", "%2e%2e", "..%2f0", "0/../1", "0%00", "9" * 99]
)
async def test_a_file_that_the_contribution_does_not_have_is_refused(
    client: httpx.AsyncClient, database: Database, name: str
) -> None:
    data = picture()
    await put(client, sent := with_files(data))
    path = f"{sent.path}/files/{name}"
    answer = await client.put(path, content=data, headers=piece_headers(data, 0))
    assert refused(answer)[0] in (404, 405)
    assert (await client.head(path)).status_code in (404, 405)
    assert rows(database) == 0


async def test_a_contribution_that_is_not_here_takes_no_piece(client: httpx.AsyncClient) -> None:
    data = picture()
    sent = with_files(data)
    assert refused(await put_piece(client, sent, 0, 0, data)) == (404, "not-found")
    assert (await client.head(f"{sent.path}/files/0")).status_code == 404
    words = contribution()
    await put(client, words)
    assert refused(await put_piece(client, words, 0, 0, data)) == (404, "not-found")
    bad = sent._replace(id="x")
    assert refused(await put_piece(client, bad, 0, 0, data)) == (400, "not-understood")


async def test_nobody_uploads_or_asks_without_a_code(database: Database, clock: SetClock) -> None:
    transport = httpx.ASGITransport(make_app(database, clock=clock, bounds=Bounds(spare=0)))
    data = picture()
    sent = with_files(data)
    async with httpx.AsyncClient(transport=transport, base_url="http://endpoint") as client:
        await put(client, sent, **{"Companion-Pass": pass_of(database)})
        assert refused(await put_piece(client, sent, 0, 0, data)) == (403, "code-wrong")
        assert (await client.head(f"{sent.path}/files/0")).status_code == 403
    assert rows(database) == 0


async def test_more_bytes_than_were_told_are_refused(
    client: httpx.AsyncClient, database: Database
) -> None:
    data = picture(10_000)
    await put(client, sent := with_files(data))
    await put_piece(client, sent, 0, 0, data[:9_000])
    answer = await put_piece(client, sent, 0, 9_000, data[9_000:] + b"x")
    assert refused(answer) == (413, "too-large")
    large = await put_piece(client, sent, 0, 9_000, b"x" * (LARGEST_PIECE + 1))
    assert refused(large) == (413, "too-large")
    assert kept(database) == data[:9_000]


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "audio/ogg"])
async def test_a_type_that_lies_is_refused_and_nothing_of_it_stays(
    client: httpx.AsyncClient, database: Database, kind: str, place: Place, url: str
) -> None:
    data = picture(100_000, b"<html><script>")
    sent = with_files(data, kind=kind)  # type: ignore[arg-type]
    await put(client, sent)
    await put_piece(client, sent, 0, 0, data[:60_000])
    answer = await put_piece(client, sent, 0, 60_000, data[60_000:])
    assert refused(answer) == (422, "file-wrong")
    assert answer.headers["companion-offset"] == "0"
    assert (rows(database), seen_by_organisers(database)) == (0, [])
    assert b"PIXELS-" not in place.bytes_of(url)
    assert (await put(client, sent)).json()["held"] == [0]


async def test_a_whole_that_is_not_what_was_told_is_refused(
    client: httpx.AsyncClient, database: Database
) -> None:
    data = picture(10_000)
    await put(client, sent := with_files(data))
    changed = data[:-1] + b"?"
    assert refused(await put_piece(client, sent, 0, 0, changed)) == (422, "file-wrong")
    assert rows(database) == 0
    assert (await put_piece(client, sent, 0, 0, data)).status_code == 204


async def test_an_endless_or_a_slow_piece_is_refused(client: httpx.AsyncClient) -> None:
    data = picture()
    await put(client, sent := with_files(data))

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 1_000

    async def slow() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.05)

    for body, said in ((endless(), (413, "too-large")), (slow(), (408, "too-slow"))):
        answer = await client.put(
            f"{sent.path}/files/0", content=body, headers=piece_headers(data, 0)
        )
        assert refused(answer) == said


async def test_two_who_upload_at_once_make_one_file(
    client: httpx.AsyncClient, database: Database
) -> None:
    data = picture(300_000)
    await put(client, sent := with_files(data))

    async def upload(size: int) -> None:
        at = 0
        while at < len(data):
            answer = await put_piece(client, sent, 0, at, data[at : at + size])
            assert answer.status_code in (204, 409)
            at = int(answer.headers["companion-offset"])

    await asyncio.gather(upload(16_384), upload(50_000), upload(65_536))
    assert kept(database) == data
    assert (await put(client, sent)).json()["held"] == [300_000]


@pytest.mark.parametrize("whole", [False, True])
async def test_taken_back_leaves_no_byte_and_takes_no_more(
    client: httpx.AsyncClient, database: Database, place: Place, url: str, whole: bool
) -> None:
    data = picture(200_000)
    sent = with_files(data)
    await put(client, sent)
    for at in range(0, 200_000 if whole else 120_000, 40_000):
        await put_piece(client, sent, 0, at, data[at : at + 40_000])
    assert b"PIXELS-" in place.bytes_of(url)
    answer = await take_back(client, sent)
    assert (answer.status_code, answer.headers["companion-was-read"]) == (204, "no")
    assert b"PIXELS-" not in place.bytes_of(url)
    assert sent.body not in place.bytes_of(url)
    late = await put_piece(client, sent, 0, 120_000, data[120_000:160_000])
    assert refused(late) == (410, "taken-back")
    assert (await client.head(f"{sent.path}/files/0")).status_code == 410
    assert refused(await put(client, sent)) == (410, "taken-back")
    assert (await take_back(client, sent)).status_code == 204
    # Organisers never knew of one that was not whole.
    assert seen_by_organisers(database) == ([1] if whole else [])


async def test_what_never_comes_whole_goes_after_30_days(
    client: httpx.AsyncClient, database: Database, clock: SetClock, place: Place, url: str
) -> None:
    data = picture(100_000)
    never, done = with_files(data), with_files(data)
    await put(client, never)
    await put_piece(client, never, 0, 0, data[:50_000])
    await put_all(client, done, data)
    clock.move(days=30)
    assert purge(database, clock) == 0
    clock.move(days=1)
    assert purge(database, clock) == 1
    assert refused(await put(client, never)) == (410, "taken-back")
    assert seen_by_organisers(database) == [2]
    await take_back(client, done)
    assert b"PIXELS-" not in place.bytes_of(url)


async def test_a_code_sends_only_so_many_bytes(
    client: httpx.AsyncClient, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        receiving_pieces, "bytes_with", lambda code: Limit(f"bytes {code}", 1_000, 100)
    )
    data = picture(200_000)
    await put(client, sent := with_files(data))
    assert (await put_piece(client, sent, 0, 0, data[:60_000])).status_code == 204
    answer = await put_piece(client, sent, 0, 60_000, data[60_000:120_000])
    assert refused(answer) == (429, "too-many")
    assert int(answer.headers["retry-after"]) > 0
    clock.move(seconds=20)
    assert (await put_piece(client, sent, 0, 60_000, data[60_000:120_000])).status_code == 204
    tiny = await put_piece(client, sent, 0, 120_000, data[120_000:120_001])
    assert refused(tiny) == (429, "too-many")  # it counts for more than it is


@only_sqlite
async def test_no_room_takes_no_piece(database: Database, clock: SetClock) -> None:
    transport = httpx.ASGITransport(make_app(database, clock=clock, bounds=Bounds(spare=2**62)))
    data = picture()
    async with httpx.AsyncClient(transport=transport, base_url="http://endpoint") as client:
        answer = await put_piece(client, with_files(data), 0, 0, data)
        assert refused(answer) == (507, "no-room")


async def test_a_kind_and_its_files_must_fit(client: httpx.AsyncClient) -> None:
    data = picture()
    for sent in (
        with_files(data, kind="image/png", **{"files": ()}),
        contribution(kind="voice"),
        with_files(*[data] * 5),
        with_files(b""),
        with_files(bytes(LARGEST + 1)),
    ):
        assert refused(await put(client, sent)) == (400, "not-understood")
    wrong = with_files(data)
    for old, new in ((b'"drawing"', b'"words"'), (b'"drawing"', b'"voice"'),
                     (b"image/png", b"image/gif"), (b'"sha256": "', b'"sha256": "Z')):  # fmt: skip
        body = wrong.body.replace(old, new)
        assert body != wrong.body
        assert refused(await put(client, wrong._replace(body=body))) == (400, "not-understood")


async def test_a_backup_has_the_files_and_what_was_taken_back_since_stays_gone(
    client: httpx.AsyncClient, database: Database, clock: SetClock, tmp_path: Path, url: str
) -> None:
    data = picture(150_000)
    stays, goes, half = with_files(data), with_files(data), with_files(data)
    await put_all(client, stays, data)
    await put_all(client, goes, data)
    await put(client, half)
    await put_piece(client, half, 0, 0, data[:65_000])
    back_up(database, tmp_path / "copy.gz")
    await take_back(client, goes)
    marks = known_marks(database)
    database.discard()
    again, _rows, new = restore(tmp_path / "copy.gz", url, clock, marks)
    try:
        assert new == 1
        with again.reading() as connection:
            found = connection.execute(
                select(contributions.c.number, contributions.c.trail, contributions.c.whole)
            ).all()
            assert [(row.trail, row.whole) for row in found] == [
                (stays.trail, True),
                (half.trail, False),
            ]
            assert b"".join(data_of(connection, found[0].number, 0)) == data
            assert b"".join(data_of(connection, found[1].number, 0)) == data[:65_000]
    finally:
        again.close()


def test_a_database_of_the_first_step_opens_and_keeps_what_it_has(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    old = create(url, "0001")
    sent = contribution()
    with old.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO contributions (number, trail, digest, body, key_hash, received,"
            " promise, seen) VALUES (7, ?, ?, ?, ?, '2026-06-01', '', 1)",
            (sent.trail, "0" * 64, sent.body, "1" * 64),
        )
    old.close()
    opened = open_database(url)
    try:
        with opened.reading() as connection:
            [one] = received(connection)
            row = connection.execute(select(contributions)).one()
        assert (one.number, one.day) == (7, "2026-06-01")
        assert (row.body, row.whole, row.seen) == (sent.body, True, True)
        assert rows(opened) == 0
    finally:
        opened.close()
