"""S8: one switch (the space bar). Sent to a real endpoint, and taken back."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.compose import look_at
from companion.store.home import Home
from companion.store.opening import open_store
from tests.sync.member import Member
from tests.sync.real import Endpoint
from tests.terminal.one_key import LISTEN, choose, send_that_i_listen, take_it_back
from tests.terminal.pty_program import PATIENCE, Program
from tests.terminal.steps import home_with

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with Endpoint(tmp_path_factory.mktemp("endpoint")) as found:
        yield found


def home_of_one_key(tmp_path: Path, way: str, seconds: str = "2") -> Path:
    home = home_with(tmp_path, way)
    settings = open_store(Home(home)).settings
    settings.put("keys", "one")
    settings.put("scan_speed", seconds)
    return home


def received(endpoint: Endpoint, count: int) -> list[dict[str, object]]:
    """What the organisers see, once it is so many."""
    end = time.monotonic() + PATIENCE
    while len(found := endpoint.received()) < count:
        assert time.monotonic() < end
    return found


@pytest.mark.parametrize("way", ["screen", "reader"])
def test_s8_i_am_here_to_listen_is_sent_and_taken_back(
    tmp_path: Path, way: str, endpoint: Endpoint
) -> None:
    home = home_of_one_key(tmp_path, way)
    Member(home).community.connect(look_at(endpoint.address, endpoint.code))
    before = len(endpoint.received())
    with Program(home, rows=40) as program:
        send_that_i_listen(program)
        one = received(endpoint, before + 1)[-1]
        assert one["kind"] == "listening"
        take_it_back(program)
        end = time.monotonic() + PATIENCE
        while set(received(endpoint, before + 1)[-1]) != {"number", "taken_back"}:
            assert time.monotonic() < end
        choose(program, "Stop")
        program.expect("Your words are safe. Goodbye.")
        assert program.wait() == 0
    assert LISTEN not in endpoint.ask("list", "--json")


def test_s8_nothing_has_to_be_chosen_first(tmp_path: Path) -> None:
    """The first question is in lines, which need two keys; who names one key is not asked it."""
    with Program(tmp_path / "home", "--keys", "one") as program:
        program.expect_cursor("1 Next session")
        choose(program, "2 Charter")
        program.expect("This information is from")


def test_s8_after_three_rounds_the_program_waits_and_writes_nothing(tmp_path: Path) -> None:
    home = home_of_one_key(tmp_path, "screen", "1")
    with Program(home, "--theme", "none") as program:
        program.expect_cursor("1 Next session")
        rounds, written, calm = 0, -1, time.monotonic()
        last = ""
        while time.monotonic() - calm < 4:  # seconds; a choice waits for one
            program.read(0.2)
            if program.cursor_row != last:
                last = program.cursor_row
                rounds += "1 Next session" in last
            if len(program.raw) != written:
                written, calm = len(program.raw), time.monotonic()
        assert rounds == 3
        program.type(" ")
        program.expect_cursor("1 Next session")
        choose(program, "2 Charter")
        program.expect("This information is from")
