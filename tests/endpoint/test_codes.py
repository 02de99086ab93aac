"""Codes let members in and nobody else, and nobody who guesses can lock them out."""

import asyncio
from hashlib import sha256

import httpx
import pytest
from sqlalchemy import select

from companion.easyread.code_words import COUNT, code_words
from companion.endpoint import codes, tables
from companion.endpoint.app import Bounds, make_app
from companion.endpoint.database import Database
from companion.endpoint.limits import WRONG_CODES
from companion.endpoint.publishing import publish
from companion.problems import Problem
from companion.wire.calls import hash_of_pass
from companion.wire.codes import parts_of, words_of_key
from companion.wire.signing import verify
from tests.endpoint.places import Place
from tests.endpoint.senders import (
    SetClock,
    community_of,
    contribution,
    pass_of,
    put,
    refused,
)

WEEK = 7 * 24 * 3600


@pytest.fixture
async def stranger(client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Somebody without a pass."""
    del client.headers["Companion-Pass"]
    return client


def secret(code: str) -> dict[str, str]:
    return {"Companion-Code": " ".join(code.split()[:2])}


async def tried(client: httpx.AsyncClient, words: str) -> httpx.Response:
    return await client.get("/v1/pass", headers={"Companion-Code": words})


def test_there_are_as_many_words_as_a_code_needs() -> None:
    words = code_words()
    assert len(set(words)) == COUNT == 2**10
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    # Codes that members wrote down end with words of this list as it is.
    assert sha256(" ".join(words).encode()).hexdigest().startswith("2247e541dd906deb")


async def test_a_code_tells_the_right_endpoint(client: httpx.AsyncClient, code: str) -> None:
    said, of_key = parts_of(code.upper(), code_words())
    signed = verify((await client.get("/v1/community")).content, "community")
    assert len(said) == 2
    assert of_key == words_of_key(signed.public_key, code_words())


@pytest.mark.parametrize("join", [" ", "-", "  "])
async def test_a_code_is_taken_however_it_is_typed(
    stranger: httpx.AsyncClient, code: str, join: str
) -> None:
    typed = join.join(code.split()[:2]).title()
    answer = await put(stranger, contribution(), **{"Companion-Code": typed})
    assert answer.status_code == 201


@pytest.mark.parametrize("words", ["", "wrong words", "x" * 5_000, "a b c d", "é é"])
async def test_other_words_are_refused(stranger: httpx.AsyncClient, words: str) -> None:
    headers = [(b"Companion-Code", words.encode())]
    assert refused(await stranger.get("/v1/pass", headers=headers)) == (403, "code-wrong")
    answer = await put(stranger, contribution(), **{"Companion-Pass": "x" * 43})
    assert refused(answer) == (403, "code-wrong")


async def test_the_key_words_of_a_code_let_nobody_in(
    stranger: httpx.AsyncClient, code: str
) -> None:
    assert refused(await tried(stranger, code))[1] == "code-wrong"


async def test_a_code_is_changed_for_a_pass_that_the_document_names(
    stranger: httpx.AsyncClient, code: str
) -> None:
    words = (await stranger.get("/v1/pass", headers=secret(code))).json()["words"]
    again = (await stranger.get("/v1/pass", headers=secret(code))).json()["words"]
    assert words == again  # one for all, so that it tells nobody apart
    assert (await community_of(stranger)).passes == (hash_of_pass(words),)
    answer = await put(stranger, contribution(), **{"Companion-Pass": words})
    assert answer.status_code == 201


def test_a_week_is_not_enough_to_try_all_secret_words() -> None:
    tries = WRONG_CODES.at_once + WEEK * 1000 // WRONG_CODES.pause
    assert tries < COUNT**2


async def test_who_guesses_locks_out_nobody_with_a_pass_and_learns_nothing(
    database: Database, code: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = 0

    def quick(words: tuple[str, ...], salt: str) -> str:
        nonlocal looked
        looked += 1
        return " ".join(words)

    monkeypatch.setattr(codes, "_slow", quick)
    transport = httpx.ASGITransport(make_app(database, clock=clock, bounds=Bounds(spare=0)))
    async with httpx.AsyncClient(transport=transport, base_url="http://endpoint") as client:
        guesses = [tried(client, f"wrong {word}") for word in code_words()[:200]]
        answers = await asyncio.gather(*guesses)
        assert sum(answer.status_code == 403 for answer in answers) == WRONG_CODES.at_once
        assert looked == WRONG_CODES.at_once  # the others were not looked at
        last = next(answer for answer in answers if answer.status_code == 429)
        assert 0 < int(last.headers["retry-after"]) <= 2
        # The right words are not looked at now either: else the limit would tell them.
        assert refused(await client.get("/v1/pass", headers=secret(code))) == (429, "too-many")
        headers = {"Companion-Pass": pass_of(database)}
        assert (await put(client, contribution(), **headers)).status_code == 201
        clock.move(seconds=WRONG_CODES.pause / 1000)
        assert refused(await tried(client, "wrong again"))[0] == 403
        assert refused(await tried(client, "wrong again"))[0] == 429


async def test_right_codes_use_up_nothing(stranger: httpx.AsyncClient, code: str) -> None:
    for _time in range(WRONG_CODES.at_once + 5):
        assert (await stranger.get("/v1/pass", headers=secret(code))).status_code == 200


async def test_several_codes_count_until_they_are_ended(
    stranger: httpx.AsyncClient, database: Database, code: str, clock: SetClock
) -> None:
    with database.writing() as connection:
        number, other = codes.new_code(connection, "2026-06-19")
        publish(connection, clock())
    old_pass = pass_of(database)
    for words in (code, other):
        assert (await put(stranger, contribution(), **secret(words))).status_code == 201
    with database.writing() as connection:
        codes.end_code(connection, 1, "2026-06-20")
        publish(connection, clock())
    assert refused(await put(stranger, contribution(), **secret(code)))[1] == "code-wrong"
    answer = await put(stranger, contribution(), **{"Companion-Pass": old_pass})
    assert refused(answer)[1] == "code-wrong"
    assert (await put(stranger, contribution(), **secret(other))).status_code == 201
    assert (await community_of(stranger)).passes == (hash_of_pass(pass_of(database)),)
    with database.writing() as connection, pytest.raises(Problem):
        codes.end_code(connection, 1, "2026-06-20")
    with database.reading() as connection:
        assert [one[0] for one in codes.all_codes(connection)] == [1, number]


async def test_neither_words_nor_passes_are_kept(
    stranger: httpx.AsyncClient, database: Database, code: str, place: Place, url: str
) -> None:
    await put(stranger, contribution(), **secret(code))
    kept = place.bytes_of(url)
    assert " ".join(code.split()[:2]).encode() not in kept
    assert pass_of(database).encode() not in kept
    with database.reading() as connection:
        row = connection.execute(select(tables.codes)).one()
    assert not set(code.split()) & set(map(str, row))
