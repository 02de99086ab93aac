"""Whether the program runs inside yasr, which hears less than other screen readers do.

After an arrow key yasr speaks the cursor's row only where that is the very next one.
"""

import os
from contextlib import suppress
from pathlib import Path

NAME = "yasr"
PROCESSES = Path("/proc")


def in_yasr(processes: Path = PROCESSES, pid: int | None = None) -> bool:
    """Whether one of the programs that started this one is yasr; False where nobody can tell."""
    pid = pid or os.getpid()
    with suppress(OSError, ValueError, IndexError):
        while pid > 1:
            name, _end, rest = (processes / str(pid) / "stat").read_text().rpartition(")")
            if name.partition("(")[2] == NAME:
                return True
            pid = int(rest.split()[1])
    return False
