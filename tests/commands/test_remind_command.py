"""`companion remind`, and the reminders of a calendar file."""

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from companion.calendars.reading import read_calendar
from companion.domain.sessions import PlannedSession
from companion.page.session_words import headline
from companion.store.home import Home
from companion.store.opening import open_store
from companion.store.outbox import Line
from tests.commands.test_commands import companion
from tests.notices.test_notices import put_program
from tests.places import FULL

NOW = datetime.now(UTC).replace(second=0, microsecond=0)
STARTS = NOW + timedelta(minutes=20)
IN_20 = FULL._replace(title="A private matter", starts=STARTS, ends=None)


def take(home: Path, *sessions: PlannedSession) -> None:
    open_store(Home(home)).sessions.take("c", list(sessions))


def asked(home: Path, before: str, **more: str) -> None:
    for name, value in {"remind": before, **more}.items():
        companion(home, "settings", name, value)


def test_nobody_is_reminded_who_did_not_ask(home: Path) -> None:
    take(home, IN_20)
    assert companion(home, "remind").stdout.startswith("You did not ask for reminders.\n")
    assert json.loads(companion(home, "remind", "--json").stdout) == []


def test_a_reminder_is_given_once_and_says_nothing_private(home: Path) -> None:
    take(home, IN_20)
    asked(home, "30")
    given = companion(home, "remind")
    assert given.stdout == f"Reminder: {headline(IN_20)}.\n"
    assert companion(home, "remind").stdout == "There is nothing to remind you of now.\n"


def test_it_is_not_given_too_early_or_too_late_or_of_what_will_not_happen(home: Path) -> None:
    started = IN_20._replace(uid="2", starts=NOW - timedelta(minutes=1))
    cancelled = IN_20._replace(uid="3", status="cancelled")
    take(home, IN_20, started, cancelled)
    asked(home, "10")
    assert json.loads(companion(home, "remind", "--json").stdout) == []
    asked(home, "60")
    assert len(json.loads(companion(home, "remind", "--json").stdout)) == 1


def test_a_session_that_moves_is_one_to_remind_of_again(home: Path) -> None:
    take(home, IN_20)
    asked(home, "60")
    companion(home, "remind")
    moved = IN_20._replace(starts=NOW + timedelta(minutes=40))
    take(home, moved)
    assert companion(home, "remind").stdout == f"Reminder: {headline(moved)}.\n"


def test_a_notice_that_could_not_be_shown_is_tried_again(home: Path, tmp_path: Path) -> None:
    take(home, IN_20)
    asked(home, "30", remind_notice="on")
    nowhere = tmp_path / "programs"
    nowhere.mkdir()
    failed = companion(home, "remind", PATH=str(nowhere))
    assert failed.returncode == 1
    assert failed.stderr.startswith("This computer could not show the reminder.\n")
    called = put_program(nowhere, "notify-send")
    assert companion(home, "remind", PATH=str(nowhere)).returncode == 0
    words = json.loads(called.read_text())["words"]
    assert words[-1] == f"Reminder: {headline(IN_20)}."
    assert not any("private" in word for word in words)
    called.unlink()
    companion(home, "remind", PATH=str(nowhere))
    assert not called.exists()


@pytest.mark.parametrize(
    ("remind", "starts", "trigger"),
    [
        ("30", STARTS, "-PT30M"),
        ("day", STARTS, "-PT1440M"),
        ("day", STARTS.date(), "-PT900M"),
        ("60", STARTS.date(), "PT480M"),
    ],
)
def test_a_calendar_file_reminds_if_asked(
    home: Path, tmp_path: Path, remind: str, starts: date, trigger: str
) -> None:
    take(home, IN_20._replace(starts=starts))
    file = tmp_path / "c.ics"
    companion(home, "calendar", "--output", str(file))
    assert b"VALARM" not in file.read_bytes()
    companion(home, "calendar", "--output", str(file), "--remind", remind)
    assert f"TRIGGER:{trigger}\r\n".encode() in file.read_bytes()
    [same] = read_calendar(file.read_bytes(), NOW, "c").sessions
    assert same.starts == starts


def put_cron(folder: Path) -> tuple[Path, str]:
    """A cron with a list of its own, and no systemd: the list, and the PATH."""
    kept = folder / "crontab"
    script = f'#!/bin/sh\nif [ "$1" = - ]; then cat > {kept}; else cat {kept}; fi\n'
    programs = folder / "programs"
    programs.mkdir()
    for name, text in {"crontab": script, "systemctl": "#!/bin/sh\nexit 1\n"}.items():
        (programs / name).write_text(text)
        (programs / name).chmod(0o700)
    kept.write_text("# mine\n")
    return kept, f"{programs}:{os.environ['PATH']}"


def test_the_timer_is_set_up_after_a_yes_and_taken_away(home: Path, tmp_path: Path) -> None:
    kept, path = put_cron(tmp_path)
    early = companion(home, "remind", "--set-up", "--yes", PATH=path)
    assert (early.returncode, early.stderr.split("\n")[0]) == (1, "You did not ask for reminders.")
    asked(home, "30")
    refused = companion(home, "remind", "--set-up", words=b"no\n", PATH=path)
    assert refused.returncode == 1
    assert kept.read_text() == "# mine\n"
    done = companion(home, "remind", "--set-up", words=b"yes\n", PATH=path)
    assert done.returncode == 0
    mine, line, _end = kept.read_text().split("\n")
    assert (mine, line in done.stdout.split("\n")) == ("# mine", True)
    assert f"--home={home}" in line
    assert companion(home, "settings", "remind_notice").stdout.startswith("remind_notice: on")
    told = companion(home, "forget", words=b"no\n", PATH=path).stdout
    assert "To end that, type: companion remind --take-away\n" in told
    away = json.loads(companion(home, "remind", "--take-away", "--json", PATH=path).stdout)
    assert away == {"taken_away": True}
    assert kept.read_text() == "# mine\n"


def test_the_address_of_the_calendar_stands_alone_on_its_line(home: Path) -> None:
    alone = companion(home, "calendar", "--address")
    assert (alone.returncode, alone.stderr.split("\n")[0]) == (
        1, "You are not connected to a community.",
    )  # fmt: skip
    line = Line(
        address="https://north.example",
        name="North",
        calendar="North",
        since=NOW.date(),
        public_key="key",
        secret="apple river",
    )
    open_store(Home(home)).outbox.keep_line(line)
    shown = companion(home, "calendar", "--address", "--width", "20")
    assert shown.stdout.split("\n")[-2] == "https://north.example/sessions.ics"
    assert json.loads(companion(home, "calendar", "--address", "--json").stdout) == {
        "address": "https://north.example/sessions.ics"
    }
