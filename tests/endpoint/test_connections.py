"""Connections that dawdle are ended, and what is no HTTP is refused as all else is."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from companion.endpoint import connections
from companion.endpoint.connections import PatientProtocol
from companion.endpoint.guarding import Connections

Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answer(
    _scope: Any, _receive: Any, send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-length", b"2")]})  # fmt: skip
    await send({"type": "http.response.body", "body": b"ok"})


async def much(
    _scope: Any, _receive: Any, send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    """More than waits for what follows, in several parts; then the connection ends."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for part in range(5):
        body = bytes([65 + part]) * 40_000
        await send({"type": "http.response.body", "body": body, "more_body": True})
    await send({"type": "http.response.body", "body": b"end"})


async def never(_scope: Any, _receive: Any, _send: Any) -> None:
    await asyncio.sleep(3600)


@pytest.fixture(params=[answer])
async def links(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callable[[], Awaitable[Link]]]:
    """Opens connections to a server whose patience is short."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(connections, "CALL_SECONDS", 0.2)
    config = uvicorn.Config(
        request.param, log_config=None, log_level="critical", ws="none", server_header=False
    )
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: PatientProtocol(config, state, {}), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    writers = []

    async def opened() -> Link:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writers.append(writer)
        return reader, writer

    yield opened
    for writer in writers:
        writer.close()
    server.close()
    for task in state.tasks:
        task.cancel()


Links = Callable[[], Awaitable[Link]]


async def until_ended(reader: asyncio.StreamReader) -> bytes:
    """All that comes until the other side ends it, in time."""
    try:
        return await asyncio.wait_for(reader.read(), 20)
    except ConnectionResetError:
        return b""


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
async def test_a_head_that_never_ends_is_waited_for_only_so_long(
    links: Links, first: bytes
) -> None:
    reader, writer = await links()
    writer.write(first)
    assert await until_ended(reader) == b""


async def test_a_second_head_that_never_ends_too(links: Links) -> None:
    reader, writer = await links()
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")
    writer.write(b"GET /")
    assert await until_ended(reader) == b""


async def test_calls_one_after_the_other_are_answered(links: Links) -> None:
    reader, writer = await links()
    for _call in range(5):
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 2)
        for _answer in range(2):
            assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")


async def test_the_head_and_the_body_of_an_answer_come_at_once(links: Links) -> None:
    reader, writer = await links()
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    came = await asyncio.wait_for(reader.read(1000), 20)
    assert came.startswith(b"HTTP/1.1 200")
    assert came.endswith(b"ok")


@pytest.mark.parametrize("links", [much], indirect=True)
async def test_a_long_answer_is_whole_also_where_the_connection_ends_with_it(links: Links) -> None:
    reader, writer = await links()
    writer.write(b"GET / HTTP/1.0\r\n\r\n")
    body = (await until_ended(reader)).partition(b"\r\n\r\n")[2]
    assert body == b"".join(letter * 40_000 for letter in (b"A", b"B", b"C", b"D", b"E")) + b"end"


@pytest.mark.parametrize("links", [never], indirect=True)
async def test_a_call_that_never_ends_is_ended(links: Links) -> None:
    reader, writer = await links()
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert await until_ended(reader) == b""


@pytest.mark.parametrize("said", [b"SSH-2.0-x\r\n\r\n", b"\x16\x03\x01\r\n\r\n", b"A" * 100_000])
async def test_what_is_no_http_is_refused(links: Links, said: bytes) -> None:
    reader, writer = await links()
    writer.write(said)
    told = await until_ended(reader)
    assert told.startswith(b"HTTP/1.1 4") or not told
    assert b"SSH" not in told


async def test_too_many_connections_are_turned_away(
    links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST", 2)
    kept = [await links() for _link in range(2)]
    reader, writer = await links()
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert await until_ended(reader) == b""
    kept[0][1].write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await kept[0][0].readuntil(b"ok")).startswith(b"HTTP/1.1 200")


def test_one_connection_may_ask_only_so_much() -> None:
    known = Connections()
    asked = [known.may_ask(("10.0.0.1", 5)) for _call in range(5_000)]
    assert asked[0] and not asked[-1]
    assert known.may_ask(("10.0.0.1", 6))
    for port in range(20_000):
        known.may_ask(("10.0.0.2", port))
    assert known.may_ask(("10.0.0.1", 5))  # forgotten
