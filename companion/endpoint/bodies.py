"""Reads the body of a call as it comes, within bounds of size and time."""

import asyncio
from hashlib import sha256

from starlette.requests import ClientDisconnect, Request

from companion.endpoint.refusing import Refused

# 64 KiB over 16 kbit/s take 33 seconds; this leaves room for a link that drops.
SECONDS = 120.0


class Gone(Exception):
    """Whoever called has left before all of it had come."""


async def read_body(request: Request, most: int, seconds: float = SECONDS) -> tuple[bytes, str]:
    """The body and its SHA-256 in hex. Raises Refused or Gone."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told[:18]) > most:
        raise Refused("too-large")
    digest, data = sha256(), bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                data += piece
                if len(data) > most:
                    raise Refused("too-large")
                digest.update(piece)
    except TimeoutError:
        raise Refused("too-slow") from None
    except ClientDisconnect:
        raise Gone from None
    return bytes(data), digest.hexdigest()
