"""`companion import`: shows what is in a file, asks, adds what is not here, and says so."""

import json
import os
import sys
from pathlib import Path

import pytest

from companion.store.home import Home
from companion.store.opening import open_store
from tests.bundle.everything import CANARY, filled
from tests.commands.test_commands import TRACE, companion


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A file from another home."""
    filled(tmp_path / "other")
    done = companion(tmp_path / "other", "export", str(tmp_path / "mine.zip"), "--yes")
    assert done.returncode == 0
    return tmp_path / "mine.zip"


def test_it_is_shown_and_taken_in_only_after_a_yes(home: Path, made: Path) -> None:
    for typed in (b"", b"\n", b"no\n"):
        done = companion(home, "import", str(made), words=typed)
        assert done.returncode == 1
        assert "This is in the file:\nNotes: 2.\nIn your journal: 1.\n" in done.stdout
        assert "We took in nothing." in done.stderr
        assert not home.exists()
    done = companion(home, "import", str(made), words=b"yes\n")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-4:] == [
        "We added: 7.",
        "Here before: 0.",
        "What waits on your other computer waits there. We do not send it from here.",
        "We took in the settings too.",
    ]
    assert f"note: {CANARY}" in companion(home, "note", "list", "--json").stdout
    assert companion(home, "settings", "theme", "--json").stdout == '{\n  "theme": "cream"\n}\n'


def test_a_second_time_changes_nothing(home: Path, made: Path) -> None:
    companion(home, "import", str(made), "--yes")
    companion(home, "settings", "theme", "light")

    def files() -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in home.iterdir() if p.is_file()}

    before = files()
    done = companion(home, "import", str(made), "--yes")
    assert done.stdout.splitlines()[-3:] == [
        "We added: 0.",
        "Here before: 7.",
        "Your settings stay as they are. To take them in too, add --settings",
    ]
    assert files() == before
    done = companion(home, "import", str(made), "--yes", "--settings", "--json")
    document = json.loads(done.stdout)
    assert document["settings"] == 1
    assert document["notes"] == {"added": 0, "there": 3, "kept_both": 0, "left_out": 0}
    assert '"cream"' in companion(home, "settings", "theme", "--json").stdout


def test_other_words_here_are_kept_beside_and_that_is_said(home: Path, made: Path) -> None:
    companion(home, "import", str(made), "--yes")
    store = open_store(Home(home))
    note = next(one for one in store.notes.all() if one.aloud)
    companion(home, "note", "edit", note.id, "-", words=b"since")
    done = companion(home, "import", str(made), "--yes")
    assert "1 has other words here. We kept both.\n" in done.stdout
    assert companion(home, "note", "show", note.id).stdout == "since\n"


def test_a_sealed_file_opens_with_its_words_alone(home: Path, tmp_path: Path) -> None:
    filled(tmp_path / "other")
    path = tmp_path / "mine"
    words = b"otter lamp quiet\n"
    companion(tmp_path / "other", "export", str(path), "--encrypted", words=words * 2)
    for typed in (b"", b"\n", b"otter lamp\n"):
        done = companion(home, "import", str(path), "--yes", words=typed)
        assert done.returncode == 1
        assert "These words do not open the file." in done.stderr
        assert not home.exists()
    done = companion(home, "import", str(path), words=b"OTTER  lamp quiet\nyes\n")
    assert done.returncode == 0
    assert "We added: 7.\n" in done.stdout


def test_what_cannot_be_read_is_told_in_a_sentence(home: Path, tmp_path: Path) -> None:
    def refused(path: Path) -> str:
        done = companion(home, "import", str(path), "--yes")
        assert (done.returncode, done.stdout) == (1, "")
        assert TRACE not in done.stderr
        assert len(done.stderr.splitlines()) == 2
        return done.stderr

    assert "no file" in refused(tmp_path / "missing")
    assert "not from Companion" in refused(tmp_path)
    path = tmp_path / "file"
    for data, told in (
        (b"", "not from Companion"),
        (b"PK\x03\x04damage", "is broken"),
        (b"{}", "is broken"),
        (b"companion-sealed 1 damage", "is broken"),
        (b"companion-sealed 2 damage", "newer Companion"),
        (b'{"format": "companion-export", "version": 9}', "newer Companion"),
    ):
        path.write_bytes(data)
        assert told in refused(path)
    with path.open("wb") as file:
        file.truncate(600 * 2**20)
    assert "too large" in refused(path)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        assert "not from Companion" in refused(tmp_path / "pipe")
    assert not home.exists()


def test_an_address_that_is_not_the_calendars_own_is_not_kept(home: Path, tmp_path: Path) -> None:
    from companion.calendars.addresses import name_of_address

    good, evil = "https://example.org/c.ics", "https://evil.example/?who=me"
    document = {
        "format": "companion-export",
        "version": 1,
        "made": "2026-06-19T09:00:00+00:00",
        "calendars": {name_of_address(good): good, "example.org (k7m4d)": evil, "c.ics": ""},
    }
    path = tmp_path / "companion.json"
    path.write_text(json.dumps(document))
    assert companion(home, "import", str(path), "--yes").returncode == 0
    sessions = open_store(Home(home)).sessions
    assert len(sessions.calendars()) == 3
    kept = [sessions.address(name) for name in sessions.calendars()]
    assert sorted(kept) == ["", "", good]
