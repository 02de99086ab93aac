"""Calendars from an address: within bounds, and every trouble is told plainly."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from companion.calendars import fetching
from companion.calendars.fetching import fetch_calendar
from companion.problems import Problem
from tests.calendars.places import calendar, event

pytestmark = pytest.mark.slow  # each test has a server

CALENDAR = calendar(event())
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(answer: Answer, secured: ssl.SSLContext | None = None) -> Iterator[str]:
    """An address of this computer where `answer` answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # we hang up when we have had enough
                answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        if secured:
            listening.socket = secured.wrap_socket(listening.socket, server_side=True)
        thread = Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"{'https' if secured else 'http'}://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def says(
    data: bytes = CALENDAR, status: int = 200, type_: str = "text/calendar", **headers: str
) -> Answer:
    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        asked.send_header("Content-Type", type_)
        for name, words in headers.items():
            asked.send_header(name, words)
        asked.end_headers()
        asked.wfile.write(data)

    return answer


def code(address: str) -> str:
    with pytest.raises(Problem) as caught:
        fetch_calendar(address)
    # The rest of an address is often a secret.
    assert "secret" not in caught.value.say + caught.value.next
    return caught.value.code


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.mark.parametrize("type_", ["text/calendar; charset=utf-8", "text/plain", "x", "text/html"])
def test_a_calendar_is_one_whatever_its_host_calls_it(type_: str) -> None:
    with server(says(type_=type_)) as place:
        assert fetch_calendar(f"{place}/secret/basic.ics?x=1") == CALENDAR


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "address_not_found"),
        (410, "address_not_found"),
        (401, "address_refused"),
        (403, "address_refused"),
        (429, "address_slow"),
        (500, "address_not_reached"),
        (503, "address_slow"),
        (204, "address_not_calendar"),
        (418, "address_not_calendar"),
        (302, "address_not_calendar"),
    ],
)
def test_what_a_host_refuses_is_told(status: int, expected: str) -> None:
    with server(says(b"", status)) as place:
        assert code(f"{place}/secret.ics") == expected


@pytest.mark.parametrize(
    "data", [b"<!DOCTYPE html><html><body>Sign in</body></html>", b"", b"\x89PNG", b"{}"]
)
def test_a_web_page_is_no_calendar(data: bytes) -> None:
    with server(says(data)) as place:
        assert code(f"{place}/secret") == "address_not_calendar"


def test_an_endless_answer_is_cut() -> None:
    def answer(asked: BaseHTTPRequestHandler) -> None:
        says(CALENDAR)(asked)
        while True:
            asked.wfile.write(b"X:y\r\n" * 10_000)

    with server(answer) as place:
        assert code(place) == "calendar_too_large"


def drips(begin: Answer, drop: bytes) -> Answer:
    """Begin to answer, then say a little at a time, for 5 seconds."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        begin(asked)
        for _ in range(50):
            asked.wfile.write(drop)
            time.sleep(0.1)

    return answer


def says_yes(asked: BaseHTTPRequestHandler) -> None:
    asked.wfile.write(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize(
    "answer",
    [drips(says_yes, b"X: y\r\n"), drips(says(b"BEGIN:VCALENDAR\r\n"), b"X")],
    ids=["head", "body"],
)
def test_a_slow_drip_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    begun = time.monotonic()
    with server(answer) as place:
        assert code(place) == "address_slow"
    assert time.monotonic() - begun < 5


def test_silence_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS_OF_SILENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        assert code(f"http://127.0.0.1:{deaf.getsockname()[1]}/") == "address_slow"


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert code(f"http://127.0.0.1:{port}/secret") == "address_not_reached"
    assert code("http://nowhere.invalid/secret") == "address_not_reached"


def test_a_link_that_is_not_safe() -> None:
    with server(says()) as place:
        assert code(place.replace("http:", "https:")) == "address_not_safe"
        # webcal stands for https.
        assert code(place.replace("http:", "webcal:")) == "address_not_safe"


def test_a_host_that_nobody_vouches_for(tmp_path: Path) -> None:
    with server(says(), _own_certificate(tmp_path)) as place:
        assert code(f"{place}/secret") == "address_not_safe"


def _own_certificate(folder: Path) -> ssl.SSLContext:
    """A certificate that a host has made for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "host.pem").write_bytes(secret + made.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "host.pem")
    return context


def test_nonsense_in_place_of_an_answer() -> None:
    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"\x00\xff\r\n\r\n" * 100)

    with server(answer) as place:
        assert code(place) == "address_not_reached"


def test_redirects_are_followed_5_times() -> None:
    def answer(asked: BaseHTTPRequestHandler) -> None:
        left = int(asked.path[1:])
        says(status=302, Location=f"/{left - 1}")(asked) if left else says()(asked)

    with server(answer) as place:
        assert fetch_calendar(f"{place}/5") == CALENDAR
        assert code(f"{place}/6") == "address_not_calendar"


def test_a_loop_of_redirects_ends() -> None:
    with server(says(status=301, Location="/again")) as place:
        assert code(place) == "address_not_calendar"


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:x", "//"]
)
def test_redirects_keep_to_the_web(target: str) -> None:
    with server(says(status=302, Location=target)) as place:
        assert code(place) in ("address_not_allowed", "address_not_calendar")


def test_names_and_cookies_are_not_sent_on() -> None:
    heard: list[dict[str, str]] = []

    def other(asked: BaseHTTPRequestHandler) -> None:
        heard.append(dict(asked.headers))
        says()(asked)

    with server(other) as elsewhere:

        def first(asked: BaseHTTPRequestHandler) -> None:
            heard.append(dict(asked.headers))
            says(b"", 302, "x", Location=f"{elsewhere}/x", **{"Set-Cookie": "a=b"})(asked)

        with server(first) as place:
            fetch_calendar(place.replace("//", "//sam:secret@"))
    assert "Authorization" in heard[0]
    for name in ("Authorization", "Cookie", "Referer"):
        assert name not in heard[1]
