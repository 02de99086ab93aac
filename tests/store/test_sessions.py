"""Sessions: a plain file that is whole at any instant, and that tells what has changed."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from companion.domain.arrivals import TOLD, in_words
from companion.domain.sessions import Change, PlannedSession, Step
from companion.problems import Problem
from companion.store.home import Home
from companion.store.opening import open_store
from companion.store.sessions import SessionFile
from tests.store.places import Watch, run

SUMMER = timezone(timedelta(hours=1))
TEN = datetime(2026, 8, 14, 10, tzinfo=SUMMER)
FULL = PlannedSession(
    "k7m4d",
    "How we rest",
    TEN,
    TEN + timedelta(hours=2),
    "in-person",
    "Room 3, High Street",
    (("link", "https://example.org/j"), ("phone", "01234 567890")),
    True,
    "people with lived experience",
    (Step("Welcome", 10), Step("Tea")),
    (("sound", "quiet"), ("breaks", "every 20 minutes")),
    "Words.\nMore words.",
    example=True,
    uid="u1",
    calendar="c",
    occurrence="2026-08-14T10:00:00+01:00",
)
DAY = PlannedSession("c3d4f", "A day out", date(2026, 9, 1), date(2026, 9, 2), uid="u2")


def other(what: str) -> PlannedSession:
    """`FULL`, with this in another way."""
    values: dict[str, object] = {
        "status": "cancelled",
        "starts": TEN + timedelta(hours=1),
        "ends": None,
        "kind": "shaping",
        "join": (),
        "free": None,
        "steps": (Step("Welcome", 20),),
        "like": (("sound", "loud"),),
    }
    other: dict[str, Any] = {what: values.get(what, "in other words")}
    return FULL._replace(**other)


@pytest.fixture
def file(home: Home) -> Path:
    return home.path / "sessions.json"


@pytest.fixture
def watch() -> Watch:
    watch = Watch()
    watch.at = datetime(2026, 6, 19, 9, tzinfo=UTC)
    return watch


@pytest.fixture
def kept(home: Home, watch: Watch) -> SessionFile:
    return SessionFile(home, watch)


def test_what_is_taken_comes_back_whole(home: Home, kept: SessionFile) -> None:
    arrival = kept.take("c", [DAY, FULL])
    assert (arrival.new, arrival.changed, arrival.same, arrival.gone) == (2, 0, 0, 0)
    assert SessionFile(home).all() == [FULL, DAY._replace(calendar="c")]
    assert kept.get("k7m4d") == FULL
    assert kept.get("k7m4d").starts.isoformat() == "2026-08-14T10:00:00+01:00"


def test_reading_makes_no_file(home: Home, kept: SessionFile) -> None:
    assert kept.all() == []
    assert kept.calendars() == []
    kept.forget("c")
    with pytest.raises(Problem, match="no_such_session"):
        kept.get("k7m4d")
    assert not home.path.exists()


def test_the_file_is_plain_and_private(kept: SessionFile, file: Path) -> None:
    kept.take("c", [DAY], address="https://example.org/secret")
    assert file.stat().st_mode & 0o777 == 0o600
    said = json.loads(file.read_text())
    assert said["version"] == 1
    assert said["calendars"] == {"c": "https://example.org/secret"}
    assert said["sessions"][0]["starts"] == "2026-09-01"


def test_the_same_again_changes_nothing(kept: SessionFile, file: Path) -> None:
    kept.take("c", [DAY, FULL])
    before = file.read_bytes()
    assert kept.take("c", [FULL, DAY]).same == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize("what", TOLD)
def test_every_change_is_told_and_can_go_away_again(kept: SessionFile, what: str) -> None:
    kept.take("c", [FULL])
    assert kept.take("c", [other(what)]).changed == 1
    now = kept.get("k7m4d")
    assert [change.what for change in now.changed] == [what]
    assert now.changed[0].old == in_words(getattr(FULL, what))
    assert now.changed[0].new == in_words(getattr(other(what), what))
    assert now.status == ("cancelled" if what == "status" else "changed")
    assert kept.take("c", [other(what)]).same == 1
    assert kept.get("k7m4d") == now
    kept.take("c", [FULL])
    assert kept.get("k7m4d") == FULL


def test_changes_add_up_from_what_the_member_last_read(kept: SessionFile) -> None:
    kept.take("c", [FULL])
    kept.take("c", [FULL._replace(title="A")])
    kept.take("c", [FULL._replace(title="B", where="")])
    assert kept.get("k7m4d").changed == (
        Change("where", FULL.where, ""),
        Change("title", FULL.title, "B"),
    )
    kept.mark_read("k7m4d")
    kept.take("c", [FULL._replace(title="C", where="")])
    assert kept.get("k7m4d").changed == (Change("title", "B", "C"),)


def test_what_is_gone_from_its_calendar_is_cancelled(kept: SessionFile, watch: Watch) -> None:
    kept.take("c", [FULL, DAY])
    kept.take("other", [FULL._replace(id="m3n4p")])
    kept.take("c", [FULL, DAY])
    watch.at = TEN
    arrival = kept.take("c", [])
    assert arrival.gone == 1
    assert kept.get("k7m4d") == FULL  # it has begun
    gone = kept.get("c3d4f")
    assert gone.status == "cancelled"
    assert gone.changed == (Change("status", "planned", "cancelled"),)
    assert kept.get("m3n4p").status == "planned"
    assert kept.take("c", []).gone == 0
    kept.take("c", [DAY])
    assert kept.get("c3d4f").status == "planned"


def test_what_could_not_be_read_is_not_gone(kept: SessionFile) -> None:
    kept.take("c", [FULL, DAY])
    assert kept.take("c", [DAY], unread=["u1"]).gone == 0
    assert kept.get("k7m4d") == FULL


def test_another_file_of_the_same_name_cancels_nothing(kept: SessionFile) -> None:
    kept.take("invite.ics", [FULL])
    assert kept.take("invite.ics", [DAY]).gone == 0
    assert kept.calendars() == ["invite.ics", "invite.ics (2)"]
    for session in (FULL, DAY):
        assert kept.take("invite.ics", [session._replace(title="Other")]).changed == 1
    assert [session.status for session in kept.all()] == ["changed", "changed"]
    assert kept.take("invite.ics", []).gone == 1


def test_an_address_is_always_the_same_calendar(kept: SessionFile) -> None:
    kept.take("c", [FULL], address="https://example.org")
    assert kept.take("c", [DAY], address="https://example.org").gone == 1


def test_a_series_that_moves_to_another_hour_is_known_by_its_day(kept: SessionFile) -> None:
    kept.take("c", [FULL])
    later = TEN + timedelta(hours=1)
    arrival = kept.take("c", [FULL._replace(starts=later, occurrence=later.isoformat())])
    assert (arrival.changed, arrival.new, arrival.gone) == (1, 0, 0)
    (only,) = kept.all()
    assert only.id == "k7m4d"
    assert kept.take("c", [FULL._replace(starts=later, occurrence=later.isoformat())]).same == 1


def test_ids_stay_and_are_never_shared(kept: SessionFile) -> None:
    kept.take("a", [FULL])
    kept.take("b", [FULL, DAY._replace(id="")])
    ids = [session.id for session in kept.all()]
    assert len(set(ids)) == 3
    assert all(len(made) == 5 and made[0].isalpha() for made in ids)
    kept.take("b", [FULL, DAY])
    kept.take("a", [FULL])
    assert sorted(session.id for session in kept.all()) == sorted(ids)


def test_sessions_of_two_years_ago_are_let_go(kept: SessionFile, watch: Watch) -> None:
    kept.take("c", [FULL, DAY])
    watch.at = datetime(2028, 8, 14, 12, tzinfo=UTC)
    kept.take("c", [])
    assert [session.id for session in kept.all()] == ["k7m4d", "c3d4f"]
    watch.forward(days=1)
    kept.take("c", [])
    assert [session.id for session in kept.all()] == ["c3d4f"]


def test_a_calendar_can_be_forgotten(kept: SessionFile) -> None:
    kept.take("a", [FULL], address="https://example.org/x")
    kept.take("b", [DAY])
    assert kept.calendars() == ["a", "b"]
    assert (kept.address("a"), kept.address("b"), kept.address("?")) == (
        "https://example.org/x",
        "",
        "",
    )
    kept.forget("a")
    kept.forget("never there")
    assert kept.calendars() == ["b"]
    assert [session.id for session in kept.all()] == ["c3d4f"]


NONSENSE = [
    b"",
    b"{",
    b"[]",
    b'{"version": 1}',
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b'{"version": 1, "calendars": {}, "sessions": [{"id": "a", "title": "b", "starts": "9"}]}',
    b'{"version": 1, "calendars": {}, "sessions": [{"id": "a", "title": "b",'
    b' "starts": "2026-06-26T10:00:00"}]}',
]


@pytest.mark.parametrize("bytes_", NONSENSE)
def test_a_damaged_file_is_set_aside_and_told_once(
    home: Home, kept: SessionFile, file: Path, bytes_: bytes
) -> None:
    home.make_id()
    file.write_bytes(bytes_)
    with pytest.raises(Problem, match="sessions_damaged") as caught:
        kept.all()
    assert str(home.path / "damaged") in caught.value.say
    assert [p.read_bytes() for p in (home.path / "damaged").iterdir()] == [bytes_]
    assert kept.all() == SessionFile(home).all() == []
    kept.take("c", [FULL])
    assert SessionFile(home).all() == [FULL]


def test_newer_sessions_are_left_alone(home: Home, kept: SessionFile, file: Path) -> None:
    home.make_id()
    file.write_text('{"version": 2, "anything": true}')
    for call in (kept.all, lambda: kept.take("c", [FULL]), lambda: kept.forget("c")):
        with pytest.raises(Problem, match="newer_home"):
            call()
    assert file.read_text() == '{"version": 2, "anything": true}'


def test_the_store_hands_its_clock_on(home: Home, watch: Watch) -> None:
    sessions = open_store(home, watch).sessions
    sessions.take("c", [FULL])
    watch.at = TEN
    assert sessions.take("c", []).gone == 0


QUICK = """
import sys
from pathlib import Path
from companion.store.home import Home
from companion.store.opening import open_store

assert len(open_store(Home(Path(sys.argv[1]))).sessions.all()) == 1
heavy = {"tinydb", "cryptography", "zoneinfo", "icalendar", "httpx", "dataclasses", "asyncio"}
print(" ".join(sorted(heavy & set(sys.modules))))
"""


@pytest.mark.slow
def test_reading_loads_nothing_slow(home: Home, kept: SessionFile) -> None:
    kept.take("c", [FULL])
    assert run(QUICK, home.path).strip() == ""
