"""Calendars are read as they are meant: the right day, the right time, nothing in silence."""

from datetime import date, timedelta

import pytest

from companion.domain.sessions import Step
from tests.calendars.places import event, exported, read, starts

pytestmark = pytest.mark.slow  # each reading starts a program


def test_google() -> None:
    reading = exported("google")
    assert starts(reading) == [
        "2026-07-15T10:00:00+01:00",
        "2026-08-10T14:00:00+01:00",
        "2026-09-01",
        "2026-10-13T15:00:00+01:00",  # moved from the 12th; the one in September is taken out
        "2026-11-09T14:00:00+00:00",
    ]
    rest, shaping, fair, *_ = reading.sessions
    assert (rest.title, rest.where) == ("How we rest", "Room 3, High Street, London")
    assert rest.steps == (Step("We say hello", 10), Step("We talk & listen", 30))
    assert (rest.free, rest.who, rest.about) == (True, "", "Bring a friend.")
    assert rest.join == (("link", "https://example.org/join?a=1&b=2"),)
    assert rest.kind == "session"  # there is a place, and a link too
    assert shaping.join == (("link", "https://meet.google.com/abc-defg-hij"),)
    assert (fair.all_day, fair.ends) == (True, date(2026, 9, 2))
    assert reading.left_out == ()


def test_exchange_and_outlook() -> None:
    reading = exported("exchange")
    assert starts(reading) == [
        "2026-07-20T09:00:00+01:00",  # 10 o'clock in a zone that the calendar brings
        "2026-10-21T14:00:00+01:00",
        "2026-10-26T10:00:00+00:00",  # the day after the clocks went back
        "2026-11-04T14:00:00+00:00",
    ]
    good_day = reading.sessions[2]
    assert good_day.who == "people with lived experience"
    assert good_day.free  # not from X-ALT-DESC, which says no
    assert good_day.steps == (Step("We say hello", 10), Step("We take a break"))
    assert good_day.like == (("camera", "You can keep it off."),)
    assert good_day.kind == "session"
    assert "____" not in good_day.about
    assert reading.sessions[1].kind == "subgroup"
    assert reading.left_out == (
        "We left out Nobody knows this zone. We do not know the time zone.",
    )
    assert len(reading.unread) == 1


def test_apple() -> None:
    meet, nowhere, whole = exported("apple").sessions
    assert meet.kind == "in-person"
    assert meet.where == "Example Hall, 1 High Street, Example Town"
    assert meet.like == (("food", "Lunch is free."), ("toilets", "On the same floor."))
    assert meet.about == "Bring a coat."
    assert nowhere.starts.isoformat() == "2026-08-28T18:30:00+01:00"  # London, as nobody says
    assert (whole.starts, whole.ends, whole.status) == (date(2026, 8, 29), None, "cancelled")


def test_thunderbird() -> None:
    reading = exported("thunderbird")
    assert starts(reading) == [
        "2026-10-24T10:00:00+01:00",
        "2026-10-25T10:00:00+00:00",  # 11 o'clock in Berlin, on each side of the change
        "2026-10-26T10:00:00+00:00",
    ]
    first = reading.sessions[0]
    assert first.ends is not None
    assert first.ends.isoformat() == "2026-10-24T11:30:00+01:00"
    assert (first.kind, first.free, first.where) == ("shaping", False, "")
    assert first.join == (("link", "https://meet.example.org/plan"),)
    assert first.about == "We plan the next session."


def test_nextcloud() -> None:
    reading = exported("nextcloud")
    assert starts(reading)[0] == "2026-09-07T10:00:00+01:00"
    assert [session.status for session in reading.sessions] == ["planned", "cancelled", "planned"]
    assert reading.sessions[0].title == "Café für alle"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # 25 October 2026: 1 o'clock comes twice. The first one counts, unless it is UTC.
        ("DTSTART:20261025T013000", "2026-10-25T01:30:00+01:00"),
        ("DTSTART;TZID=Europe/London:20261025T013000", "2026-10-25T01:30:00+01:00"),
        ("DTSTART:20261025T003000Z", "2026-10-25T01:30:00+01:00"),
        ("DTSTART:20261025T013000Z", "2026-10-25T01:30:00+00:00"),
        ("DTSTART;TZID=Europe/London:20261025T020000", "2026-10-25T02:00:00+00:00"),
        # 28 March 2027: 1 o'clock does not come at all.
        ("DTSTART:20270328T013000", "2027-03-28T02:30:00+01:00"),
        ("DTSTART;TZID=Europe/London:20270328T013000", "2027-03-28T02:30:00+01:00"),
        ("DTSTART:20270328T005959Z", "2027-03-28T00:59:59+00:00"),
        ("DTSTART:20270328T010000Z", "2027-03-28T02:00:00+01:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20270328T013000", "2027-03-28T00:30:00+00:00"),
        ("DTSTART;TZID=GMT Standard Time:20260715T100000", "2026-07-15T10:00:00+01:00"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/London:20260715T100000",
         "2026-07-15T10:00:00+01:00"),
        ("DTSTART;TZID=America/New_York:20261027T100000", "2026-10-27T14:00:00+00:00"),
        ("DTSTART;VALUE=DATE:20261025", "2026-10-25"),
    ],
)  # fmt: skip
def test_every_time_is_londons(given: str, expected: str) -> None:
    assert starts(read(event(given))) == [expected]


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../../etc/passwd", "Somewhere", "x" * 5000])
def test_a_time_in_an_unknown_zone_is_left_out_and_told(zone: str) -> None:
    reading = read(event(f"DTSTART;TZID={zone}:20260715T100000", summary="Walk"), event(uid="b"))
    assert [session.uid for session in reading.sessions] == ["b"]
    assert reading.left_out == ("We left out Walk. We do not know the time zone.",)
    assert reading.unread == ("u",)


