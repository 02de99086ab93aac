"""The OpenAPI document tells the truth: calls made up from it get the answers that it names."""

import json
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from companion.endpoint.app import Bounds, make_app
from companion.endpoint.database import Database
from companion.endpoint.describing_calls import openapi
from companion.wire.refusals import STATUSES
from tests.endpoint.places import Files
from tests.endpoint.senders import SetClock, pass_of

SCHEMA = schemathesis.openapi.from_dict(json.loads(openapi()))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def place(files: Files) -> Files:
    """What is described does not hang on the database."""
    return files


@pytest.fixture
def app(database: Database, clock: SetClock) -> object:
    return make_app(database, clock=clock, bounds=Bounds(spare=0))


@SCHEMA.parametrize()
@settings(
    max_examples=12,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_calls_get_the_answers_that_are_described(
    case: "schemathesis.Case[Any]", app: object, database: Database
) -> None:
    response = case.call(app=app, headers={"Companion-Pass": pass_of(database)})
    case.validate_response(response, checks=CHECKS)


async def test_the_document_is_served(client: httpx.AsyncClient) -> None:
    assert (await client.get("/openapi.json")).content == openapi()


def test_every_refusal_has_its_sentences() -> None:
    from companion.endpoint.refusing import refusal

    for name, status in STATUSES.items():
        answer = refusal(name)
        assert answer.status_code == status
        assert bytes(answer.body)
        assert ("retry-after" in answer.headers) == (status in (408, 429, 503, 507))
