"""Files go up piece by piece: over bad links, past lying endpoints, and never after a no."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain.shares import Share
from companion.store.attachments import LEAVING
from companion.sync.plan import (
    LONG_FOR_PIECE,
    SHORTEST_PIECE,
    next_length,
    next_place,
)
from companion.sync.uploading import how_much
from companion.wire import calls
from companion.wire.files import LARGEST_PIECE
from tests.endpoint.senders import picture
from tests.sync.links import bad_link
from tests.sync.member import Member, id_of
from tests.sync.model import Handler, Model, hangs_up

slow = pytest.mark.slow  # each test has a server


def copies(member: Member) -> list[str]:
    """The files that wait to leave."""
    folder = member.home.path / LEAVING
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def there(model: Model, share: Share) -> list[bytes]:
    return [bytes(data) for data in model.files.get(id_of(share), [])]


def until_it_is_there(member: Member, share: Share, most: int = 60) -> int:
    """Rounds, each when it is due, until the receipt is kept. How many there were."""
    for count in range(1, most):
        outcome = member.round(fetch=False)
        if member.parcel(share).state != "waiting":
            return count
        assert outcome.due is not None
        member.time = max(outcome.due, member.time)
    raise AssertionError("it never came")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=4))
def test_the_next_place_is_the_first_gap(files: list[tuple[int, int]]) -> None:
    held = [min(pair) for pair in files]
    sizes = [max(1, pair[1]) for pair in files]
    place = next_place(held, sizes)
    if place is None:
        assert held == sizes
    else:
        file, at = place
        assert held[:file] == sizes[:file]
        assert held[file] == at < sizes[file]


@given(st.lists(st.floats(0, 200), max_size=30))
def test_pieces_are_long_on_quick_links_and_short_on_slow_ones(seconds: list[float]) -> None:
    length = SHORTEST_PIECE
    for took in seconds:
        after = next_length(length, timedelta(seconds=took))
        assert SHORTEST_PIECE <= after <= LARGEST_PIECE
        if timedelta(seconds=took) > LONG_FOR_PIECE:
            assert after == SHORTEST_PIECE
        length = after
    for _ in range(2):
        length = next_length(length, timedelta(seconds=0.1))
    assert length == LARGEST_PIECE


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_how_much_is_said_in_words(sent: int, whole: int) -> None:
    words = how_much(min(sent, whole), whole)
    assert not any(sign.isdigit() for sign in words)
    assert (words == "") == (min(sent, whole) * 4 < whole)


@slow
def test_it_arrives_whole_and_the_copies_are_gone(member: Member, model: Model) -> None:
    datas = [picture(300_000), picture(10), picture(65_536)]
    share = member.gives(*datas)
    assert len(copies(member)) == 3
    outcome = member.round()
    assert (outcome.arrived.got, outcome.waiting) == (1, 0)
    parcel = member.parcel(share)
    assert (parcel.state, parcel.body, parcel.files) == ("got", b"", ())
    assert there(model, share) == datas
    assert copies(member) == []
    assert member.store.attachments.data(share.files[0].id) == datas[0]  # the member's own stays
    assert member.told == [
        "Looking for news.",
        "Sending. 1 of 1.",
        "Sending. 1 of 1. We sent a part of it.",
        "Sending. 1 of 1. We sent about half of it.",
        "Sending. 1 of 1. We sent most of it.",
        "",
    ]


@slow
def test_nothing_of_a_file_says_who_sent_it(member: Member, model: Model) -> None:
    member.gives(picture(100_000))
    member.round()
    pieces = [headers for _method, path, headers in model.requests if "/files/" in path]
    assert pieces
    for headers in pieces:
        assert {name.lower() for name, _value in headers} <= {
            "host", "user-agent", "accept", "content-type", "content-length",
            "companion-code", "companion-pass", "companion-offset", "content-digest",
        }  # fmt: skip
        assert dict(headers)["User-Agent"] == "companion"


@slow
def test_short_things_come_before_long_ones(member: Member, model: Model) -> None:
    long = member.gives(picture(100_000))
    short = member.says_yes()
    member.round()
    assert model.arrivals == [id_of(short), id_of(long)]


@slow
@pytest.mark.parametrize("every", [2, 3, 5])
def test_a_link_that_breaks_again_and_again_goes_on_where_it_was(
    member: Member, model: Model, every: int
) -> None:
    data = picture(400_000)
    share = member.gives(data)
    count, taken = 0, 0

    def breaks(asked: Handler) -> None:
        nonlocal count, taken
        count += 1
        if count % every:
            answer = dict(model.instead)
            model.instead.clear()
            try:
                body = asked.asked_with
                taken += len(body)
                model.put_piece(asked, id_of(share), 0, body)
            finally:
                model.instead.update(answer)
        else:
            hangs_up(asked)

    model.instead[calls.file_path(id_of(share), 0)] = breaks
    until_it_is_there(member, share)
    assert there(model, share) == [data]
    assert taken < 1.5 * len(data)


@slow
def test_a_killed_program_goes_on_from_what_the_endpoint_has(
    member: Member, model: Model, tmp_path: Path
) -> None:
    data = picture(300_000)
    share = member.gives(data)
    count = 0

    def stops(asked: Handler) -> None:
        nonlocal count
        count += 1
        if count == 4:
            member.stopped.set()
        model.put_piece(asked, id_of(share), 0, asked.asked_with)

    model.instead[calls.file_path(id_of(share), 0)] = stops
    member.round()
    held = len(there(model, share)[0])
    assert 0 < held < len(data)
    model.instead.clear()
    again = Member(tmp_path / "home")
    again.pass_time(minutes=5)
    before = len(model.requests)
    until_it_is_there(again, share)
    offsets = [
        int(dict(headers)["Companion-Offset"])
        for method, path, headers in model.requests[before:]
        if "/files/" in path and method == "PUT"
    ]
    assert min(offsets) == held
    assert there(model, share) == [data]


def _during(model: Model, share: Share, at: int, do: Callable[[], object]) -> None:
    """Do something while piece number `at` is on its way."""
    count = 0

    def answer(asked: Handler) -> None:
        nonlocal count
        count += 1
        if count == at:
            do()
        model.put_piece(asked, id_of(share), 0, asked.asked_with)

    model.instead[calls.file_path(id_of(share), 0)] = answer


@slow
def test_taken_back_while_it_goes_up_it_stops_and_goes(member: Member, model: Model) -> None:
    share = member.gives(picture(500_000))
    other = Member(member.home.path)  # the page, in another thread or program
    _during(model, share, 3, lambda: other.takes_back(share))
    outcome = member.round()
    assert copies(member) == []
    sent = sum("/files/" in path for _method, path, _headers in model.requests)
    assert sent == 3
    assert outcome.waiting == 1
    member.round()
    assert (member.parcel(share).state, model.files, model.held) == ("taken-back", {}, {})


@slow
def test_it_goes_up_whole_though_programs_are_killed_all_the_time(
    member: Member, model: Model
) -> None:
    data = picture(500_000)
    share = member.gives(data)
    chance, least = Random(5), 0
    env = dict(os.environ, COMPANION_HOME=str(member.home.path))
    with bad_link(model.address, 6, lost=30, most=40_000, bits=1_500_000) as link:
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
        after.time = datetime.now(UTC) + timedelta(days=1)
        until_it_is_there(after, share)
    assert there(model, share) == [data]
    assert after.parcel(share).state == "got"


@slow
def test_pausing_and_stopping_end_it_between_two_pieces(member: Member, model: Model) -> None:
    share = member.gives(picture(500_000))
    _during(model, share, 2, member.community.pause)
    member.round()
    assert len(there(model, share)[0]) < 500_000
    assert member.round().due is None
    member.community.resume()
    model.instead.clear()
    until_it_is_there(member, share)


@slow
def test_disconnecting_ends_it(member: Member, model: Model) -> None:
    share = member.gives(picture(500_000))
    _during(model, share, 2, member.community.disconnect)
    member.round()
    sent = sum("/files/" in path for _method, path, _headers in model.requests)
    assert sent == 2
    assert member.parcel(share).state == "waiting"


@slow
def test_a_short_thing_that_comes_meanwhile_does_not_wait_for_it(
    member: Member, model: Model
) -> None:
    share = member.gives(picture(500_000))
    said: list[Share] = []
    other = Member(member.home.path)
    _during(model, share, 3, lambda: said.append(other.says_yes()))
    outcome = member.round()
    assert outcome.due is not None
    assert outcome.due <= member.now()
    until_it_is_there(member, share)
    assert member.parcel(said[0]).state == "got"
    assert model.arrivals == [id_of(share), id_of(said[0])]


LIES: dict[str, Callable[[Handler], None]] = {
    "more than there is": lambda asked: asked.give(204, b"", **{calls.OFFSET_HEADER: "999999999"}),
    "nothing": lambda asked: asked.give(204, b""),
    "no number": lambda asked: asked.give(204, b"", **{calls.OFFSET_HEADER: "-1"}),
    "always the start": lambda asked: asked.give(204, b"", **{calls.OFFSET_HEADER: "0"}),
    "another place": lambda asked: asked.refuse("offset-wrong", **{calls.OFFSET_HEADER: "7"}),
    "its digest is wrong": lambda asked: asked.refuse("digest-wrong"),
    "it is not here": lambda asked: asked.refuse("not-found"),
    "hangs up": hangs_up,
    "a page of a hotel": lambda asked: asked.give(200, b"<html>Welcome</html>"),
}


@slow
@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_an_endpoint_that_lies_holds_nobody_up_for_long(
    member: Member, model: Model, lie: Callable[[Handler], None]
) -> None:
    share = member.gives(picture(200_000))
    model.instead[calls.file_path(id_of(share), 0)] = lie
    outcome = member.round(fetch=False)
    assert outcome.waiting == 1
    assert sum("/files/" in path for _method, path, _headers in model.requests) < 60
    parcel = member.parcel(share)
    assert (parcel.state, len(parcel.files)) == ("waiting", 1)
    assert parcel.next_try > member.now()
    model.instead.clear()
    until_it_is_there(member, share)


@slow
@pytest.mark.parametrize("held", [[], [0, 0], [200_001], [-1], [10**15]])
def test_a_receipt_that_cannot_be_is_none(member: Member, model: Model, held: list[int]) -> None:
    share = member.gives(picture(200_000))
    receipt = b'{"day":"2026-06-19","held":%s}' % str(held).encode()
    model.instead[calls.CONTRIBUTIONS] = lambda asked: asked.give(201, receipt)
    member.round()
    assert member.parcel(share).state == "waiting"
    assert sum("/files/" in path for _method, path, _headers in model.requests) == 0


@slow
def test_a_file_that_the_endpoint_does_not_take_is_refused_and_said(
    member: Member, model: Model
) -> None:
    share = member.gives(picture(50_000))
    model.instead[calls.file_path(id_of(share), 0)] = lambda asked: asked.refuse("file-wrong")
    outcome = member.round()
    parcel = member.parcel(share)
    assert (parcel.state, parcel.why) == ("refused", "file-wrong")
    assert outcome.arrived.problems
    assert member.round().arrived.problems == ()


@slow
def test_taken_back_while_it_is_refused_it_is_still_taken_back(
    member: Member, model: Model
) -> None:
    share = member.gives(picture(10_000))
    other = Member(member.home.path)

    def refuses(asked: Handler) -> None:
        assert not other.takes_back(share)
        asked.refuse("file-wrong")

    model.instead[calls.file_path(id_of(share), 0)] = refuses
    assert member.round().arrived.problems == ()
    assert member.parcel(share).state == "taking-back"
    member.round()
    assert (member.parcel(share).state, model.held) == ("taken-back", {})


@slow
@pytest.mark.parametrize("damaged", [True, False])
def test_a_copy_that_is_damaged_or_gone_is_said_and_does_not_stop_the_rest(
    member: Member, model: Model, damaged: bool
) -> None:
    share, other = member.gives(picture(50_000)), member.gives(picture(60_000))
    place = member.home.path / LEAVING / f"{member.parcel(share).files[0].id}.file"
    if damaged:
        place.write_bytes(os.urandom(60_000))
    else:
        place.unlink()
    outcome = member.round()
    assert member.parcel(share).state == "refused"
    assert member.parcel(other).state == "got"
    assert len(outcome.arrived.problems) == 1


@slow
def test_a_new_pass_in_the_middle_goes_on(member: Member, model: Model) -> None:
    model.pass_words = "p" * 43
    member.round()
    member.says_yes()
    member.round()
    share = member.gives(picture(300_000))

    def change() -> None:
        model.pass_words = "q" * 43

    _during(model, share, 3, change)
    member.round()
    assert (member.parcel(share).state, len(there(model, share)[0])) == ("got", 300_000)


def test_the_copies_of_what_never_left_are_gone_at_once(member: Member) -> None:
    share = member.gives(picture(50_000))
    assert member.takes_back(share)
    assert copies(member) == []
    assert member.parcel(share).files == ()


def test_what_a_killed_writer_left_goes_with_the_next_tidying(member: Member) -> None:
    share = member.gives(picture(50_000))
    folder = member.home.path / LEAVING
    (folder / f"{'a' * 32}.file").write_bytes(b"killed before its parcel was written")
    member.store.outbox.tidy()
    assert copies(member) == [f"{member.parcel(share).files[0].id}.file"]
