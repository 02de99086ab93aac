"""Commands for sessions, calendars, the journal and settings, as a script meets them."""

import json
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.domain.journal import Answer, Entry
from companion.plainwords.dates import day
from companion.store.home import Home
from companion.store.opening import open_store
from tests.commands.test_commands import companion

DAY = datetime.now(UTC).date() + timedelta(days=60)
CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//EN\r
BEGIN:VEVENT\r
UID:one@example.org\r
DTSTAMP:20260101T000000Z\r
DTSTART;TZID=Europe/London:{day}T180000\r
DTEND;TZID=Europe/London:{day}T200000\r
SUMMARY:How we listen\x1b[2J\r
DESCRIPTION:Free: yes\\nWhat will happen:\\n- Welcome (10 minutes)\\n- Break (15 minutes)\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    path = tmp_path / "sessions.ics"
    path.write_text(CALENDAR.format(day=f"{DAY:%Y%m%d}"), newline="")
    return path


def test_with_no_session_it_says_how_to_get_some(home: Path) -> None:
    done = companion(home, "next")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("We know no session yet.\n")
    assert companion(home, "sessions").returncode == 0
    assert json.loads(companion(home, "sessions", "--json").stdout) == []
    assert not home.exists()


def test_a_calendar_comes_in_and_is_shown(home: Path, calendar: Path) -> None:
    done = companion(home, "sessions", "add", str(calendar))
    assert done.stdout == "1 new session.\nTo see them, type: companion sessions\n"
    lines = companion(home, "next").stdout.splitlines()
    for line in (
        "Session: How we listen",
        f"Day: {day(DAY)}",
        "Time: 6pm to 8pm",
        "Cost: free",
        "6pm: Welcome. 10 minutes.",
    ):
        assert line in lines
    [found] = json.loads(companion(home, "sessions", "--json").stdout)
    assert found["starts"].startswith(f"{DAY}T18:00:00+0")
    assert found["steps"] == [
        {"minutes": 10, "what": "Welcome"},
        {"minutes": 15, "what": "Break"},
    ]
    assert json.loads(companion(home, "session", found["id"], "--json").stdout) == found
    again = json.loads(companion(home, "sessions", "add", str(calendar), "--json").stdout)
    assert (again["new"], again["same"]) == (0, 1)


def test_a_calendar_goes_out_and_comes_in_again(home: Path, calendar: Path, tmp_path: Path) -> None:
    companion(home, "sessions", "add", str(calendar))
    out = tmp_path / "out.ics"
    assert companion(home, "calendar", "--output", str(out)).returncode == 0
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    other = tmp_path / "other"
    companion(other, "sessions", "add", str(out))
    first, second = (json.loads(companion(h, "next", "--json").stdout) for h in (home, other))
    assert {**first, "id": ""} == {**second, "id": ""}


def test_only_a_calendar_is_written_over(home: Path, calendar: Path, tmp_path: Path) -> None:
    companion(home, "sessions", "add", str(calendar))
    mine = tmp_path / "mine.txt"
    mine.write_text("my words")
    done = companion(home, "calendar", "--output", str(mine))
    assert done.returncode == 1
    assert mine.read_text() == "my words"


def test_a_full_disk_keeps_the_calendar_that_was_there(
    home: Path, calendar: Path, small_disk: Path
) -> None:
    companion(home, "sessions", "add", str(calendar))
    out = small_disk / "out.ics"
    assert companion(home, "calendar", "--output", str(out)).returncode == 0
    out.chmod(0o640)
    kept = out.read_bytes()
    (small_disk / "other").write_bytes(b"x" * 4096)  # of 8 kB: the other half is the calendar
    for path in (out, small_disk / "new.ics"):
        done = companion(home, "calendar", "--output", str(path))
        assert done.returncode == 1
        assert done.stderr.startswith(f"The disk is full. We could not write this file: {path}.\n")
        assert sorted(one.name for one in small_disk.iterdir()) == ["other", "out.ics"]
        assert out.read_bytes() == kept
    (small_disk / "other").unlink()
    assert companion(home, "calendar", "--output", str(out)).returncode == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert list(small_disk.iterdir()) == [out]


def test_a_place_that_cannot_be_written_is_told(home: Path, calendar: Path, tmp_path: Path) -> None:
    companion(home, "sessions", "add", str(calendar))
    for path in (tmp_path / "no" / "out.ics", calendar / "out.ics", tmp_path):
        done = companion(home, "calendar", "--output", str(path))
        assert done.returncode == 1
        assert done.stderr.startswith(f"We could not write this file: {path}.\n")
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.skipif(sys.platform == "win32", reason="Only for systems with links.")
def test_a_link_to_a_calendar_goes_on_leading_there(
    home: Path, calendar: Path, tmp_path: Path
) -> None:
    companion(home, "sessions", "add", str(calendar))
    link = tmp_path / "link.ics"
    link.symlink_to(tmp_path / "far.ics")
    for _again in range(2):
        assert companion(home, "calendar", "--output", str(link)).returncode == 0
        assert link.is_symlink()
        assert (tmp_path / "far.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "words", [["sessions", "add", "/no/such.ics"], ["sessions", "add"], ["session", "zzzzz"]]
)
def test_what_is_not_there_is_told(home: Path, words: list[str]) -> None:
    done = companion(home, *words)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 2


def test_a_calendar_can_be_let_go(home: Path, calendar: Path) -> None:
    companion(home, "sessions", "add", str(calendar))
    assert companion(home, "sessions", "calendars").stdout == "sessions.ics\n"
    assert companion(home, "sessions", "forget", "sessions.ics").returncode == 0
    assert json.loads(companion(home, "sessions", "--json").stdout) == []
    assert companion(home, "sessions", "forget", "sessions.ics").returncode == 1


def test_the_demo_shows_examples_and_keeps_nothing(home: Path) -> None:
    done = companion(home, "--demo", "next")
    assert done.stdout.startswith("This is an example.\n")
    found = json.loads(companion(home, "--demo", "sessions", "--json").stdout)
    assert found
    assert all(one["example"] for one in found)
    assert not home.exists()


def test_a_note_for_a_session(home: Path, calendar: Path) -> None:
    companion(home, "sessions", "add", str(calendar))
    [found] = json.loads(companion(home, "sessions", "--json").stdout)
    companion(home, "note", "add", "-", words=b"for no session")
    companion(home, "note", "add", "--session", found["id"], "-", words=b"for this one")
    notes = json.loads(companion(home, "note", "list", "--session", found["id"], "--json").stdout)
    assert [(n["text"], n["session"]) for n in notes] == [("for this one", found["id"])]
    wrong = companion(home, "note", "add", "--session", "zzzzz", "-", words=b"x")
    assert wrong.returncode == 1


def test_the_journal_takes_both_answers(home: Path) -> None:
    both = b"A quiet room.\n---\nLess light.\n"
    done = companion(home, "journal", "add", "--json", "-", words=both)
    entry = json.loads(done.stdout)
    assert entry["helped"]["words"] == "A quiet room."
    assert entry["different"]["words"] == "Less light."
    shown = companion(home, "journal", "show", entry["id"]).stdout
    assert '"A quiet room."' in shown
    found = json.loads(companion(home, "journal", "search", "--json", "-", words=b"QUIET").stdout)
    assert [one["id"] for one in found] == [entry["id"]]
    companion(home, "journal", "edit", entry["id"], "-", words=b"---\nMore breaks.")
    changed = json.loads(companion(home, "journal", "show", entry["id"], "--json").stdout)
    assert changed["helped"]["words"] == ""
    assert changed["different"]["words"] == "More breaks."


def test_a_deleted_entry_comes_back(home: Path) -> None:
    done = companion(home, "journal", "add", "--json", "-", words=b"by mistake")
    entry_id = json.loads(done.stdout)["id"]
    assert companion(home, "journal", "delete", entry_id).returncode == 0
    assert companion(home, "journal", "show", entry_id).returncode == 1
    assert companion(home, "journal", "undelete", entry_id).returncode == 0
    assert len(json.loads(companion(home, "journal", "list", "--json").stdout)) == 1


@pytest.mark.parametrize("verb", ["add", "search"])
def test_private_words_are_never_taken_as_arguments(home: Path, verb: str) -> None:
    done = companion(home, "journal", verb, "my secret")
    assert done.returncode == 2
    assert "secret" not in done.stdout + done.stderr
    assert not home.exists()


def test_the_journals_words_are_nowhere_on_the_disk(home: Path) -> None:
    companion(home, "journal", "add", "-", words=b"the canary was too bright")
    for path in home.rglob("*"):
        assert b"canary" not in (path.read_bytes() if path.is_file() else b"")


def test_settings_are_seen_and_changed(home: Path) -> None:
    assert "clock: words" in companion(home, "settings").stdout
    assert companion(home, "settings", "clock", "short").returncode == 0
    assert json.loads(companion(home, "settings", "clock", "--json").stdout) == {"clock": "short"}
    for wrong in (["settings", "colour"], ["settings", "clock", "blue"]):
        assert companion(home, *wrong).returncode == 2


def test_privacy_says_where_the_words_are(home: Path) -> None:
    assert f"Your words: {home}" in companion(home, "privacy").stdout.splitlines()
    assert json.loads(companion(home, "privacy", "--json").stdout)["sends"] is False
    assert not home.exists()


def test_a_whole_journal_of_odd_records_still_opens(home: Path) -> None:
    """A record that another program wrote in its own way is shown as far as it can be read."""
    store = open_store(Home(home))
    store.journal.save(Entry(helped=Answer("mine")))
    odd = {"deleted": "", "helped": 7, "created": "x", "later": []}
    store._journal.append("journal", {"odd": odd})
    found = store.journal.all()
    assert {entry.id for entry in found} > {"odd"}
