"""Over links that lose, delay and repeat, everything arrives exactly once, at a real endpoint."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest

from companion.compose import look_at
from companion.domain.shares import Share
from tests.endpoint.senders import bytes_of
from tests.sync.links import BadLink, bad_link
from tests.sync.member import Member, id_of
from tests.sync.real import Endpoint

pytest.importorskip("companion.endpoint.app", reason="the endpoint is not here, or what it needs")
pytestmark = pytest.mark.slow

MANY = int(os.environ.get("COMPANION_TEST_CONTRIBUTIONS", "1000"))
KILLS = 3
MEMORY = Path("/dev/shm")  # nothing here is about a disk, and most of the time would go there


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder in memory, where there is one."""
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(dir=place) as found:
        yield Path(found)


@pytest.fixture(scope="module")
def endpoint(folder: Path) -> Iterator[Endpoint]:
    (folder / "kent").mkdir()
    with Endpoint(folder / "kent") as found:
        yield found


@pytest.fixture
def member(folder: Path, endpoint: Endpoint, request: pytest.FixtureRequest) -> Member:
    found = Member(folder / request.node.name)
    found.community.connect(look_at(endpoint.address, endpoint.code))
    return found


def settle(member: Member, most: int) -> int:
    """Rounds until nothing waits. Returns how many it took."""
    for n in range(1, most + 1):
        member.pass_time(hours=2)
        if member.round(fetch=False).waiting == 0:
            return n
    raise AssertionError("something still waits")


def words_of(endpoint: Endpoint, test: str) -> list[str]:
    """The words of all that it has from a test, sorted."""
    words = [one["words"] for one in endpoint.received() if "words" in one]
    return sorted(one for one in words if one.startswith(test))


def says_yes_to(member: Member, count: int, test: str) -> list[Share]:
    return [member.says_yes(f"{test}: this is number {n:04}.") for n in range(count)]


def gone_within(endpoint: Endpoint, words: Iterable[str], seconds: float) -> bool:
    """Whether no file of it has any of these words any more."""
    end, wanted = time.monotonic() + seconds, [one.encode() for one in words]
    while any(one in held for held in [bytes_of(endpoint.folder)] for one in wanted):
        if time.monotonic() > end:
            return False
        time.sleep(0.5)
    return True


class Killer(Thread):
    """Kills the endpoint after each so many requests, by chance, and starts it again."""

    def __init__(self, endpoint: Endpoint, link: BadLink, between: int) -> None:
        super().__init__()
        self._endpoint, self._link, self._between = endpoint, link, between
        self.kills = 0
        self.enough = Event()

    def run(self) -> None:
        chance, at = Random(5), self._link.requests
        while self.kills < KILLS and not self.enough.is_set():
            at += chance.randint(self._between // 2, self._between)
            while self._link.requests < at and not self.enough.wait(0.005):
                pass
            self._endpoint.kill_and_start_again()
            self._link.lead_to(self._endpoint.address)
            self.kills += 1


def test_1000_contributions_arrive_exactly_once_over_a_link_that_loses_30_in_100(
    member: Member, endpoint: Endpoint
) -> None:
    chance = Random(9)
    shares = says_yes_to(member, MANY, "Many")
    never = chance.sample(shares, MANY // 40)
    assert all(member.takes_back(share) for share in never)
    back = chance.sample([share for share in shares if share not in never], MANY // 20)
    with bad_link(endpoint.address, 1, lost=30, again=10) as link:
        member.store.outbox.change_line(address=link.address)
        killer = Killer(endpoint, link, MANY // 4)
        killer.start()
        while link.requests < MANY // 2:  # a part of it leaves
            member.pass_time(hours=2)
            member.round(fetch=False)
        never += [share for share in back if member.takes_back(share)]
        settle(member, 2_000)
        killer.enough.set()
        killer.join()
        assert link.broken > link.requests / 5
        assert killer.kills == KILLS
        carried = bytes(link.carried)
    time.sleep(1)  # what the link still carries about
    gone = {share.words for share in (*never, *back)}
    stay = sorted(share.words for share in shares if share.words not in gone)
    assert words_of(endpoint, "Many") == stay
    assert {member.parcel(share).state for share in shares if share.words in stay} == {"got"}
    assert not [share.words for share in never if share.words.encode() in carried]
    assert [one for one in stay if one.encode() not in carried] == []
    assert endpoint.holds(stay[0])
    assert gone_within(endpoint, gone, 70)


def test_a_slow_link_carries_a_contribution(member: Member, endpoint: Endpoint) -> None:
    share = member.says_yes("Slow: the room was too loud. " * 60)
    with bad_link(endpoint.address, 2, bits=16_000) as link:
        member.store.outbox.change_line(address=link.address)
        begun = time.monotonic()
        assert member.round(fetch=False).waiting == 0
        assert time.monotonic() - begun > 0.5  # it was slow
    assert words_of(endpoint, "Slow") == [share.words]


def test_two_programs_at_once_on_one_home_send_each_once(
    member: Member, endpoint: Endpoint
) -> None:
    shares = says_yes_to(member, 30, "Two")
    again = [sys.executable, "-m", "companion", "sync", "--json"]
    env = dict(os.environ, COMPANION_HOME=str(member.home.path))
    with bad_link(endpoint.address, 6) as link:
        member.store.outbox.change_line(address=link.address)
        programs = [subprocess.Popen(again, env=env, stdout=subprocess.PIPE) for _ in range(3)]
        for program in programs:
            program.communicate(timeout=120)
        settle(member, 5)
        carried = bytes(link.carried)
    assert words_of(endpoint, "Two") == [share.words for share in shares]
    assert [carried.count(share.words.encode()) for share in shares] == [1] * len(shares)


def test_killed_at_any_moment_it_goes_on(member: Member, endpoint: Endpoint) -> None:
    shares = says_yes_to(member, 40, "Killed")
    for share in shares[:5]:
        assert member.takes_back(share)
    chance = Random(4)
    env = dict(os.environ, COMPANION_HOME=str(member.home.path))
    with bad_link(endpoint.address, 3, lost=20, bits=100_000) as link:
        member.store.outbox.change_line(address=link.address)
        for _ in range(8):
            before = link.requests
            program = subprocess.Popen(
                [sys.executable, "-m", "companion", "sync"],
                env=env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            while link.requests == before and program.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.5))  # while it sends
            program.send_signal(signal.SIGKILL)
            program.wait()
        after = Member(member.home.path)
        settle(after, 100)
    assert words_of(endpoint, "Killed") == [share.words for share in shares[5:]]
    for share in shares[5:]:
        assert after.parcel(share).state == "got"
    assert id_of(shares[0]).encode() not in bytes(link.carried)
