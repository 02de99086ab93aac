"""Dates and times as people say them."""

import time
from datetime import UTC, date, datetime

import pytest

from companion.easyread.checker import check
from companion.plainwords.dates import clock, clock_in_words, day, day_here, span


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, 26, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "time", "words"),
    [
        (0, 0, "midnight", ""),
        (0, 5, "12:05am", "12:05 in the morning"),
        (9, 0, "9am", "9 in the morning"),
        (12, 0, "midday", ""),
        (12, 30, "12:30pm", "12:30 in the afternoon"),
        (17, 59, "5:59pm", "5:59 in the afternoon"),
        (18, 0, "6pm", "6 in the evening"),
        (22, 0, "10pm", "10 at night"),
    ],
)
def test_times(hour: int, minute: int, time: str, words: str) -> None:
    assert clock(at(hour, minute)) == time
    assert clock_in_words(at(hour, minute)) == words


def test_a_day_has_its_own_weekday() -> None:
    assert day(date(2026, 6, 27)) == "Saturday 27 June 2026"
    assert check(f"We meet on {day(date(2026, 6, 27))}.") == []


def test_a_span_names_another_day() -> None:
    assert span(at(18), at(20)) == "6pm to 8pm"
    assert span(at(18), None) == "6pm"
    next_day = datetime(2026, 6, 27, 1, tzinfo=UTC)
    assert span(at(18), next_day) == "6pm to Saturday 27 June 2026, 1am"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="This system has one time zone a program.")
def test_a_moment_just_after_midnight_stands_under_the_day_that_it_was_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        assert day_here(datetime(2026, 6, 26, 23, 30, tzinfo=UTC)) == "Saturday 27 June 2026"
        assert day_here(datetime(2026, 12, 26, 23, 30, tzinfo=UTC)) == "Saturday 26 December 2026"
    finally:
        monkeypatch.undo()
        time.tzset()
