"""An endpoint, and an organiser who has signed in to its pages."""

from collections.abc import AsyncIterator

import pytest

from companion.endpoint.database import Database
from tests.endpoint.conftest import clock, code, database, founded
from tests.endpoint.senders import SetClock
from tests.web.visitors import Visitor

__all__ = ["clock", "code", "database", "founded"]


@pytest.fixture
async def sam(database: Database, clock: SetClock) -> AsyncIterator[Visitor]:
    async with Visitor(database, clock) as visitor:
        yield await visitor.sign_in()
