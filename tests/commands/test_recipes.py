"""Each recipe of docs/recipes.md is typed as it stands there, and does what it says."""

import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.shipped import shipped

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="The recipes are for a shell."),
]
PAGE = Path(__file__).parent.parent.parent / "docs" / "recipes.md"
RECIPE = re.compile(
    r"^## (.+?)\n.*?```sh\n(.*?)```\n(?:```text\n(.*?)```)?", re.DOTALL | re.MULTILINE
)

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20260601T000000Z
DTSTART;TZID=Europe/London:{day:%Y%m%d}T180000
DTEND;TZID=Europe/London:{day:%Y%m%d}T200000
SUMMARY:Community session
END:VEVENT
END:VCALENDAR
"""


def test_every_recipe_does_what_it_says(tmp_path: Path) -> None:
    place, programs = tmp_path / "place", tmp_path / "bin"
    place.mkdir()
    programs.mkdir()
    start = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m companion "$@"\n'
    (programs / "companion").write_text(start, encoding="utf-8")
    (programs / "companion").chmod(0o700)
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(shipped()).parent),
        "COMPANION_HOME": str(tmp_path / "home"),
    }
    next_month = datetime.now(UTC) + timedelta(days=30)
    (place / "sessions.ics").write_text(CALENDAR.format(day=next_month), encoding="utf-8")
    recipes = RECIPE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(recipes) > 12
    for name, typed, says in recipes:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", typed],
            cwd=place,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{name}: {done.stderr}"
        assert says.strip() in done.stdout, name
    for file in place.iterdir():
        assert file.is_dir() or file.stat().st_size > 20, file
