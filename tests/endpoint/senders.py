"""What a member's companion does towards an endpoint, as far as its tests need it."""

import base64
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from companion.endpoint.codes import passes
from companion.endpoint.database import Database
from companion.endpoint.publishing import publish, publish_due
from companion.wire import calls, community, trails
from companion.wire.community import Community
from companion.wire.contributions import MEDIA_TYPE, Contribution, to_bytes
from companion.wire.files import Type, info_of
from companion.wire.sealed import new_reply_key
from companion.wire.signing import verify
from companion.wire.tokens import hash_of_key, new_id, new_take_back_key, trail_of
from companion.wire.trails import Trail

KIND = {"Content-Type": f"{MEDIA_TYPE}; version=1"}


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, words: str) -> None:
        self._now = datetime.fromisoformat(words)

    def __call__(self) -> datetime:
        return self._now

    def move(self, **more: float) -> None:
        self._now += timedelta(**more)


class Sent(NamedTuple):
    """A contribution as its member holds it."""

    id: str
    key: str
    private: str
    body: bytes

    @property
    def path(self) -> str:
        return f"/v1/contributions/{self.id}"

    @property
    def trail(self) -> str:
        return trail_of(self.id)


def contribution(words: str = "A quiet room would help.", **more: Any) -> Sent:
    """A new contribution, not sent yet."""
    key = new_take_back_key()
    private, public = new_reply_key()
    made = Contribution(
        version=1,
        take_back=hash_of_key(key),
        reply_to=public,
        words=words,
        **{"kind": "words", "consent": "1", **more},
    )
    return Sent(new_id(), key, private, to_bytes(made))


def picture(size: int = 1_000, begin: bytes = b"\x89PNG\r\n\x1a\n") -> bytes:
    """Bytes that begin as a drawing does, and can be found again wherever they are kept."""
    return (begin + b"PIXELS-%s-END" % new_id().encode() * (size // 36 + 1))[:size]


def with_files(*datas: bytes, kind: Type = "image/png", **more: Any) -> Sent:
    """A new contribution with files, not sent yet."""
    kinds = {"image/png": "drawing", "image/jpeg": "photo", "audio/ogg": "voice"}
    infos = tuple(info_of(data, kind) for data in datas)
    return contribution(**{"words": "", "kind": kinds[kind], "files": infos, **more})


def piece_headers(data: bytes, at: int, **more: str) -> dict[str, str]:
    return {
        "Content-Type": calls.PIECE_TYPE,
        "Companion-Offset": str(at),
        "Content-Digest": calls.digest_words(data),
        **more,
    }


async def put_piece(
    client: httpx.AsyncClient, sent: Sent, file: int, at: int, data: bytes, **headers: str
) -> httpx.Response:
    return await client.put(
        f"{sent.path}/files/{file}", content=data, headers=piece_headers(data, at) | headers
    )


async def put_all(
    client: httpx.AsyncClient, sent: Sent, *datas: bytes, size: int = 65_536
) -> httpx.Response:
    """Send a contribution with its files, and ask for the receipt once more."""
    assert (await put(client, sent)).status_code == 201
    for file, data in enumerate(datas):
        for at in range(0, len(data), size):
            answer = await put_piece(client, sent, file, at, data[at : at + size])
            assert answer.status_code == 204, answer.text
            assert answer.headers["companion-offset"] == str(min(at + size, len(data)))
    return await put(client, sent)


async def put(client: httpx.AsyncClient, sent: Sent, **headers: str) -> httpx.Response:
    return await client.put(sent.path, content=sent.body, headers={**KIND, **headers})


async def take_back(client: httpx.AsyncClient, sent: Sent, key: str = "") -> httpx.Response:
    return await client.delete(sent.path, headers={"Companion-Take-Back": key or sent.key})


def pass_of(database: Database) -> str:
    with database.reading() as connection:
        return next(words for _number, words in passes(connection))


def refused(answer: httpx.Response) -> tuple[int, str]:
    """The status and the name of a refusal."""
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == answer.status_code
    assert document["title"].endswith(".")
    return answer.status_code, document["type"].removeprefix("urn:companion:problem:")


def publish_now(database: Database, clock: SetClock) -> None:
    with database.writing() as connection:
        publish(connection, clock())
    publish_due(database, clock())


async def community_of(client: httpx.AsyncClient) -> Community:
    answer = await client.get("/v1/community")
    return community.from_bytes(verify(answer.content, "community").payload)


async def trails_of(client: httpx.AsyncClient, prefix: str = "") -> dict[str, Trail]:
    answer = await client.get(f"/v1/trails/{prefix}" if prefix else "/v1/trails")
    return trails.from_bytes(verify(answer.content, "trails").payload).trails


def bytes_of(folder: Path) -> bytes:
    """All that the files of an endpoint hold."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def base64_of(size: int) -> str:
    return base64.b64encode(bytes(size)).decode()
