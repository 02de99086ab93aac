"""S1.4 and S5 with a real endpoint: sent, answered with its commands, seen, and taken back."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from companion.compose import look_at
from companion.domain.journal import Answer, Entry
from companion.domain.parcels import Parcel
from companion.plainwords.dates import day
from tests.sync.links import bad_link
from tests.sync.member import Member, id_of
from tests.sync.real import Endpoint
from tests.terminal.pty_program import PATIENCE, Program
from tests.terminal.sharing_steps import ANGRY, go, news, only, store, wrote
from tests.terminal.steps import enter, home_with

pytestmark = pytest.mark.slow
WAYS = ["plain", "screen"]


class Kent(Endpoint):
    """The endpoint of a community that says who reads."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ask("about", "--who-reads", "Sam and Priya read it first.")

    def one_with(self, words: str) -> dict[str, Any]:
        """The one contribution with these words: none has come twice."""
        [found] = [one for one in self.received() if one.get("words") == words]
        return found


@pytest.fixture(scope="module")
def kent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kent]:
    with Kent(tmp_path_factory.mktemp("kent")) as found:
        yield found


def connected(tmp_path: Path, way: str, kent: Kent) -> Path:
    home = home_with(tmp_path, way)
    Member(home).community.connect(look_at(kent.address, kent.code))
    return home


def synced(home: Path) -> bool:
    with Program(home, "sync") as program:
        return program.wait() == 0


def parcel_of(home: Path) -> Parcel:
    found = store(home).outbox.parcel(id_of(only(home)))
    assert found is not None
    return found


@pytest.mark.parametrize("way", WAYS)
def test_s5_sent_answered_and_wanted_back(tmp_path: Path, way: str, kent: Kent) -> None:
    home = connected(tmp_path, way, kent)
    angry = f"Nobody asked the {way} zebra.\n{ANGRY}"
    sent = "\n".join(angry.split("\n")[2:])
    entry = store(home).journal.save(Entry(helped=Answer(angry)))
    with Program(home, rows=40) as program:
        program.expect("3 My journal")
        go(program, way, "3 > 3 Look back", "3 > Nobody asked", "1 > 6 Share this")
        go(program, way, "6 > Choose the lines to share.", "3 > 3 Dr Patel did not listen., chosen")
        go(program, way, "4 > 4 My NHS number is 943 476 5919., chosen", "5 > step 2 of 3")
        program.expect("Sam and Priya read it first.")
        go(program, way, "1 > This may name a person: Dr Patel")
        go(program, way, "2 > This will leave your computer:")
        assert not kent.holds("Patel")
        go(program, way, "3 > Thank you.")
        news(program, way, "They have it.")
        program.type("q" + enter(way))
        assert program.wait() == 0
    assert kent.holds("Dr Patel did not listen.")
    assert not kent.holds("zebra")
    number = kent.one_with(sent)["number"]
    kent.ask("status", str(number), "read", "--words", "-", given=f"We read it, {way} reader.")
    told = kent.ask("reply", str(number), "-", given=f"We are sorry, {way} friend.")
    assert told == "The person who sent it can read your answer. So can the people who lead."
    for_all = ("--for-all", "--seen", "-")
    kent.ask("reply", str(number), *for_all, given=f"We will listen, {way} people.")
    assert kent.holds(f"{way} friend")  # for organisers, until it is taken back
    assert kent.holds(f"{way} people")
    assert synced(home)
    with Program(home, rows=40) as program:
        program.expect("There is something new about what you sent.")
        assert "Patel" not in program.screen
        go(program, way, "6 > Thank you.")
        program.expect(f"We read it, {way} reader.")
        program.expect(f"We are sorry, {way} friend.")
        program.expect(f"We will listen, {way} people.")
        go(program, way, "0 > 5 More", "5 > 3 Things I sent", "3 > 2 Take back: Dr Patel")
        go(program, way, "2 > You need no reason.", "1 > You took it back.")
        news(program, way, "Someone had read it.")
        program.expect("Your own words stay in your journal.")
        program.type("q" + enter(way))
        assert program.wait() == 0
    gone = ("Patel", "943 476", f"{way} reader", f"{way} friend", f"{way} people")
    assert [words for words in gone if kent.holds(words)] == []
    [mark] = [one for one in kent.received() if one["number"] == number]
    assert set(mark) == {"number", "taken_back"}
    assert store(home).journal.get(entry.id) == entry


def writes(program: Program, way: str, line: str) -> None:
    """Up to the last step: what will leave is there to be seen."""
    program.expect("5 More")
    go(program, way, "5 > 3 Things I sent", "3 > 1 Share something", "1 > 7 Words")
    program.type("7" + enter(way))
    wrote(program, way, line)
    program.expect("step 2 of 3")
    go(program, way, "1 > This will leave your computer:")
    program.expect(f'"{line}"')
    program.expect("Your name: not sent")


def until(there: Callable[[], bool]) -> None:
    """Wait for what happens in another thread."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("way", WAYS)
def test_s1_a_line_is_sent_though_the_network_drops(tmp_path: Path, way: str, kent: Kent) -> None:
    home = connected(tmp_path, way, kent)
    line = f"The {way} room was too loud."
    with bad_link(kent.address, 1, lost=100, most=600) as link:
        store(home).outbox.change_line(address=link.address)
        with Program(home, rows=40) as program:
            writes(program, way, line)
            before = link.broken
            go(program, way, "3 > Saved here. It will go when there is a connection.")
            until(lambda: link.broken > before)
            program.type("q" + enter(way))
            assert program.wait() == 0
    store(home).outbox.change_line(address=kent.address)
    until(lambda: synced(home) and parcel_of(home).state == "got")  # after a pause
    received = kent.one_with(line)
    kent.ask(
        "status",
        str(received["number"]),
        "changed",
        "--words",
        "-",
        given=f"The {way} lamp is off.",
    )
    assert synced(home)
    with Program(home, rows=40) as program:
        program.expect(f"Something changed: The {way} lamp is off.")
        go(program, way, "6 > They have it.")
        program.expect(f"The {way} lamp is off.")
        program.expect(day(date.fromisoformat(received["received"])))
        program.type("q" + enter(way))
        assert program.wait() == 0
    assert parcel_of(home).promise == date.fromisoformat(received["promise"])
    with Program(home, "take-back", only(home).id, "--yes") as program:
        program.expect("You took it back.")
        program.wait()
    assert synced(home)
    assert not kent.holds(line)
    assert not kent.holds(f"The {way} lamp is off.")
