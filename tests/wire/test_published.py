"""The documents that a community publishes, and its refusals."""

import json

import pytest

from companion.wire import community, refusals, trails
from companion.wire.community import Community, Consent, News, SessionInfo, Step
from companion.wire.trails import Mark, Reply, Trail, Trails

COMMUNITY = Community(
    version=3,
    name="Kent and Medway",
    made="2026-06-19",
    consent=Consent("1", ("The people who lead read it first.",)),
    sessions=(
        SessionInfo(
            id="k7m4d",
            title="Session",
            starts="2026-06-26T18:00:00+01:00",
            steps=(Step("We say hello.", 10), Step("Break.")),
            like={"sound": "It is quiet."},
        ),
    ),
    news=(News("n1", "2026-06-19", "There will be a quiet room.", kind="changed"),),
)
TRAILS = Trails(
    version=2,
    made="2026-06-19",
    trails={"a" * 32: Trail((Mark("got", "2026-06-19"),), replies=(Reply("r1", "2026-06-20"),))},
)


def test_documents_come_back_as_they_were() -> None:
    assert community.from_bytes(community.to_bytes(COMMUNITY)) == COMMUNITY
    assert trails.from_bytes(trails.to_bytes(TRAILS)) == TRAILS


def test_fields_of_a_later_version_are_passed_over() -> None:
    told = {**json.loads(community.to_bytes(COMMUNITY)), "weather": "sunny"}
    assert community.from_bytes(json.dumps(told).encode()) == COMMUNITY


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"version":1}', b"\xff", b"[" * 100_000])
def test_rubbish_is_refused(data: bytes) -> None:
    for read in (community.from_bytes, trails.from_bytes):
        with pytest.raises(ValueError):
            read(data)


def test_a_refusal_has_its_name_and_status() -> None:
    told = refusals.refusal("code-wrong", "This code is not right.")
    back = refusals.from_bytes(refusals.to_bytes(told))
    assert back == told
    assert (back.name, back.status) == ("code-wrong", 403)


@pytest.mark.parametrize("data", [b"", b"<html>", b"[]", b'{"title":1}'])
def test_what_is_no_refusal_is_none(data: bytes) -> None:
    assert refusals.from_bytes(data) is None


def test_a_name_of_somebody_else_is_no_name() -> None:
    told = b'{"type":"about:blank","title":"No","status":404}'
    found = refusals.from_bytes(told)
    assert found is not None
    assert found.name == ""
