"""From a calendar to what the member is told: read, kept, read again."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from companion.calendars.reading import read_calendar
from companion.domain.sessions import Arrival, Change
from companion.store.home import Home
from companion.store.sessions import SessionFile
from tests.calendars.places import FILES, NOW, calendar, event

pytestmark = pytest.mark.slow  # each reading starts a program

ADDRESS = "https://example.org/secret.ics"
LONDON = "DTSTART;TZID=Europe/London"
SERIES = event(f"{LONDON}:20261012T100000", "s", rrule="FREQ=WEEKLY;COUNT=4", summary="Series")
WALK = event(uid="w", summary="Walk")


@pytest.fixture
def kept(tmp_path: Path) -> SessionFile:
    return SessionFile(Home(tmp_path), lambda: NOW)


def take(kept: SessionFile, *events: str) -> Arrival:
    found = read_calendar(calendar(*events), NOW)
    return kept.take("example.org", found.sessions, unread=found.unread, address=ADDRESS)


def test_the_same_calendar_again_changes_nothing(kept: SessionFile) -> None:
    assert take(kept, SERIES, WALK).new == 5
    assert take(kept, WALK, SERIES) == Arrival(same=5)


def test_a_moved_a_cancelled_and_a_missing_session_are_told(kept: SessionFile) -> None:
    take(kept, SERIES, WALK)
    moved = event(
        f"{LONDON}:20261020T110000\nRECURRENCE-ID;TZID=Europe/London:20261019T100000",
        "s",
        summary="Series",
    )
    without = SERIES.replace("\nRRULE", "\nEXDATE;TZID=Europe/London:20261026T100000\nRRULE")
    arrival = take(kept, without, moved, event(uid="w", summary="Walk", status="CANCELLED"))
    assert arrival == Arrival(changed=2, same=2, gone=1)
    assert len(kept.all()) == 5
    changed = [session for session in kept.all() if session.changed]
    assert [session.status for session in changed] == ["cancelled", "changed", "cancelled"]
    assert changed[1].changed[0] == Change(
        "starts", "2026-10-19T10:00:00+01:00", "2026-10-20T11:00:00+01:00"
    )


def test_a_series_that_moves_by_an_hour_is_changed_and_not_new(kept: SessionFile) -> None:
    take(kept, SERIES)
    assert take(kept, SERIES.replace("T100000", "T110000")) == Arrival(changed=4)


@pytest.mark.parametrize(
    "broken", ["DTSTART:nothing", "DTSTART;TZID=No/Where:20261012T100000", "X-NONE:1"]
)
def test_what_we_cannot_read_any_more_is_not_cancelled(kept: SessionFile, broken: str) -> None:
    take(kept, SERIES, WALK)
    arrival = take(kept, event(broken, "s", rrule="FREQ=WEEKLY"), WALK)
    assert (arrival.same, arrival.gone) == (1, 0)
    assert all(session.status == "planned" for session in kept.all())


def test_what_is_cut_is_not_cancelled(kept: SessionFile) -> None:
    take(kept, event(f"DTSTART:{NOW + timedelta(days=700):%Y%m%dT%H%M%SZ}", "far"))
    arrival = take(
        kept,
        event(f"DTSTART:{NOW + timedelta(days=700):%Y%m%dT%H%M%SZ}", "far"),
        event(uid="daily", rrule="FREQ=DAILY"),
    )
    assert arrival == Arrival(new=500)


CODE = """
import sys
from datetime import datetime
from companion.calendars.reading import read_calendar
with open(sys.argv[1], "rb") as file:
    assert read_calendar(file.read(), datetime.fromisoformat(sys.argv[2])).sessions
print(" ".join(sorted({"icalendar", "recurring_ical_events", "dateutil", "httpx", "zoneinfo"}
                      & set(sys.modules))))
"""


def test_the_program_itself_never_loads_the_calendar_libraries() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, FILES / "apple.ics", NOW.isoformat()],
        capture_output=True,
        check=True,
    )
    assert done.stdout.strip() == b""
