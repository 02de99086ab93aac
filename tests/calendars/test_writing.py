"""What we write, other programs and we ourselves read as it was."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.calendars.child import answer
from companion.calendars.description import read_description
from companion.calendars.examples import examples
from companion.calendars.reading import read_calendar
from companion.calendars.writing import write_calendar
from companion.domain.ids import id_of
from companion.domain.session_rows import session_of
from companion.domain.sessions import JOIN, LIKE, PlannedSession, Step
from companion.domain.timeline import in_order
from companion.plainwords.cleaning import line, paragraphs
from companion.wire.icalendar import folded
from tests.calendars.places import NOW, exported

SUMMER, WINTER = timezone(timedelta(hours=1)), timezone(timedelta())
BST_TWICE = datetime(2026, 10, 25, 1, 30, tzinfo=SUMMER)
FULL = PlannedSession(
    id_of("u1", ""),
    "Tea; cake, \\ and more: everything",
    datetime(2026, 8, 14, 10, tzinfo=SUMMER),
    datetime(2026, 8, 14, 12, tzinfo=SUMMER),
    "shaping",
    "Room 3, High Street",
    (("link", "https://example.org/j?a=1&b=2;c=3"), ("phone", "01632 960123")),
    False,
    "people with lived experience",
    (Step("Welcome", 10), Step("Tea", 1), Step("- Cake")),
    (("sound", "quiet"), ("who_meets_you", "Sam")),
    "Free: yes\n\nWhat will happen:\n- nothing\nAbout:\nC:\\new",
    uid="u1",
)


def again(*sessions: PlannedSession) -> list[PlannedSession]:
    """What comes in when these went out."""
    reply = answer(write_calendar(sessions, NOW).encode(), NOW)
    assert not reply.left
    return in_order(session_of(row) for row in reply.sessions)


def test_everything_comes_back() -> None:
    assert again(FULL) == [FULL]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2026, 10, 25), None),
        (date(2026, 10, 24), date(2026, 10, 26)),
        (BST_TWICE, BST_TWICE + timedelta(hours=1)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=WINTER), None),
        (datetime(2027, 3, 28, 0, 59, tzinfo=WINTER), datetime(2027, 3, 28, 2, 0, tzinfo=SUMMER)),
    ],
)  # fmt: skip
def test_both_clock_changes_come_back(starts: Any, ends: Any) -> None:
    session = FULL._replace(starts=starts, ends=ends)
    assert again(session) == [session]


def test_sessions_of_a_series_come_back() -> None:
    days = ["2026-08-14T10:00:00+01:00", "2026-11-14T10:00:00+00:00", "2026-12-01"]
    sessions = [
        FULL._replace(occurrence=day, id=id_of("u1", day), starts=FULL.starts + timedelta(days=n))
        for n, day in enumerate(days)
    ]
    sessions = [session._replace(ends=None, status="cancelled") for session in sessions]
    assert again(*sessions) == sessions


def test_examples_come_back() -> None:
    sessions = [session._replace(calendar="") for session in examples(NOW.date())]
    assert [found._replace(id="") for found in again(*sessions)] == [
        session._replace(id="") for session in sessions
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["google", "exchange", "apple", "thunderbird", "nextcloud"])
def test_other_programs_calendars_come_back(name: str) -> None:
    first = exported(name).sessions
    second = read_calendar(write_calendar(first, NOW).encode(), NOW).sessions
    assert second == first


@pytest.mark.filterwarnings("ignore")
def test_a_calendar_library_takes_it_without_a_complaint() -> None:
    from icalendar import Calendar

    text = write_calendar(
        [FULL, FULL._replace(uid="", id="c3d4f", starts=date(2026, 8, 1), ends=None)], NOW
    )
    calendar = Calendar.from_ical(text)
    one: Any
    two: Any
    zone: Any
    one, two = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not one.errors
    assert not two.errors
    assert str(one["SUMMARY"]) == FULL.title
    assert str(one["URL"]) == "https://example.org/j?a=1&b=2;c=3"
    assert one["DTSTART"].dt == FULL.starts
    assert one["SEQUENCE"] > 0
    assert str(two["UID"]) == "c3d4f@companion"
    assert two["DTEND"].dt == date(2026, 8, 2)
    (zone,) = calendar.walk("VTIMEZONE")
    there = zone.to_tz(lookup_tzid=False)
    for month, hours in ((1, 0), (7, 1)):
        assert datetime(2026, month, 1, tzinfo=there).utcoffset() == timedelta(hours=hours)


def test_later_ones_have_a_higher_sequence() -> None:
    def sequence(now: datetime) -> int:
        return int(write_calendar([FULL], now).partition("SEQUENCE:")[2].partition("\r\n")[0])

    assert sequence(NOW + timedelta(minutes=1)) == sequence(NOW) + 1
    assert sequence(datetime(2020, 1, 1, tzinfo=WINTER)) == 0


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_line_is_longer_than_75_octets(text: str) -> None:
    pieces = folded(text).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text


def words(limit: int = 200) -> st.SearchStrategy[str]:
    """Clean words on one line, as they are kept."""
    return (
        st.text(st.characters(exclude_categories=["Cs"]), max_size=limit)
        .map(lambda text: line(text.replace("<", ""), limit))
        .filter(lambda text: text and line(text, limit) == text)
    )


def pairs(names: tuple[str, ...]) -> st.SearchStrategy[Any]:
    plain = tuple(name for name in names if name != "link")
    links = st.sampled_from(["https://example.org/j", "http://[::1]/x?y=(z)"])
    both = st.tuples(st.sampled_from(plain), words())
    if "link" in names:
        both |= st.tuples(st.just("link"), links)
    return st.lists(both, max_size=4).map(
        lambda found: tuple(sorted(found, key=lambda pair: names.index(pair[0])))
    )


def steps() -> st.SearchStrategy[Any]:
    minutes = st.none() | st.integers(1, 24 * 60)
    # Words that end in "(10 minutes)" are a step of 10 minutes: that is how we write it.
    what = words(180).filter(lambda text: not text.endswith(")"))
    return st.lists(st.builds(Step, what, minutes), max_size=5).map(tuple)


def abouts() -> st.SearchStrategy[str]:
    return st.lists(words(), max_size=5).map("\n".join).map(paragraphs).filter(
        lambda text: paragraphs(text) == text
    )  # fmt: skip


@st.composite
def a_session(draw: st.DrawFn, uid: str) -> PlannedSession:
    hours = draw(st.integers(-80 * 24, 700 * 24))
    starts: Any = (NOW + timedelta(hours=hours, minutes=draw(st.integers(0, 59)))).astimezone(
        WINTER
    )
    ends: Any = draw(st.none() | st.integers(1, 3000).map(lambda n: starts + timedelta(minutes=n)))
    if draw(st.booleans()):
        starts = starts.date()
        ends = draw(st.none() | st.integers(1, 9).map(lambda n: starts + timedelta(days=n)))
    occurrence = draw(st.sampled_from(["", "2026-08-14T10:00:00+01:00", "2026-08-14"]))
    kind: Any = st.sampled_from(["session", "shaping", "subgroup", "in-person"])
    status: Any = st.sampled_from(["planned", "cancelled"])
    return PlannedSession(
        id_of(uid, occurrence),
        draw(words()),
        starts,
        ends,
        draw(kind),
        draw(st.just("") | words(300).filter(lambda text: "http" not in text.lower())),
        draw(pairs(JOIN)),
        draw(st.none() | st.booleans()),
        draw(st.just("") | words().filter(lambda text: text.lower() != "everyone")),
        draw(steps()),
        draw(pairs(LIKE)),
        draw(abouts()),
        draw(status),
        example=draw(st.booleans()),
        uid=uid,
        occurrence=occurrence,
    )


@given(st.data())
@settings(max_examples=150)
@pytest.mark.filterwarnings("ignore")
def test_any_sessions_come_back(data: st.DataObject) -> None:
    uids = data.draw(st.lists(words(60), unique=True, max_size=3))
    sessions = [data.draw(a_session(uid)) for uid in uids]
    assert again(*sessions) == in_order(sessions)


@given(st.text())
def test_any_description_is_read(text: str) -> None:
    read_description(text)
