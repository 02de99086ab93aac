"""An endpoint in a folder of its own, asked in process, with a clock that tests set."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from companion.endpoint.app import Bounds, make_app
from companion.endpoint.codes import new_code
from companion.endpoint.database import Database, open_database
from companion.endpoint.founding import found
from companion.endpoint.publishing import publish
from tests.endpoint.senders import Founded, SetClock, pass_of

FACTS: dict[str, str | int] = {"name": "Kent and Medway", "kept_days": 365, "answer_days": 14}
START = "2026-06-19T10:00:00+00:00"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(START)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """An endpoint with a code, to copy: the words of a code take long to make."""
    path = tmp_path_factory.mktemp("founded") / "endpoint.db"
    clock = SetClock(START)
    made = found(f"sqlite:///{path}", FACTS, clock)
    with made.writing() as connection:
        _number, code = new_code(connection, "2026-06-19")
        publish(connection, clock())
    made.leave_nothing()
    made.close()
    return Founded(path, code)


@pytest.fixture
def code(founded: Founded) -> str:
    """The whole code, 4 words."""
    return founded.code


@pytest.fixture
def database(tmp_path: Path, founded: Founded) -> Iterator[Database]:
    shutil.copy(founded.path, tmp_path)
    opened = open_database(f"sqlite:///{tmp_path / founded.path.name}")
    yield opened
    opened.close()


@pytest.fixture
def bounds() -> Bounds:
    return Bounds(spare=0, body_seconds=0.3)


@pytest.fixture
async def client(
    database: Database, clock: SetClock, bounds: Bounds
) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the app, and shows the pass with each call."""
    app = make_app(database, clock=clock, bounds=bounds)
    headers = {"Companion-Pass": pass_of(database)}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://endpoint", headers=headers
    ) as opened:
        yield opened
