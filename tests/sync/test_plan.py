"""What is done next: whatever waits and whatever the time."""

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from companion.domain.files import SharedFile
from companion.domain.kept import NEVER
from companion.domain.parcels import (
    Parcel,
    State,
    begun,
    received,
    taken_back,
)
from companion.sync.plan import (
    LONGEST_HOLD,
    LONGEST_PAUSE,
    Step,
    doing,
    hold,
    next_time,
    pause,
    plan,
    still_held,
    try_later,
)

NOW = datetime(2026, 6, 19, 9, 0, tzinfo=UTC)
TODAY = date(2026, 6, 19)
moments = st.datetimes(
    datetime(2026, 6, 1),
    datetime(2026, 7, 1),
    timezones=st.just(UTC),
) | st.just(NEVER)
parcels = st.builds(
    Parcel,
    id=st.text("abcdefg234567", min_size=26, max_size=26),
    since=st.dates(date(2026, 6, 1), TODAY),
    state=st.sampled_from(get_args(State)),
    tries=st.integers(0, 40),
    next_try=moments,
    files=st.sampled_from([(), (SharedFile("0" * 32, "image/png", 9, "0" * 64),)]),
)
many = st.lists(parcels, max_size=12, unique_by=lambda parcel: parcel.id)


@given(many, st.booleans(), st.none() | moments, st.booleans())
def test_only_what_waits_is_done_and_taking_back_comes_first(
    waiting: list[Parcel], paused: bool, not_before: datetime | None, fetch: bool
) -> None:
    steps = plan(waiting, NOW, paused=paused, not_before=not_before, fetch=fetch)
    by_id = {parcel.id: parcel for parcel in waiting}
    for step in steps:
        if step.does == "send":
            assert by_id[step.contribution].state == "waiting"
            assert not paused
        if step.does == "take-back":
            assert by_id[step.contribution].state == "taking-back"
    order = ["take-back", "send", "fetch", "send files"]
    done = [
        "send files" if s.does == "send" and by_id[s.contribution].files else s.does for s in steps
    ]
    assert done == sorted(done, key=order.index)
    assert len(set(steps)) == len(steps)
    assert steps == plan(reversed(waiting), NOW, paused=paused, not_before=not_before, fetch=fetch)


@given(many, st.none() | moments)
def test_there_is_something_to_do_when_it_was_said(
    waiting: list[Parcel], not_before: datetime | None
) -> None:
    due = next_time(waiting, NOW, not_before=not_before)
    if due is None:
        assert plan(waiting, NOW, fetch=False) == []
        return
    assert NOW <= due <= NOW + LONGEST_HOLD
    later = plan(waiting, due, not_before=not_before, fetch=False)
    wrong_clock = any(parcel.next_try > NOW + LONGEST_HOLD for parcel in waiting)
    assert later or wrong_clock or (not_before or NOW) > NOW + LONGEST_HOLD


@given(many, st.none() | moments)
def test_a_try_that_is_asked_for_waits_for_no_pause_but_for_the_host(
    waiting: list[Parcel], not_before: datetime | None
) -> None:
    steps = plan(waiting, NOW, not_before=not_before, asked=True, fetch=False)
    held = still_held(not_before, NOW)
    assert {step.contribution for step in steps} == {
        parcel.id for parcel in waiting if parcel.waits and held is None
    }


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_a_pause_is_never_endless_and_never_nothing(tries: int, chance: float) -> None:
    assert timedelta(seconds=2) <= pause(tries, chance) <= LONGEST_PAUSE
    later = try_later(Parcel(id="a", since=TODAY, tries=tries), NOW, chance)
    assert plan([later], NOW, fetch=False) == []
    assert plan([later], NOW + LONGEST_PAUSE, fetch=False) == [Step("send", "a")]


@given(st.text(max_size=40) | st.integers().map(str))
def test_no_host_holds_us_for_ever(said: str) -> None:
    until = hold(said, NOW)
    assert until is None or NOW <= until <= NOW + LONGEST_HOLD


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("999999999999", 86400),
        (format_datetime(NOW + timedelta(seconds=90)), 90),
        (format_datetime(NOW - timedelta(days=9)), 0),
    ],
)
def test_a_host_says_when_to_come_again(said: str, seconds: int) -> None:
    assert hold(said, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("said", ["", "-5", "soon", "1.5", "Fri, 99 Foo", "\u0661\u0662"])
def test_what_a_host_says_may_be_rubbish(said: str) -> None:
    assert hold(said, NOW) is None


def test_a_receipt_that_comes_while_it_is_taken_back_stops_nothing() -> None:
    parcel = begun(Parcel(id="a", since=TODAY, body=b"words"))
    taking = replace(parcel, state="taking-back", key="k", body=b"")
    after = received(taking, TODAY, None)
    assert plan([after], NOW, fetch=False) == [Step("take-back", "a")]
    assert plan([taken_back(after, was_read=False)], NOW, fetch=False) == []


def test_progress_is_counted_for_each_kind() -> None:
    steps = [Step("take-back", "x"), Step("send", "a"), Step("send", "b"), Step("fetch")]
    assert [doing(steps, at) for at in range(4)] == [
        ("take-back", 1, 1),
        ("send", 1, 2),
        ("send", 2, 2),
        ("fetch", 1, 1),
    ]
