"""Real endpoints: killed in the middle of their answers, told to stop, listened to."""

import socket
import threading
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from companion.endpoint.database import Database
from companion.wire.contributions import LARGEST
from tests.endpoint.senders import (
    KIND,
    Sent,
    contribution,
    pass_of,
    picture,
    piece_headers,
    with_files,
)
from tests.endpoint.serving import Running

pytestmark = pytest.mark.slow


@pytest.fixture
def headers(database: Database) -> dict[str, str]:
    return {**KIND, "Companion-Pass": pass_of(database)}


class Sender(threading.Thread):
    """Sends one contribution after the other until the endpoint is gone."""

    def __init__(self, address: str, headers: dict[str, str]) -> None:
        super().__init__()
        self._client = httpx.Client(base_url=address, headers=headers, timeout=60)
        self.acknowledged: list[Sent] = []
        self.taken_back: list[Sent] = []
        self.unsure: list[Sent] = []

    def run(self) -> None:
        with self._client as client:
            try:
                while True:
                    sent = contribution("x" * 3_000)
                    self.unsure.append(sent)
                    if client.put(sent.path, content=sent.body).status_code == 201:
                        self.acknowledged.append(self.unsure.pop())
                    if (len(self.acknowledged) + len(self.taken_back)) % 4 == 3:
                        back = self.acknowledged.pop(0)
                        self.unsure.append(back)
                        headers = {"Companion-Take-Back": back.key}
                        if client.delete(back.path, headers=headers).status_code == 204:
                            self.taken_back.append(self.unsure.pop())
            except httpx.TransportError:
                return


def test_what_was_acknowledged_survives_a_kill(
    url: str, tmp_path: Path, headers: dict[str, str]
) -> None:
    kept: list[Sent] = []
    gone: list[Sent] = []
    for round_of in range(3):
        with Running(url, tmp_path) as running:
            senders = [Sender(running.address, headers) for _sender in range(4)]
            for sender in senders:
                sender.start()
            while sum(len(one.acknowledged) for one in senders) < 15 * (round_of + 1):
                assert all(sender.is_alive() for sender in senders)
                senders[0].join(0.01)
            running.kill()
            for sender in senders:
                sender.join()
                kept += sender.acknowledged
                gone += sender.taken_back
    with Running(url, tmp_path) as running:
        for sent in kept:
            again = running.client.put(sent.path, content=sent.body, headers=headers)
            assert again.status_code == 200
        for sent in gone:
            again = running.client.put(sent.path, content=sent.body, headers=headers)
            assert again.status_code == 410
    assert len(kept) >= 60
    assert gone


def test_pieces_that_were_acknowledged_survive_a_kill(
    url: str, tmp_path: Path, headers: dict[str, str]
) -> None:
    data = picture(400_000)
    sent = with_files(data)
    passed = {"Companion-Pass": headers["Companion-Pass"]}
    where, acknowledged, size = f"{sent.path}/files/0", 0, 16_384
    while acknowledged < len(data):
        with Running(url, tmp_path) as running:
            begun = running.client.put(sent.path, content=sent.body, headers=headers)
            assert begun.status_code in (200, 201)
            assert begun.json()["held"][0] >= acknowledged
            at = int(running.client.head(where, headers=passed).headers["companion-offset"])
            assert at >= acknowledged
            for _piece in range(7):
                piece = data[at : at + size]
                told = piece_headers(piece, at, **passed)
                answer = running.client.put(where, content=piece, headers=told)
                assert answer.status_code == 204
                acknowledged = at = int(answer.headers["companion-offset"])
                if at == len(data):
                    break
            last = threading.Thread(target=_put_and_fail, args=(running.address, where, data, at))
            last.start()
            running.kill()
            last.join()
    with Running(url, tmp_path) as running:
        whole = running.client.put(sent.path, content=sent.body, headers=headers)
        assert whole.json()["held"] == [len(data)]


def _put_and_fail(address: str, where: str, data: bytes, at: int) -> None:
    """A piece that the kill meets somewhere on its way."""
    with suppress(httpx.TransportError):
        piece = data[at : at + 16_384]
        httpx.put(f"{address}{where}", content=piece, headers=piece_headers(piece, at))


def test_it_finishes_what_is_under_way_and_stops(
    url: str, tmp_path: Path, headers: dict[str, str]
) -> None:
    sent = contribution("x" * 500)
    with Running(url, tmp_path) as running:
        host, port = running.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as link:
            head = f"PUT {sent.path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(sent.body)}\r\n"
            head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            link.sendall(head.encode() + b"\r\n" + sent.body[:100])
            assert running.client.get("/healthz").status_code == 200
            running.process.terminate()
            with pytest.raises(httpx.TransportError):
                while True:
                    httpx.get(f"{running.address}/healthz")
            link.sendall(sent.body[100:])
            assert link.recv(1_000).startswith(b"HTTP/1.1 201")
        assert running.process.wait(60) == 0


def test_two_workers_serve_one_database_and_say_nothing_of_anybody(
    url: str, tmp_path: Path, headers: dict[str, str], code: str
) -> None:
    """Every kind of call, right and wrong; then all that was said is searched."""
    words = "SECRETWORDS of a member"
    sent, back, early = (contribution(words, name="NAMED") for _one in range(3))
    secret = " ".join(code.split()[:2])
    with Running(url, tmp_path, "--workers", "2") as running:
        statuses = set()
        for _time in range(3):
            statuses |= _every_call(running.client, headers, (sent, back, early), secret)
        assert running.stop() == 0
        said = running.all_said()
    assert statuses == {200, 201, 204, 304, 400, 403, 404, 405, 409, 410, 413, 415}
    told = [words, "SECRETWORDS", "NAMED", secret, headers["Companion-Pass"], "127.0.0.1:5"]
    for one in (sent, back, early):
        told += [one.id, one.trail, one.key, one.body.decode()]
    for secret_words in told:
        assert secret_words not in said
    assert said.count("127.0.0.1") == 1  # its own address
    assert "Answers: 200: " in said


def _every_call(
    client: httpx.Client, headers: dict[str, str], each: tuple[Sent, ...], secret: str
) -> set[int]:
    sent, back, early = each
    asked = [
        client.delete(early.path, headers={"Companion-Take-Back": early.key}),
        *(client.put(one.path, content=one.body, headers=headers) for one in each),
        client.put(sent.path, content=back.body, headers=headers),
        client.put(sent.path, content=b"SECRETWORDS", headers=headers),
        client.put(sent.path, content=b"SECRETWORDS" * LARGEST, headers=headers),
        client.put(sent.path, content=sent.body, headers={**headers, "Content-Type": "a/b"}),
        client.put(f"/v1/contributions/{sent.key}", content=sent.body, headers=headers),
        client.put(sent.path, content=sent.body, headers={**KIND, "Companion-Code": sent.key}),
        client.delete(sent.path, headers={"Companion-Take-Back": back.key}),
        client.delete(back.path, headers={"Companion-Take-Back": back.key}),
        client.delete(back.path, headers={"Companion-Take-Back": "SECRETWORDS"}),
        client.get("/v1/pass", headers={"Companion-Code": secret}),
        client.get(f"/{sent.id}?words=SECRETWORDS"),
        client.post(sent.path, content=sent.body),
        client.get("/v1/trails"),
        client.get("/readyz"),
    ]
    tag = client.get("/v1/community").headers["etag"]
    asked.append(client.get("/v1/community", headers={"If-None-Match": tag}))
    return {answer.status_code for answer in asked}
