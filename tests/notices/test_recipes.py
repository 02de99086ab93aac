"""The recipes of docs/reminders.md are what the systems take."""

import os
import plistlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from companion.commands.parsers import parse

TEXT = (Path(__file__).parents[2] / "docs" / "reminders.md").read_text(encoding="utf-8")
UNITS = re.findall(r"user/(companion-remind\.\w+)`:\n\n```ini\n(.*?)```", TEXT, re.DOTALL)


def test_systemd_takes_the_timer(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    assert [name for name, _unit in UNITS] == ["companion-remind.service", "companion-remind.timer"]
    for name, unit in UNITS:
        (tmp_path / name).write_text(unit.replace("%h/.local/bin/companion", "/bin/true"))
    files = [str(tmp_path / name) for name, _unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *files],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_launchd_can_read_its_file() -> None:
    [text] = re.findall(r"```xml\n(.*?)```", TEXT, re.DOTALL)
    job = plistlib.loads(text.encode())
    assert job["StartInterval"] == 300
    assert parse(job["ProgramArguments"][1:]).command == "remind"


def test_the_commands_are_understood() -> None:
    commands = re.findall(r"`companion ([a-z][^`]*)`", TEXT)
    assert len(commands) >= 2
    for words in commands:
        assert parse(words.split()).command in ("remind", "calendar")
