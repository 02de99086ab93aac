"""The companion with the real endpoint, as two programs."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.compose import look_at
from tests.sync.charters import TOLD, new_version
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
    # Nothing new is short.
    assert not member.round().arrived


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
