"""Nobody but an administrator sees the memory of a companion, and no core file is written."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.attack.conftest import NOBODY
from tests.terminal.pty_program import Program
from tests.terminal.steps import home_with

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="Only Linux is known to us so well."),
]
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
LOOK = """
import os, sys
os.setgroups([]); os.setgid({user}); os.setuid({user})
try:
    open("/proc/{pid}/mem", "rb").close()
except PermissionError:
    print("closed")
else:
    print("open")
"""


def looked_at(pid: int, user: int) -> str:
    """What another program of a user meets when it wants to read a process's memory."""
    look = LOOK.format(user=user, pid=pid)
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("way", ["screen", "plain"])
def test_a_program_of_the_same_user_cannot_read_our_memory(way: str, nobodys: Path) -> None:
    home = home_with(nobodys, way)
    for path in (home, *home.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    shell = f"exec {' '.join(AS_NOBODY)} {sys.executable} -m companion"
    with Program(home, shell=shell, HOME=str(nobodys)) as program:
        program.expect("2 Charter")
        assert Path(f"/proc/{program.pid}/status").read_text().count(f"{NOBODY}") > 4
        assert looked_at(program.pid, NOBODY) == "closed"
    with subprocess.Popen([*AS_NOBODY, "sleep", "60"]) as other:
        while Path(f"/proc/{other.pid}/comm").read_text() != "sleep\n":
            pass
        assert looked_at(other.pid, NOBODY) == "open"  # without what we do, it could
        other.kill()


@pytest.mark.parametrize("module", ["companion", "companion.speech.worker"])
def test_no_core_file_is_written_nor_handed_to_a_program(module: str, tmp_path: Path) -> None:
    """Linux writes no core file that small, and hands none on at exactly that limit."""
    words = ["note", "add"] if module == "companion" else ["espeak"]
    with subprocess.Popen(
        [sys.executable, "-m", module, *words], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "COMPANION_HOME": str(tmp_path / "home")},
    ) as running:  # fmt: skip
        until = time.monotonic() + 15
        while core_limit(running.pid) != ["1", "1"]:
            assert time.monotonic() < until, core_limit(running.pid)
            time.sleep(0.01)


def core_limit(pid: int) -> list[str]:
    """The limits of a process for core files, in bytes."""
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line for line in limits if "core file" in line).split()[4:6]
