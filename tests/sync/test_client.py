"""The client: exactly what travels, and every bound on what comes."""

import gzip
import time
from threading import Event, Timer

import pytest

from companion import web
from companion.problems import Problem
from companion.sync import client
from companion.sync.client import Endpoint, endpoint_address
from companion.sync.failures import NoAnswer
from companion.wire import calls
from tests.sync.member import Member, id_of
from tests.sync.model import Handler, Model, serving

pytestmark = pytest.mark.slow  # each test has a server

USUAL = {"User-Agent": "companion"}


def why(endpoint: Endpoint) -> str:
    with pytest.raises(NoAnswer) as caught:
        endpoint.published(calls.COMMUNITY)
    return caught.value.why


def test_exactly_these_headers_travel(member: Member, model: Model) -> None:
    share = member.says_yes()
    member.round()
    member.takes_back(share)
    member.round()
    host = model.address.removeprefix("http://")
    found = {(method, path): dict(headers) for method, path, headers in model.requests}
    for headers in found.values():
        assert headers.pop("Host") == host
        assert headers.pop("User-Agent") == "companion"
    tag = found["GET", calls.COMMUNITY].pop("If-None-Match")
    assert len(tag) == len('""') + 64
    path = f"{calls.CONTRIBUTIONS}/{id_of(share)}"
    length = found["PUT", path].pop("Content-Length")
    assert int(length) < 1_500
    assert share.sending is not None
    media_type = "application/vnd.companion.contribution+json; version=1"
    assert found == {
        ("GET", calls.COMMUNITY): {"Accept": "*/*", "Accept-Encoding": "gzip"},
        ("GET", calls.TRAILS): {"Accept": "*/*", "Accept-Encoding": "gzip"},
        ("PUT", path): {
            "Accept": "application/json",
            "Content-Type": media_type,
            calls.CODE_HEADER: "apple river",
        },
        ("DELETE", path): {"Accept": "application/json", calls.KEY_HEADER: share.sending.key},
    }


def test_one_connection_is_enough(member: Member, model: Model) -> None:
    connections = set()
    original = model.put

    def noted(handler: Handler, contribution_id: str, body: bytes) -> None:
        connections.add(handler.client_address)
        original(handler, contribution_id, body)

    model.put = noted  # type: ignore[method-assign]
    for _ in range(5):
        member.says_yes()
    member.round()
    assert len(model.arrivals) == 5
    assert len(connections) == 1


def bomb(asked: Handler) -> None:
    packed = gzip.compress(b"\0" * 60_000_000, 9)
    asked.give(200, packed, **{"Content-Encoding": "gzip"})


def endless(asked: Handler) -> None:
    asked.send_response(200)
    asked.end_headers()
    while True:
        asked.wfile.write(b"x" * 100_000)


def half(asked: Handler) -> None:
    packed = gzip.compress(b"x" * 100_000)
    asked.give(200, packed[: len(packed) // 2], **{"Content-Encoding": "gzip"})


@pytest.mark.parametrize(
    ("answer", "expected"), [(bomb, "too-large"), (endless, "too-large"), (half, "odd")]
)
def test_no_answer_grows_beyond_its_bounds(model: Model, answer, expected: str) -> None:  # type: ignore[no-untyped-def]
    model.instead["/"] = answer
    with Endpoint(model.address) as endpoint:
        assert why(endpoint) == expected


def test_a_slow_drip_is_not_waited_for(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.5)

    def drips(asked: Handler) -> None:
        for _ in range(60):
            asked.wfile.write(b"HTTP/1.1 200 OK\r\nX: " if _ == 0 else b"y")
            time.sleep(0.1)

    model.instead["/"] = drips
    begun = time.monotonic()
    with Endpoint(model.address) as endpoint:
        assert why(endpoint) == "slow"
    assert time.monotonic() - begun < 5


def test_a_step_can_be_stopped_at_any_moment(model: Model) -> None:
    release, stopped = Event(), Event()

    def waits(_asked: Handler) -> None:
        release.wait(20)

    model.instead["/"] = waits
    Timer(0.3, stopped.set).start()
    begun = time.monotonic()
    with Endpoint(model.address, stopped) as endpoint:
        assert why(endpoint) == "stopped"
    assert time.monotonic() - begun < 5
    release.set()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_leads_to_another_host(member: Member, model: Model, status: int) -> None:
    with serving(Model()) as other:
        model.instead["/"] = lambda asked: asked.give(
            status, b"", Location=f"{other.address}{asked.path}"
        )
        member.says_yes()
        outcome = member.round()
        assert other.requests == []
    assert outcome.waiting == 1
    assert outcome.arrived.got == 0


def test_a_redirect_on_the_same_host_is_followed(member: Member, model: Model) -> None:
    def leads_on(asked: Handler) -> None:
        asked.give(307, b"", Location=asked.path.replace("/v1/c", "/x/../v1/c", 1))

    model.instead["/v1/contributions"] = leads_on
    share = member.says_yes()
    assert member.round().waiting == 1  # a loop ends
    assert member.parcel(share).state == "waiting"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("north.example", "https://north.example"),
        ("https://north.example/", "https://north.example"),
        ("https://north.example/hub/v1/community", "https://north.example/hub"),
        ("HTTPS://North.example:8443", "https://north.example:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_as_people_type_it(typed: str, expected: str) -> None:
    assert endpoint_address(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "http://north.example",
        "http://127.0.0.1.example",
        "http://10.0.0.1",
        "ftp://north.example",
        "file:///etc/passwd",
        "https://sam:secret@north.example",
        "https://north.example/?x=1",
        "https://",
        "https://north.example:0",
        "https://[::1",
        "https://north example",
        "https://" + "x" * 600,
    ],
)
def test_an_address_that_is_not_asked(typed: str) -> None:
    with pytest.raises(Problem) as caught:
        endpoint_address(typed)
    assert caught.value.code == "address_not_allowed"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_this_computer(host: str) -> None:
    assert web.is_loopback(host)


def test_this_computer_is_not_asked_through_a_proxy(
    member: Member, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Model()) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        member.says_yes()
        assert member.round().arrived.got == 1
        assert proxy.requests == []
