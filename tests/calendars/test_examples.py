"""The examples are easy to read, marked as examples, and at times that can be."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from companion.calendars.examples import examples
from companion.domain.sessions import JOIN, LIKE, PlannedSession
from companion.easyread.checker import check

TODAY = date(2026, 6, 19)
EXAMPLES = examples(TODAY)
DAYS = [TODAY + timedelta(days=n) for n in range(0, 800, 5)]


def texts(session: PlannedSession) -> list[str]:
    return [
        session.title,
        session.about,
        *([f"This is for {session.who}."] if session.who else []),
        *(step.what for step in session.steps),
        *(words for _, words in session.like),
        *(words for name, words in session.join if name in ("how", "contact")),
    ]


@pytest.mark.parametrize("session", EXAMPLES, ids=lambda session: session.title)
def test_an_example_is_whole(session: PlannedSession) -> None:
    assert session.example
    assert session.title.startswith("Example ")
    assert session.free
    assert session.ends is not None
    assert len(session.steps) >= 4
    assert session.like
    assert session.join
    assert {name for name, _ in session.like} <= set(LIKE)
    assert {name for name, _ in session.join} <= set(JOIN)
    minutes = sum(step.minutes or 0 for step in session.steps)
    assert session.ends - session.starts == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", sorted({text for s in EXAMPLES for text in texts(s)}))
def test_an_example_is_easy_to_read(text: str) -> None:
    # A shaping meeting is no session, so it has a word of its own.
    assert check(text, allowed=frozenset({"meeting"})) == []


@pytest.mark.parametrize("today", DAYS)
def test_examples_are_to_come_in_the_rhythm_of_the_community(today: date) -> None:
    sessions = examples(today)
    assert sessions[0].starts.toordinal() - today.toordinal() in range(7, 14)
    for kind in ("session", "shaping"):
        days = [session.starts.toordinal() for session in sessions if session.kind == kind]
        assert len(days) >= 3
        assert all(50 <= after - before <= 70 for before, after in pairwise(days))
    assert {session.kind for session in sessions} == {
        "session",
        "shaping",
        "subgroup",
        "in-person",
    }
    assert len({session.id for session in sessions}) == len({s.uid for s in sessions}) == 9


@pytest.mark.parametrize("today", DAYS)
def test_examples_are_at_londons_time(today: date) -> None:
    for session in examples(today):
        assert isinstance(session.starts, datetime)
        there = session.starts.astimezone(ZoneInfo("Europe/London"))
        assert (there.hour, there.utcoffset()) == (session.starts.hour, session.starts.utcoffset())
