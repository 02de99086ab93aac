"""Whether a screen reader seems to run: then our own voice keeps out of its way."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

# Programs that read a screen or a terminal aloud, or put it on a braille display.
READERS = frozenset({"orca", "brltty", "fenrir", "yasr", "tdsr", "espeakup", "speechd-up", "nvda"})
SPI_GETSCREENREADER = 0x0046


def screen_reader_runs() -> bool:
    """Ask the system. Where it cannot tell, the answer is no."""
    with suppress(OSError, ImportError, AttributeError, subprocess.SubprocessError):
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _mac()
        return _linux(Path("/proc"))
    return False


def _linux(processes: Path) -> bool:
    return any(_is_reader(one) for one in processes.iterdir() if one.name.isdecimal())


def _is_reader(process: Path) -> bool:
    with suppress(OSError):
        words = (process / "cmdline").read_bytes().split(b"\0")[:3]
        names = {Path(word.decode("utf-8", "replace")).name for word in words if word}
        return bool(names & READERS)
    return False


def _windows() -> bool:
    import ctypes  # noqa: PLC0415 - only where it is used

    runs = ctypes.c_int(0)
    user32 = ctypes.windll.user32  # type: ignore[attr-defined, unused-ignore]
    user32.SystemParametersInfoW(SPI_GETSCREENREADER, 0, ctypes.byref(runs), 0)
    return bool(runs.value)


def _mac() -> bool:
    asked = subprocess.run(
        ["defaults", "read", "com.apple.universalaccess", "voiceOverOnOffKey"],
        capture_output=True,
        timeout=2,
        check=False,
    )
    return asked.stdout.strip() == b"1"
