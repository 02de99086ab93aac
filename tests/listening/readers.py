"""The screen readers that can be heard, and how each is started with our synthesiser.

All settings are the reader's own as it comes, but for the synthesiser, the echo of typed
letters (which members switch on), sounds (which cannot be written down) and TDSR_WAITS.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from tests.listening.terminals import no_console

Name = Literal["tdsr", "yasr", "fenrir", "brltty"]
# For tests. BRLTTY first: only one can listen to the console, so its tests follow one another.
READERS: tuple[Name, ...] = ("brltty", "tdsr", "yasr", "fenrir")

YASR_SETTINGS = Path("/etc/yasr/yasr.conf")
FENRIR_SETTINGS = Path("/etc/fenrirscreenreader/settings/settings-pty.conf")
FENRIR_CHANGES = {
    "sound": {"enabled": "False"},
    "speech": {"driver": "speechdDriver", "voice": ""},
    "remote": {"enable": "False", "driver": "dummyDriver"},
    "keyboard": {"charEcho": "True"},
    # The last is a sound, not speech, where sound is on.
    "general": {"autoSpellCheck": "False", "newLinePause": "False", "hasAttributes": "False"},
}
# After an arrow key tdsr waits so long, then reads the row of the cursor: 0.02 as it comes.
# A test machine that is busy with other tests may take longer to move the cursor.
TDSR_WAITS = 0.06
BRLTTY_SPEAKS = (
    "autospeak=yes,autospeak-selected-line=yes,autospeak-inserted-characters=yes,"
    "autospeak-deleted-characters=yes,autospeak-replaced-characters=yes,"
    "autospeak-completed-words=no"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where one run of a reader keeps its files, and how it reaches the synthesiser."""

    folder: Path
    port: int
    pipe: Path


def missing(name: Name) -> str:
    """What to do so that a reader can be heard here, in one sentence; "" if it can."""
    match name:
        case "tdsr":
            there = find_spec("tdsr") is not None and find_spec("setproctitle") is not None
            return "" if there else "To hear tdsr, install tdsr2 and setproctitle."
        case "yasr":
            there = shutil.which("yasr") is not None and YASR_SETTINGS.exists()
            return "" if there else "To hear yasr, install the Debian package yasr."
        case "fenrir":
            there = shutil.which("fenrir") is not None and FENRIR_SETTINGS.exists()
            if there and _system_python_has("speechd", "pyte"):
                return ""
            return "To hear fenrir, install the Debian packages fenrir and python3-speechd."
        case "brltty":
            drivers = [Path(f"/lib/brltty/libbrltty{part}.so") for part in ("ssd", "xlx")]
            if shutil.which("brltty") is None or not all(map(Path.exists, drivers)):
                return "To hear BRLTTY, install the Debian packages brltty and brltty-speechd."
            why = no_console()
            return f"To hear BRLTTY, {why}." if why else ""


def _system_python_has(*modules: str) -> bool:
    command = ["/usr/bin/python3", "-c", "import " + ", ".join(modules)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def wrap_command(name: Name, command: list[str], setting: Setting) -> list[str]:
    """The command that runs `command` inside a reader on a pty."""
    # As from a member's shell, which is still there when the program has ended.
    inner = ["/bin/sh", "-c", '"$@"; sleep 1', "sh", *command]
    wrappers: dict[str, Callable[[list[str], Setting], list[str]]] = {
        "tdsr": _tdsr,
        "yasr": _yasr,
        "fenrir": _fenrir,
    }
    return wrappers[name](inner, setting)


def _tdsr(inner: list[str], setting: Setting) -> list[str]:
    (setting.folder / ".tdsr.cfg").write_text(
        f"[speech]\ncursor_delay = {TDSR_WAITS}\n[symbols]\n32 = space\n[plugins]\n[commands]\n"
    )
    start = str(Path(__file__).with_name("start_tdsr.py"))
    speech = shlex.join(["/bin/sh", "-c", f"exec cat > {shlex.quote(str(setting.pipe))}"])
    return [sys.executable, start, "--speech-server", speech, shlex.join(inner)]


def _yasr(inner: list[str], setting: Setting) -> list[str]:
    settings = YASR_SETTINGS.read_text().replace("127.0.0.1:6560", f"127.0.0.1:{setting.port}")
    own = setting.folder / "yasr.conf"
    own.write_text(re.sub(r"(?m)^key echo=.*$", "key echo=keys", settings))
    return ["yasr", "-C", str(own), "--", *inner]


def _fenrir(inner: list[str], setting: Setting) -> list[str]:
    settings = FENRIR_SETTINGS.read_text()
    changes = {name: dict(changed) for name, changed in FENRIR_CHANGES.items()}
    changes["general"]["shell"] = shlex.join(inner).replace("%", "%%")
    for section, changed in changes.items():
        found = re.search(rf"(?ms)^\[{section}\]$.*?(?=^\[|\Z)", settings)
        assert found is not None
        kept = re.sub(rf"(?m)^({'|'.join(changed)})=.*\n", "", found[0]).rstrip()
        lines = [kept, *(f"{name}={value}" for name, value in changed.items()), "", ""]
        settings = settings.replace(found[0], "\n".join(lines))
    own = setting.folder / "fenrir.conf"
    own.write_text(settings)
    return ["fenrir", "-e", "-s", str(own)]


def brltty_command(setting: Setting) -> list[str]:
    """BRLTTY itself, without a display. It reads the console that is in front."""
    options = ["-b", "no", "-x", "lx", "-s", "sd", "-f", "/dev/null", "-U", str(setting.folder)]
    pid = f"{setting.folder}/brltty.pid"
    return ["brltty", "-n", "-q", "-N", "-l", "crit", "-P", pid, *options, "-o", BRLTTY_SPEAKS]


def environment(setting: Setting, extra: dict[str, str]) -> dict[str, str]:
    """What a reader and a program find around them: little, and nothing of this computer."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(setting.folder),
        "SHELL": "/bin/sh",
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "SPEECHD_ADDRESS": f"inet_socket:127.0.0.1:{setting.port}",
        **extra,
    }
