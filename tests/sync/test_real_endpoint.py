"""The companion with the real endpoint, as two programs."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from companion.compose import look_at
from tests.endpoint.senders import picture
from tests.sync.charters import TOLD, new_version
from tests.sync.links import bad_link
from tests.sync.member import Member, id_of
from tests.sync.real import Endpoint

pytest.importorskip("companion.endpoint.app", reason="the endpoint is not here, or what it needs")
pytestmark = pytest.mark.slow


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    with Endpoint(tmp_path) as found:
        yield found


def test_a_whole_life_of_a_contribution(endpoint: Endpoint, tmp_path: Path) -> None:
    member = Member(tmp_path / "home")
    offer = look_at(endpoint.address, endpoint.code)
    assert offer.community.name == "Kent and Medway"
    member.community.connect(offer)
    shares = [member.says_yes(f"This is number {n}.") for n in range(3)]
    never = member.says_yes("Not this one.")
    assert member.takes_back(never)
    outcome = member.round()
    assert (outcome.arrived.got, outcome.waiting, outcome.arrived.problems) == (3, 0, ())
    parcel = member.parcel(shares[0])
    assert parcel.got is not None
    assert parcel.promise is not None
    line = member.store.outbox.line()
    assert line is not None
    assert line.pass_words  # the code was changed for it
    # A copy that comes late, and taking back.
    member.store.outbox.settle(id_of(shares[1]), lambda p: p)
    assert not member.takes_back(shares[0])
    assert member.round().arrived.taken_back == 1
    assert member.parcel(shares[0]).was_read is False
    # Nothing new is short. What is published may come a round later: the endpoint makes it alone.
    assert any(not member.round().arrived for _ in range(3))


@pytest.mark.parametrize(("lost", "most"), [(30, 4_000), (90, 90_000)])
def test_files_arrive_over_a_link_that_breaks(
    endpoint: Endpoint, tmp_path: Path, lost: int, most: int
) -> None:
    member = Member(tmp_path / "home")
    member.community.connect(look_at(endpoint.address, endpoint.code))
    datas = [picture(250_000), picture(20_000)]
    share = member.gives(*datas)
    with bad_link(endpoint.address, 3, lost=lost, again=10, most=most) as link:
        member.store.outbox.change_line(address=link.address)
        for _ in range(100):
            outcome = member.round(fetch=False)
            if not outcome.waiting:
                break
            assert outcome.due is not None
            member.time = max(member.time, outcome.due)
    assert member.parcel(share).state == "got"
    assert saved(endpoint, tmp_path) == datas


def test_a_slow_link_carries_a_file(endpoint: Endpoint, tmp_path: Path) -> None:
    member = Live(tmp_path / "home")
    member.community.connect(look_at(endpoint.address, endpoint.code))
    data = picture(40_000)
    share = member.gives(data)
    with bad_link(endpoint.address, 4, bits=16_000) as link:
        member.store.outbox.change_line(address=link.address)
        begun = time.monotonic()
        assert member.round(fetch=False).waiting == 0
        assert time.monotonic() - begun > 20  # it was slow, and nothing was sent twice
        assert link.requests < 10
    assert member.parcel(share).state == "got"
    assert saved(endpoint, tmp_path) == [data]


def test_taken_back_in_mid_upload_nothing_of_it_is_left(endpoint: Endpoint, tmp_path: Path) -> None:
    member, page = Member(tmp_path / "home"), Member(tmp_path / "home")
    member.community.connect(look_at(endpoint.address, endpoint.code))
    share = member.gives(picture(2_000_000))

    def told(words: str) -> None:
        if "half" in words and page.parcel(share).state == "waiting":
            assert not page.takes_back(share)

    member.told = Telling(told)
    assert member.round().waiting == 1
    assert any(b"PIXELS-" in place.read_bytes() for place in tmp_path.glob("endpoint.db*"))
    assert member.round().arrived.taken_back == 1
    assert endpoint.ask("list") == "Nothing came in yet."
    for place in tmp_path.glob("endpoint.db*"):
        assert b"PIXELS-" not in place.read_bytes()


class Live(Member):
    """A member whose clock goes on."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Telling(list[str]):
    """Hears each word, and does something."""

    def __init__(self, told: Callable[[str], None]) -> None:
        super().__init__()
        self._told = told

    def append(self, words: str) -> None:
        self._told(words)


def saved(endpoint: Endpoint, tmp_path: Path) -> list[bytes]:
    """What organisers have written out of the first contribution."""
    folder = tmp_path / "out"
    folder.mkdir()
    endpoint.ask("list", "1", "--save", str(folder))
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def test_a_code_that_was_ended_stops_sending(endpoint: Endpoint, tmp_path: Path) -> None:
    member = Member(tmp_path / "home")
    member.community.connect(look_at(endpoint.address, endpoint.code))
    endpoint.ask("code", "--end", "1")
    share = member.says_yes()
    outcome = member.round()
    assert outcome.arrived.got == 0
    assert member.parcel(share).state == "waiting"
    connection = member.community.connection()
    assert connection is not None
    assert connection.code_ended


def test_the_command_line_of_both(endpoint: Endpoint, tmp_path: Path) -> None:
    env = dict(os.environ, COMPANION_HOME=str(tmp_path / "home"))
    words = [sys.executable, "-m", "companion"]
    connect = [*words, "connect", endpoint.address, *endpoint.code.split(), "--yes"]
    done = subprocess.run(connect, env=env, capture_output=True, text=True, check=True)
    assert "You are connected to Kent and Medway." in done.stdout
    synced = subprocess.run([*words, "sync", "--json"], env=env, capture_output=True, check=True)
    assert json.loads(synced.stdout)["reached"] is True


def test_a_new_charter_comes_and_is_read(endpoint: Endpoint, tmp_path: Path) -> None:
    member = Member(tmp_path / "home")
    member.community.connect(look_at(endpoint.address, endpoint.code))
    endpoint.ask("pack", str(new_version(tmp_path / "2", "2")))
    env = dict(os.environ, COMPANION_HOME=str(tmp_path / "home"))
    for words, told in (
        (["sync"], "There is a new charter."),
        (["sync"], "Nothing is new."),
        (["charter", "--changes"], TOLD),
        (["charter", "--older", "1", "--changes"], "This is the first version."),
        (["doctor"], "Version 2."),
    ):
        command = [sys.executable, "-m", "companion", *words]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert told in done.stdout, done
