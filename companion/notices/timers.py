"""How each system starts a command every few minutes: what is written for it, and what is run."""

import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

MINUTES = 5
_SECONDS = 20.0
_NAME = "companion-remind"  # long, so that it is of no other program
_LABEL = "companion.remind"
_TASK = "Companion reminders"
_MARK = f"# {_NAME}"
# What a program needs to reach the desktop, which cron does not hand on.
_DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")


class Timer(Protocol):
    """One way to start the reminders. What fails raises OSError or SubprocessError."""

    def usable(self) -> bool:
        """Whether this computer has this way."""

    def is_set_up(self) -> bool:
        """Whether it is in use."""

    def set_up(self) -> None:
        """Use it from now on."""

    def take_away(self) -> None:
        """Use it no more."""

    def parts(self) -> Sequence[str]:
        """What is made: paths, or the line or command, as they are."""


class Files:
    """Files in a folder of the system, and commands that begin and end their use."""

    def __init__(
        self,
        files: Mapping[Path, bytes],
        begin: Sequence[Sequence[str]],
        end: Sequence[Sequence[str]],
        look: Sequence[str],
    ) -> None:
        """`look` is a command that fails where this way cannot be used."""
        self.files, self.begin, self.end = files, begin, end
        self._look = look

    def usable(self) -> bool:
        """Whether the command that looks succeeds."""
        return succeeds(self._look)

    def is_set_up(self) -> bool:
        """Whether all files are there."""
        return all(path.is_file() for path in self.files)

    def set_up(self) -> None:
        """Write them, and begin, anew if need be; where that fails, nothing is left."""
        self._end()
        try:
            for path, data in self.files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            for words in self.begin:
                run(words)
        except (OSError, subprocess.SubprocessError):
            self.take_away()
            raise

    def take_away(self) -> None:
        """End its use, and remove the files."""
        self._end()
        for path in self.files:
            path.unlink(missing_ok=True)

    def _end(self) -> None:
        if any(path.is_file() for path in self.files):
            for words in self.end:
                succeeds(words)  # where it has not begun, the system says so

    def parts(self) -> Sequence[str]:
        """The paths."""
        return [str(path) for path in self.files]


class Cron:
    """A line in the member's own list of cron; all other lines stay as they are."""

    def __init__(self, line: str) -> None:
        self.line = f"{line} {_MARK}"

    def usable(self) -> bool:
        """Whether there is such a program, and it lets this account in."""
        with suppress(OSError, subprocess.SubprocessError):
            self._lines()
            return True
        return False

    def is_set_up(self) -> bool:
        """Whether our line is there."""
        with suppress(OSError, subprocess.SubprocessError):
            return any(line.endswith(_MARK) for line in self._lines())
        return False

    def set_up(self) -> None:
        """Put the line at the end."""
        self._write([*self._others(), self.line])

    def take_away(self) -> None:
        """Leave it out."""
        self._write(self._others())

    def parts(self) -> Sequence[str]:
        """The line."""
        return [self.line]

    def _others(self) -> list[str]:
        return [line for line in self._lines() if not line.endswith(_MARK)]

    @staticmethod
    def _lines() -> list[str]:
        done = subprocess.run(
            ["crontab", "-l"], capture_output=True, timeout=_SECONDS, check=False, env=_plain()
        )
        none = (b"no crontab", b"No such file")  # of most programs, and of BusyBox
        if done.returncode and not any(words in done.stderr for words in none):
            raise subprocess.SubprocessError(done.stderr)
        text = b"" if done.returncode else done.stdout
        return text.decode("utf-8", "surrogateescape").splitlines()

    @staticmethod
    def _write(lines: Sequence[str]) -> None:
        text = "".join(f"{line}\n" for line in lines)
        run(["crontab", "-"], text.encode("utf-8", "surrogateescape"))


