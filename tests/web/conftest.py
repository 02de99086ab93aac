"""An endpoint, and an organiser who has signed in to its pages.

The pages do nothing with a database but by the functions that tests/endpoint tries with SQLite
and PostgreSQL, so these tests have SQLite alone.
"""

from collections.abc import AsyncIterator

import pytest

from companion.endpoint.database import Database
from tests.endpoint.conftest import clock, code, database, files, url
from tests.endpoint.places import Files
from tests.endpoint.senders import SetClock
from tests.web.visitors import Visitor

__all__ = ["clock", "code", "database", "files", "url"]


@pytest.fixture
def place(files: Files) -> Files:
    return files


@pytest.fixture
async def sam(database: Database, clock: SetClock) -> AsyncIterator[Visitor]:
    async with Visitor(database, clock) as visitor:
        yield await visitor.sign_in()
