"""Callers who ask one thing after the other over connections that stay open, and how long each
answer took. The same for every app, and as cheap as Python lets it be."""

import asyncio
import time
from collections.abc import Iterator
from typing import NamedTuple

# Over one connection: an endpoint lets each ask 1,000 times at once.
_CALLS = 500


class Load(NamedTuple):
    """What an app bore: answers a second, and milliseconds to an answer of the middle one and
    of the slowest in a hundred."""

    rate: float
    p50: float
    p99: float


def asked(
    port: int, heads: list[Iterator[bytes]], right: tuple[bytes, ...], seconds: float
) -> Load:
    """One connection for each of `heads`, which gives the bytes of one call after the other.
    Answers with another status than those that are `right` end it."""
    return asyncio.run(_asked(port, heads, right, seconds))


async def _asked(
    port: int, heads: list[Iterator[bytes]], right: tuple[bytes, ...], seconds: float
) -> Load:
    times: list[float] = []
    begun = time.perf_counter()
    end = begun + seconds

    async def caller(calls: Iterator[bytes]) -> None:
        while time.perf_counter() < end:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for _call in range(_CALLS):
                if (start := time.perf_counter()) >= end:
                    break
                writer.write(next(calls))
                await _answer(reader, right)
                times.append(time.perf_counter() - start)
            writer.close()

    await asyncio.gather(*map(caller, heads))
    took = time.perf_counter() - begun
    times.sort()
    at = len(times) - 1
    return Load(len(times) / took, times[at // 2] * 1000, times[at * 99 // 100] * 1000)


async def _answer(reader: asyncio.StreamReader, right: tuple[bytes, ...]) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    if head[9:12] not in right:
        raise RuntimeError(f"Another answer than {right!r}: {head[:200]!r}")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line[15:]))
