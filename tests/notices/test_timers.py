"""The timer that gives reminders: what each system is given, and that it can be undone."""

import os
import plistlib
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.commands.parsers import parse
from companion.notices import timers
from companion.notices.computer import Computer
from companion.problems import Problem

ODD = "/h/a b%u$HOME\"'\\d"
COMMAND = ("/p/python", "-P", "-m", "companion", "remind", f"--home={ODD}")

Put = Callable[[str, str], None]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Puts a program in place of the system's: a script of the shell."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def put_one(name: str, script: str) -> None:
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)

    return put_one


@pytest.fixture
def config(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    put("crontab", "exit 1")  # never the list of who runs the tests
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "config"


def test_systemd_takes_the_files_and_starts_exactly_the_command(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    command = ("/bin/true", *COMMAND[1:])
    way = timers.systemd(command, tmp_path)
    for path, data in way.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, way.files)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    [service] = [data.decode() for path, data in way.files.items() if path.suffix == ".service"]
    [line] = [row for row in service.split("\n") if row.startswith("ExecStart=")]
    said = line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$")
    # In double quotes, systemd undoes what the shell undoes, but for "$", which is undone above.
    assert shlex.split(said) == list(command)
    assert "StandardOutput=null" in service


def test_with_systemd_it_begins_and_ends(put: Put, config: Path, tmp_path: Path) -> None:
    called = tmp_path / "called"
    put("systemctl", f'echo "$@" >> {called}')
    computer = Computer(COMMAND)
    assert not computer.reminds()
    computer.set_reminding(True)
    assert computer.reminds()
    made = sorted(path.name for path in (config / "systemd" / "user").iterdir())
    assert made == ["companion-remind.service", "companion-remind.timer"]
    assert sorted(map(str, (config / "systemd" / "user").iterdir())) == sorted(computer.parts())
    computer.set_reminding(False)
    assert not computer.reminds()
    assert list((config / "systemd" / "user").iterdir()) == []
    rows = [row for row in called.read_text().split("\n") if "show-environment" not in row]
    assert rows[:-1] == [
        "--user daemon-reload",
        "--user enable --now companion-remind.timer",
        "--user disable --now companion-remind.timer",
    ]


def test_where_systemd_says_no_nothing_is_left(put: Put, config: Path) -> None:
    put("systemctl", '[ "$2" = show-environment ] || [ "$2" = daemon-reload ]')
    computer = Computer(COMMAND)
    with pytest.raises(Problem) as problem:
        computer.set_reminding(True)
    assert problem.value.code == "timer_not_set_up"
    assert not computer.reminds()
    assert list((config / "systemd" / "user").iterdir()) == []


def test_without_systemd_cron_gets_a_line_and_keeps_all_others(
    put: Put, config: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "crontab"
    put("systemctl", "exit 1")
    put(
        "crontab",
        f'if [ "$1" = - ]; then cat > {kept}; exit; fi\n'
        f"[ -e {kept} ] || {{ echo no crontab for sam >&2; exit 1; }}\ncat {kept}",
    )
    computer = Computer(COMMAND)
    assert not computer.reminds()
    others = b"# mine \xff\n5 5 * * * echo 100\\%\n"
    kept.write_bytes(others)
    computer.set_reminding(True)
    computer.set_reminding(True)  # once more changes nothing
    assert computer.reminds()
    text = kept.read_bytes()
    assert text.startswith(others)
    assert text.count(b"\n") == 3
    assert computer.parts() == [text.decode("utf-8", "replace").split("\n")[2]]
    computer.set_reminding(False)
    assert kept.read_bytes() == others
    assert not config.exists()


def test_what_cron_hands_to_the_shell_is_the_command() -> None:
    line = timers.cron(COMMAND, {"DISPLAY": ":0", "HOME": "/h"}).line
    times, words = line.split(" ", 5)[:5], line.split(" ", 5)[5]
    assert times == ["*/5", "*", "*", "*", "*"]
    words = words.replace("\\%", "%").partition(" >/dev/null")[0]
    assert shlex.split(words) == ["env", "DISPLAY=:0", *COMMAND]


def test_a_list_of_cron_that_cannot_be_read_is_never_written_over(
    put: Put, config: Path, tmp_path: Path
) -> None:
    put("systemctl", "exit 1")
    put("crontab", f'[ "$1" = - ] && touch {tmp_path}/written\necho broken >&2; exit 1')
    with pytest.raises(Problem) as problem:
        Computer(COMMAND).set_reminding(True)
    assert problem.value.code == "no_timer_here"
    assert not (tmp_path / "written").exists()


def test_launchd_gets_a_job_that_it_can_read(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    called = tmp_path / "called"
    put("launchctl", f'echo "$@" >> {called}')
    computer = Computer(COMMAND)
    computer.set_reminding(True)
    path = tmp_path / "Library" / "LaunchAgents" / "companion.remind.plist"
    assert computer.parts() == [str(path)]
    computer.set_reminding(True)  # anew: launchd takes no job that it has
    job = plistlib.loads(path.read_bytes())
    assert job["ProgramArguments"] == list(COMMAND)
    assert job["StartInterval"] == 300
    assert parse(job["ProgramArguments"][4:]).command == "remind"
    computer.set_reminding(False)
    assert not path.exists()
    user = os.getuid()
    rows = [row for row in called.read_text().split("\n") if row != "help"]
    assert rows[:-1] == [
        *(f"bootstrap gui/{user} {path}", f"bootout gui/{user}/companion.remind") * 2,
    ]


def test_windows_gets_a_task(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    called = tmp_path / "called"
    put("schtasks", f'for word in "$@"; do echo "$word"; done >> {called}')
    command = ["C:\\Program Files\\python.exe", "-P", "-m", "companion", "remind"]
    Computer(command).set_reminding(True)
    *rest, name, flag, task = called.read_text().split("\n")[:-1]
    assert (*rest, name) == ("/Create", "/F", "/SC", "MINUTE", "/MO", "5", "/TN",
                             "Companion reminders")  # fmt: skip
    assert (flag, task) == ("/TR", '"C:\\Program Files\\python.exe" -P -m companion remind')
    called.unlink()
    Computer(command).set_reminding(False)
    assert "/Delete\n/F\n/TN\nCompanion reminders\n" in called.read_text()


@pytest.mark.parametrize("command", [(), ("/p/python", "--home=/a\n* * * * * rm")])
def test_no_command_of_more_lines_and_none_of_a_throw_away_home(
    put: Put, config: Path, command: tuple[str, ...]
) -> None:
    put("systemctl", "exit 0")
    computer = Computer(command)
    assert not computer.reminds()
    with pytest.raises(Problem) as problem:
        computer.set_reminding(True)
    assert problem.value.code == "no_timer_here"
    assert not config.exists()
