"""What is taken back is gone everywhere, for ever, and only its own key takes it back."""

from pathlib import Path

import httpx
from sqlalchemy import delete, func, select

from companion.endpoint.answering import note_seen, set_status
from companion.endpoint.copying_marks import known_marks
from companion.endpoint.database import Database
from companion.endpoint.limits import UNKNOWN_TAKEN_BACK, WRONG_KEYS
from companion.endpoint.replying import reply
from companion.endpoint.tables import contributions, gone
from companion.endpoint.taking_back import replay
from companion.wire.tokens import hash_of_key, new_take_back_key
from companion.wire.trails import Mark
from tests.endpoint.places import Place, only_sqlite
from tests.endpoint.senders import (
    SetClock,
    bytes_of,
    contribution,
    publish_now,
    put,
    refused,
    take_back,
    trails_of,
)


async def test_it_is_gone_and_a_mark_stays(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    sent = contribution()
    await put(client, sent)
    publish_now(database, clock)
    answer = await take_back(client, sent)
    assert (answer.status_code, answer.headers["companion-was-read"]) == (204, "no")
    assert (await take_back(client, sent)).status_code == 204
    assert refused(await put(client, sent)) == (410, "taken-back")
    assert sent.trail not in await trails_of(client)
    with database.reading() as connection:
        assert connection.execute(select(contributions)).first() is None
        assert connection.scalar(select(gone.c.why)) == "taken-back"


async def test_no_byte_of_it_stays_in_any_file(
    client: httpx.AsyncClient, database: Database, clock: SetClock, place: Place, url: str
) -> None:
    """Many, of all sizes and among others, since pages of a database are shared and moved."""
    sizes = (1, 30, 300, 900, 3_000, 20_000, 60_000)
    all_sent = [contribution(f"SECRET{n:03} " + "y" * sizes[n % 7]) for n in range(70)]
    for sent in all_sent:
        await put(client, sent)
    with database.writing() as connection:
        for number in range(1, 71, 3):
            set_status(connection, number, Mark("read", "", f"MARKED{number:03}"), clock)
            reply(
                connection, number, f"told{number:03}. " + "Thank you. " * 20, clock, for_all=True
            )
    staying = {n for n in range(70) if n % 5 == 0}
    for n in [*range(1, 70, 2), *range(0, 70, 2)]:
        if n not in staying:
            await take_back(client, all_sent[n])
    found = place.bytes_of(url)
    for n in range(70):
        there = n in staying
        assert (b"SECRET%03d" % n in found) == there, n
        if n % 3 == 0:
            assert (b"MARKED%03d" % (n + 1) in found) == there, n
            assert (b"told%03d" % (n + 1) in found) == there, n


@only_sqlite
async def test_a_reader_who_stands_in_the_way_holds_it_up_only_for_now(
    client: httpx.AsyncClient, database: Database, tmp_path: Path
) -> None:
    sent = contribution("SECRETWORDS")
    await put(client, sent)
    with database.reading() as connection:
        connection.execute(select(contributions)).all()
        assert (await take_back(client, sent)).status_code == 204
    assert database.leave_nothing()
    assert b"SECRETWORDS" not in bytes_of(tmp_path)


async def test_another_key_takes_nothing_back(client: httpx.AsyncClient) -> None:
    sent = contribution()
    await put(client, sent)
    for key in (new_take_back_key(), hash_of_key(sent.key)[:43]):
        assert refused(await take_back(client, sent, key)) == (403, "key-wrong")
    for key in ("", "short", "x" * 44, "ß" * 43):
        answer = await client.delete(sent.path, headers=[(b"Companion-Take-Back", key.encode())])
        assert refused(answer) == (400, "not-understood")
    assert (await put(client, sent)).status_code == 200
    await take_back(client, sent)
    assert refused(await take_back(client, sent, new_take_back_key())) == (403, "key-wrong")


async def test_guesses_are_limited_and_the_right_key_never_is(client: httpx.AsyncClient) -> None:
    sent = contribution()
    await put(client, sent)
    guesses = [
        (await take_back(client, sent, new_take_back_key())).status_code
        for _guess in range(WRONG_KEYS.at_once + 5)
    ]
    assert guesses == [403] * WRONG_KEYS.at_once + [429] * 5
    assert (await take_back(client, sent)).status_code == 204


async def test_what_has_not_come_is_refused_when_it_comes(client: httpx.AsyncClient) -> None:
    sent = contribution()
    assert refused(await take_back(client, sent)) == (404, "not-found")
    assert refused(await put(client, sent)) == (410, "taken-back")
    assert refused(await take_back(client, sent)) == (404, "not-found")


async def test_somebody_elses_key_does_not_keep_out_what_has_not_come(
    client: httpx.AsyncClient,
) -> None:
    sent = contribution()
    assert refused(await take_back(client, sent, new_take_back_key())) == (404, "not-found")
    assert (await put(client, sent)).status_code == 201
    assert (await take_back(client, sent)).status_code == 204
    assert refused(await put(client, sent)) == (410, "taken-back")


async def test_marks_for_what_nobody_sent_are_limited(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    from companion.endpoint.limits import take

    with database.writing() as connection:
        while take(connection, UNKNOWN_TAKEN_BACK, clock()):
            pass
    assert refused(await take_back(client, contribution())) == (429, "too-many")
    sent = contribution()
    await put(client, sent)
    assert (await take_back(client, sent)).status_code == 204


async def test_whoever_takes_back_is_told_whether_it_was_read(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    first, second = contribution(), contribution()
    for sent in (first, second):
        await put(client, sent)
    with database.writing() as connection:
        note_seen(connection, [1])
        set_status(connection, 2, Mark("read", ""), clock)
    for sent in (first, second):
        for _time in range(2):
            assert (await take_back(client, sent)).headers["companion-was-read"] == "yes"


async def test_an_older_database_lets_go_again_what_the_marks_name(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    kept, sent, early = contribution(), contribution("SECRETWORDS"), contribution()
    for one in (kept, sent):
        await put(client, one)
    await take_back(client, sent)
    await take_back(client, early)
    marks = known_marks(database)
    with database.writing() as connection:  # as it was before: the words, and no marks
        connection.execute(delete(gone))
    await put(client, sent)
    assert replay(database, clock(), marks) == 2
    for one in (sent, early):
        assert refused(await put(client, one)) == (410, "taken-back")
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(contributions)) == 1
    assert replay(database, clock(), marks) == 0


@only_sqlite
async def test_without_its_mark_on_the_disk_nothing_is_taken_back(
    client: httpx.AsyncClient, database: Database
) -> None:
    sent = contribution()
    await put(client, sent)
    assert database.marks.path
    database.marks.path.mkdir()  # so it cannot be written, by root neither
    assert refused(await take_back(client, sent)) == (503, "not-now")
    assert (await put(client, sent)).status_code == 200
    database.marks.path.rmdir()
    assert (await take_back(client, sent)).status_code == 204


@only_sqlite
async def test_a_mark_that_a_power_cut_left_unfinished_spoils_no_other(
    client: httpx.AsyncClient, database: Database
) -> None:
    assert database.marks.path
    database.marks.path.write_text("0123456789abcdef")
    sent = contribution()
    await put(client, sent)
    await take_back(client, sent)
    assert [mark.trail for mark in database.marks.all()] == [sent.trail]