class Task:
    """A task of Windows."""

    def __init__(self, command: Sequence[str]) -> None:
        self.create = ["schtasks", "/Create", "/F", "/SC", "MINUTE", "/MO", str(MINUTES)]
        self.create += ["/TN", _TASK, "/TR", subprocess.list2cmdline(command)]

    def usable(self) -> bool:
        """Always there on Windows."""
        return True

    def is_set_up(self) -> bool:
        """Whether there is a task of this name."""
        return succeeds(["schtasks", "/Query", "/TN", _TASK])

    def set_up(self) -> None:
        """Make it."""
        run(self.create)

    def take_away(self) -> None:
        """Delete it."""
        if self.is_set_up():
            run(["schtasks", "/Delete", "/F", "/TN", _TASK])

    def parts(self) -> Sequence[str]:
        """The command that makes it."""
        return [subprocess.list2cmdline(self.create)]


def systemd(command: Sequence[str], config: Path) -> Files:
    """A timer of the member's own systemd. `config` is the folder of their settings."""
    folder = config / "systemd" / "user"
    service = (
        "[Unit]\nDescription=Reminders of Companion\n\n"
        # What it says has days of sessions, and belongs in no journal of the system.
        f"[Service]\nType=oneshot\nStandardOutput=null\nExecStart={_for_systemd(command)}\n"
    )
    timer = (
        f"[Unit]\nDescription=Reminders of Companion, every {MINUTES} minutes\n\n"
        f"[Timer]\nOnCalendar=*:0/{MINUTES}\nAccuracySec=1min\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    call = ("systemctl", "--user")
    return Files(
        {folder / f"{_NAME}.service": _bytes(service), folder / f"{_NAME}.timer": _bytes(timer)},
        [(*call, "daemon-reload"), (*call, "enable", "--now", f"{_NAME}.timer")],
        [(*call, "disable", "--now", f"{_NAME}.timer")],
        (*call, "show-environment"),
    )


def launchd(command: Sequence[str], home: Path, user: int) -> Files:
    """An agent of macOS. `user` is the number of the account."""
    path = home / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    job = {
        "Label": _LABEL,
        "ProgramArguments": list(command),
        "StartInterval": MINUTES * 60,
        "StandardOutPath": os.devnull,
    }
    domain = f"gui/{user}"
    return Files(
        {path: plistlib.dumps(job)},
        [("launchctl", "bootstrap", domain, str(path))],
        [("launchctl", "bootout", f"{domain}/{_LABEL}")],
        ("launchctl", "help"),
    )


def cron(command: Sequence[str], environment: Mapping[str, str]) -> Cron:
    """A line for cron, with what a message on the desktop needs."""
    needs = [f"{name}={environment[name]}" for name in _DESKTOP if environment.get(name)]
    words = shlex.join([*(["env", *needs] if needs else []), *command])
    # A per cent sign would end the command.
    return Cron(f"*/{MINUTES} * * * * {words} >/dev/null 2>&1".replace("%", "\\%"))


def timers(command: Sequence[str], environment: Mapping[str, str] = os.environ) -> list[Timer]:
    """The ways of this platform, the best first. RuntimeError: the account has no folder."""
    if sys.platform == "win32":
        return [Task(command)]
    if sys.platform == "darwin":
        return [launchd(command, Path.home(), os.getuid())]
    named = environment.get("XDG_CONFIG_HOME", "")
    config = Path(named) if Path(named).is_absolute() else Path.home() / ".config"
    return [systemd(command, config), cron(command, environment)]


def run(words: Sequence[str], given: bytes = b"") -> None:
    """Run a command of the system. Raises OSError or SubprocessError where it fails."""
    subprocess.run(words, input=given, capture_output=True, timeout=_SECONDS, check=True)


def succeeds(words: Sequence[str]) -> bool:
    """Whether a command of the system can be run and is content."""
    with suppress(OSError, subprocess.SubprocessError):
        run(words)
        return True
    return False


def _for_systemd(command: Sequence[str]) -> str:
    """Each word in quotes, and nothing in it that systemd would put something else for."""
    signs = {"\\": "\\\\", '"': '\\"', "%": "%%", "$": "$$"}
    return " ".join('"' + "".join(signs.get(s, s) for s in word) + '"' for word in command)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _plain() -> dict[str, str]:
    """Our environment, in which programs say their sentences in English."""
    return {**os.environ, "LC_ALL": "C"}
