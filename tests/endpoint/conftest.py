"""An endpoint in a place of its own, asked in process, with a clock that tests set.

Each test that uses `place` runs twice: with SQLite, and with a real PostgreSQL. Those of a module
with ONLY_SQLITE = True run once: they are about what is said, and not about what is kept.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from companion.endpoint.app import Bounds, make_app
from companion.endpoint.database import Database, open_database
from tests.endpoint.places import START, Databases, Files, Place, Server, serving
from tests.endpoint.senders import SetClock, pass_of


@pytest.fixture
def clock() -> SetClock:
    return SetClock(START)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One PostgreSQL for all tests."""
    with serving() as found:
        yield found


@pytest.fixture(scope="session")
def databases(server: Server) -> Databases:
    return Databases(server)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("founded"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Say with which databases a test runs, where it does not say so itself."""
    marks = metafunc.definition.iter_markers("parametrize")
    said = hasattr(metafunc.module, "place") or any(mark.args[0] == "place" for mark in marks)
    if "place" in metafunc.fixturenames and not said:
        both = {"sqlite": "files", "postgresql": "databases"}
        if getattr(metafunc.module, "ONLY_SQLITE", False):
            del both["postgresql"]
        metafunc.parametrize("place", both.values(), indirect=True, ids=both.keys())


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def code(place: Place) -> str:
    """The whole code, 4 words."""
    return place.code


@pytest.fixture
def url(place: Place, tmp_path: Path) -> Iterator[str]:
    """The address of an endpoint's database."""
    found = place.copy(tmp_path)
    yield found
    place.drop(found)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture
def bounds() -> Bounds:
    return Bounds(spare=0, body_seconds=0.3, look_seconds=0)


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
