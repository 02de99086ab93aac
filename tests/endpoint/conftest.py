"""An endpoint in a folder of its own, asked in process, with a clock that tests set."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from companion.endpoint.app import Bounds, make_app
from companion.endpoint.database import Database
from companion.endpoint.founding import found
from companion.endpoint.publishing import publish
from tests.endpoint.senders import SetClock, pass_of

FACTS: dict[str, str | int] = {"name": "Kent and Medway", "kept_days": 365, "answer_days": 14}


@pytest.fixture
def clock() -> SetClock:
    return SetClock("2026-06-19T10:00:00+00:00")


@pytest.fixture
def database(tmp_path: Path, clock: SetClock) -> Iterator[Database]:
    made = found(f"sqlite:///{tmp_path / 'endpoint.db'}", FACTS, clock)
    yield made
    made.close()


@pytest.fixture
def code(database: Database, clock: SetClock) -> str:
    """The whole code, 4 words."""
    from companion.endpoint.codes import new_code

    with database.writing() as connection:
        _number, words = new_code(connection, "2026-06-19")
        publish(connection, clock())
    return words


@pytest.fixture
def bounds() -> Bounds:
    return Bounds(spare=0, body_seconds=0.3)


@pytest.fixture
async def client(
    database: Database, code: str, clock: SetClock, bounds: Bounds
) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the app, and shows the pass with each call."""
    app = make_app(database, clock=clock, bounds=bounds)
    headers = {"Companion-Pass": pass_of(database)}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://endpoint", headers=headers
    ) as opened:
        yield opened
