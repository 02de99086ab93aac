"""Over links that lose, delay and repeat, everything arrives exactly once."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tests.endpoint.senders import picture
from tests.sync.links import bad_link
from tests.sync.member import Member, id_of
from tests.sync.model import Model

pytestmark = pytest.mark.slow

MANY = int(os.environ.get("COMPANION_TEST_CONTRIBUTIONS", "1000"))


def settle(member: Member, most: int) -> int:
    """Rounds until nothing waits. Returns how many it took."""
    for n in range(1, most + 1):
        member.pass_time(hours=2)
        if member.round(fetch=False).waiting == 0:
            return n
    raise AssertionError("something still waits")


def test_1000_contributions_arrive_exactly_once_over_a_link_that_loses_30_in_100(
    member: Member, model: Model
) -> None:
    chance = Random(9)
    shares = [member.says_yes(f"This is number {n}.") for n in range(MANY)]
    never = {id_of(share) for share in chance.sample(shares, MANY // 20)}
    for share in shares:
        if id_of(share) in never:
            assert member.takes_back(share)
    with bad_link(model.address, 1, lost=30, again=10) as link:
        member.store.outbox.change_line(address=link.address)
        for _ in range(3):  # a part of it leaves
            member.round(fetch=False)
        back = {id_of(share) for share in chance.sample(shares, MANY // 10)}
        for share in shares:
            if id_of(share) in back and member.takes_back(share):
                never.add(id_of(share))
        settle(member, 2_000)
        assert link.broken > 0
    time.sleep(1)  # what the link still carries about
    assert len(set(model.arrivals)) == len(model.arrivals)
    assert not never & set(model.arrivals)
    assert set(model.held) == {id_of(share) for share in shares} - never - back


def test_a_slow_link_carries_a_contribution(member: Member, model: Model) -> None:
    share = member.says_yes("The room was too loud. " * 60)
    with bad_link(model.address, 2, bits=16_000) as link:
        member.store.outbox.change_line(address=link.address)
        begun = time.monotonic()
        assert member.round().waiting == 0
        assert time.monotonic() - begun > 0.5  # it was slow
    assert model.arrivals == [id_of(share)]


def test_a_file_goes_up_whole_though_programs_are_killed_all_the_time(
    member: Member, model: Model
) -> None:
    data = picture(500_000)
    share = member.gives(data)
    chance, least = Random(5), 0
    env = dict(os.environ, COMPANION_HOME=str(member.home.path))
    with bad_link(model.address, 6, lost=30, most=200_000, bits=1_500_000) as link:
        member.store.outbox.change_line(address=link.address)
        for _ in range(40):
            program = subprocess.Popen(
                [sys.executable, "-m", "companion", "sync"],
                env=env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            with suppress(subprocess.TimeoutExpired):
                program.wait(chance.uniform(1.0, 4.0))
            program.kill()
            program.wait()
            held = sum(map(len, model.files.get(id_of(share), [])))
            assert held >= least  # what was acknowledged stays
            least = held
            if held == len(data):
                break
        after = Member(member.home.path)
        after.time = datetime.now(UTC)
        settle(after, 100)
    assert [bytes(one) for one in model.files[id_of(share)]] == [data]
    assert after.parcel(share).state == "got"


def test_two_programs_at_once_on_one_home_send_each_once(member: Member, model: Model) -> None:
    shares = [member.says_yes(f"This is number {n}.") for n in range(30)]
    again = [sys.executable, "-m", "companion", "sync", "--json"]
    env = dict(os.environ, COMPANION_HOME=str(member.home.path))
    programs = [subprocess.Popen(again, env=env, stdout=subprocess.PIPE) for _ in range(3)]
    for program in programs:
        program.communicate(timeout=120)
    settle(member, 5)
    assert sorted(model.arrivals) == sorted(map(id_of, shares))
    puts = [path for method, path, _ in model.requests if method == "PUT"]
    assert len(puts) == len(set(puts))


def test_killed_at_any_moment_it_goes_on(member: Member, model: Model, tmp_path: Path) -> None:
    shares = [member.says_yes(f"This is number {n}.") for n in range(40)]
    for share in shares[:5]:
        assert member.takes_back(share)
    chance = Random(4)
    env = dict(os.environ, COMPANION_HOME=str(member.home.path))
    with bad_link(model.address, 3, lost=20) as link:
        member.store.outbox.change_line(address=link.address)
        for _ in range(12):
            program = subprocess.Popen(
                [sys.executable, "-m", "companion", "sync"],
                env=env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(chance.uniform(0.3, 2.5))
            program.send_signal(signal.SIGKILL)
            program.wait()
        after = Member(member.home.path)
        settle(after, 100)
    assert sorted(model.arrivals) == sorted(map(id_of, shares[5:]))
    for share in shares[5:]:
        assert after.parcel(share).state == "got"
