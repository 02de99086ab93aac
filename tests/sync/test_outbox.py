"""The outbox: nothing in it is lost, doubled or sent after it was taken back."""

import subprocess
import sys
from pathlib import Path

import pytest

from companion.domain.parcels import received
from companion.problems import Problem
from companion.store.outbox import Line
from tests.sync.member import TODAY, Member

ID, KEY = "a" * 26, "k" * 43
LINE = Line(
    address="https://north.example",
    name="North Sea Community",
    calendar="North Sea Community (k7m4d)",
    since=TODAY,
    public_key="A" * 43 + "=",
    secret="apple river",
)


@pytest.fixture
def member(tmp_path: Path) -> Member:
    found = Member(tmp_path / "home")
    found.store.outbox.keep_line(LINE)
    return found


def again(member: Member) -> Member:
    """Another companion on the same home."""
    return Member(member.home.path)


def test_the_bytes_come_back_as_they_were(member: Member) -> None:
    body = bytes(range(256)) * 200
    member.store.outbox.send(ID, body)
    parcel = again(member).store.outbox.parcel(ID)
    assert parcel is not None
    assert (parcel.body, parcel.state, parcel.since, parcel.tries) == (body, "waiting", TODAY, 0)


def test_the_same_again_changes_nothing_and_other_bytes_are_a_mistake(member: Member) -> None:
    member.store.outbox.send(ID, b"words")
    member.store.outbox.send(ID, b"words")
    assert len(member.store.outbox.parcels()) == 1
    with pytest.raises(ValueError, match="other bytes"):
        member.store.outbox.send(ID, b"other words")


def test_what_was_received_is_not_sent_again(member: Member) -> None:
    outbox = member.store.outbox
    outbox.send(ID, b"words")
    outbox.begin(ID, "waiting")
    outbox.settle(ID, lambda parcel: received(parcel, TODAY, None))
    outbox.send(ID, b"words")
    assert outbox.begin(ID, "waiting") is None
    parcel = outbox.parcel(ID)
    assert parcel is not None
    assert (parcel.state, parcel.got) == ("got", TODAY)


def test_taken_back_before_it_left_means_never(member: Member) -> None:
    member.store.outbox.send(ID, b"words")
    assert again(member).store.outbox.take_back(ID, KEY) is True
    assert member.store.outbox.begin(ID, "waiting") is None
    member.store.outbox.send(ID, b"words")  # not even then
    assert member.store.outbox.begin(ID, "waiting") is None


def test_taken_back_while_it_leaves_is_taken_back_there(member: Member) -> None:
    outbox = member.store.outbox
    outbox.send(ID, b"words")
    outbox.begin(ID, "waiting")  # and the program is killed here, or waits for an answer
    assert again(member).store.outbox.take_back(ID, KEY) is False
    outbox.settle(ID, lambda parcel: received(parcel, TODAY, None))
    parcel = outbox.parcel(ID)
    assert parcel is not None
    assert (parcel.state, parcel.key, parcel.body) == ("taking-back", KEY, b"")


def test_words_that_were_taken_back_leave_the_file(member: Member) -> None:
    member.store.outbox.send(ID, b"x" * 30_000)
    member.store.outbox.take_back(ID, KEY)
    assert (member.home.path / "outbox.log").stat().st_size < 10_000


def test_the_file_tells_nothing(member: Member) -> None:
    member.store.outbox.send(ID, b"The room was too loud.")
    data = (member.home.path / "outbox.log").read_bytes()
    for secret in (b"room", b"north.example", b"apple", ID.encode()):
        assert secret not in data


def test_an_export_from_elsewhere_changes_nothing_that_is_known(member: Member) -> None:
    outbox = member.store.outbox
    outbox.send(ID, b"words")
    outbox.from_elsewhere([ID, "b" * 26])
    parcels = {parcel.id: parcel.state for parcel in outbox.parcels()}
    assert parcels == {ID: "waiting", "b" * 26: "elsewhere"}


def test_a_member_may_send_from_here_what_came_from_elsewhere(member: Member) -> None:
    outbox = member.store.outbox
    outbox.from_elsewhere([ID])
    outbox.send(ID, b"words")
    assert outbox.begin(ID, "waiting") is not None
    # It may have left from the other computer.
    assert outbox.take_back(ID, KEY) is False


def test_the_line_is_kept_and_dropped(member: Member) -> None:
    outbox = again(member).store.outbox
    assert outbox.line() == LINE
    outbox.change_line(secret="")
    changed = outbox.line()
    assert changed is not None
    assert changed.secret == ""
    outbox.drop_line()
    assert again(member).store.outbox.line() is None
    outbox.change_line(secret="x")
    assert outbox.line() is None


def test_without_a_community_nothing_can_wait(tmp_path: Path) -> None:
    outbox = Member(tmp_path).store.outbox
    assert (outbox.parcel(ID), outbox.parcels(), outbox.line()) == (None, [], None)
    outbox.tidy()
    outbox.drop_line()
    with pytest.raises(Problem):
        outbox.send(ID, b"words")
    assert not (tmp_path / "outbox.log").exists()


@pytest.mark.slow
def test_nobody_else_is_let_in_while_one_talks(member: Member) -> None:
    ask = (
        "import sys; from pathlib import Path; from tests.sync.member import Member\n"
        "with Member(Path(sys.argv[1])).store.outbox.alone() as alone: print(alone)"
    )

    def other() -> str:
        words = [sys.executable, "-c", ask, str(member.home.path)]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()

    with member.store.outbox.alone() as alone:
        assert alone
        assert other() == "False"
    assert other() == "True"