def test_a_calendars_own_zone_cannot_change_one_that_everyone_knows() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE"
    )
    reading = read(event("DTSTART;TZID=Europe/London:20260715T100000"), zones=zone)
    assert starts(reading) == ["2026-07-15T10:00:00+01:00"]


@pytest.mark.parametrize("name", ["DTEND;TZID=No/Where:20260715T110000", "RDATE;TZID=No/Where:2"])
def test_any_unknown_zone_in_an_event_counts(name: str) -> None:
    assert read(event() + "\n" + name).sessions == ()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("DTEND:20260715T103000Z", "2026-07-15T11:30:00+01:00"),
        ("DURATION:PT90M", "2026-07-15T11:30:00+01:00"),
        ("DURATION:P1DT1H", "2026-07-16T11:00:00+01:00"),
        ("", None),
        ("DTEND:20260715T080000Z", None),  # before it starts
        ("DTEND;VALUE=DATE:20260716", None),  # a day, where the start is a time
    ],
)
def test_when_it_ends(more: str, expected: str | None) -> None:
    (session,) = read(f"{event()}\n{more}").sessions
    assert (session.ends.isoformat() if session.ends else None) == expected


def test_rules_dates_and_exceptions_together() -> None:
    reading = read(
        event(
            "DTSTART;TZID=Europe/London:20261012T100000\n"
            "RDATE;TZID=Europe/London:20261015T120000\n"
            "EXDATE;TZID=Europe/London:20261019T100000",
            rrule="FREQ=WEEKLY;COUNT=4",
        ),
        event(
            "DTSTART;TZID=Europe/London:20261027T110000\n"
            "RECURRENCE-ID;TZID=Europe/London:20261026T100000",
            summary="Moved",
        ),
        event(
            "DTSTART;TZID=Europe/London:20261102T100000\n"
            "RECURRENCE-ID;TZID=Europe/London:20261102T100000",
            status="CANCELLED",
        ),
    )
    assert starts(reading) == [
        "2026-10-12T10:00:00+01:00",
        "2026-10-15T12:00:00+01:00",
        "2026-10-27T11:00:00+00:00",
        "2026-11-02T10:00:00+00:00",
    ]
    *_, moved, cancelled = reading.sessions
    assert (moved.title, moved.occurrence) == ("Moved", "2026-10-26T10:00:00+00:00")
    assert cancelled.status == "cancelled"
    assert len({session.id for session in reading.sessions}) == 4


def test_a_cancelled_calendar_cancels_all() -> None:
    assert [s.status for s in read(event(), head="METHOD:CANCEL").sessions] == ["cancelled"]


def test_the_newest_of_the_same_event_counts() -> None:
    old, new = event(summary="Old", sequence="1"), event(summary="New", sequence="2")
    for both in ((old, new), (new, old)):
        assert [session.title for session in read(*both).sessions] == ["New"]


def test_events_that_share_a_uid_by_mistake_all_stay() -> None:
    reading = read(*(event(f"DTSTART:202607{day}T090000Z") for day in (15, 16, 17)))
    assert len({session.id for session in reading.sessions}) == 3
    assert len({session.occurrence for session in reading.sessions}) == 3


def test_an_event_without_a_uid_is_known_again() -> None:
    one, two = read(event(uid="")), read(event(uid=""))
    assert one == two
    assert one.sessions[0].uid


def test_ids_are_short_and_stay() -> None:
    first = read(event(uid="a"), event(uid="b")).sessions
    again = read(event(uid="b", summary="x"), event(uid="a", location="y")).sessions
    assert {session.id for session in first} == {session.id for session in again}
    assert all(len(session.id) == 5 and session.id[0].isalpha() for session in first)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "session"),
        ({"location": "Room 3"}, "in-person"),
        ({"location": "Room 3", "url": "https://example.org/event"}, "in-person"),
        ({"location": "Online"}, "session"),
        ({"location": "https://example.org/j"}, "session"),
        ({"location": "Room 3", "description": "Phone: 01632 960123"}, "session"),
        ({"location": "Room 3", "categories": "Shaping meeting"}, "shaping"),
        ({"categories": "x,SUB-GROUP"}, "subgroup"),
        ({"description": "Kind: face to face"}, "in-person"),
        ({"description": "Kind: session", "categories": "shaping"}, "session"),
    ],
)
def test_the_kind_is_said_or_guessed(more: dict[str, str], expected: str) -> None:
    assert [session.kind for session in read(event(**more)).sessions] == [expected]


def test_only_links_to_the_web_are_links() -> None:
    (session,) = read(event(url="javascript:alert(1)", location="file:///etc/passwd")).sessions
    assert session.join == ()


def test_the_window_is_3_months_back_and_24_ahead() -> None:
    days = (-93, -92, 0, 731, 732)
    events = [
        event(f"DTSTART;VALUE=DATE:{date(2026, 6, 19) + timedelta(days=n):%Y%m%d}", uid=str(n))
        for n in days
    ]
    reading = read(*events)
    assert [session.uid for session in reading.sessions] == ["-92", "0", "731"]
    assert reading.left_out == ()


def test_an_event_without_a_time_is_told() -> None:
    reading = read(event("X-NONE:1", summary="Some day"))
    assert reading.left_out == ("We left out Some day. It has no time.",)
