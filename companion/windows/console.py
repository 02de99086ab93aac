"""In a new console of Windows: make its letters larger, then run what stands behind."""

import subprocess
import sys
from contextlib import suppress

FACE = "Consolas"
BOLD_FROM = 400  # the weight of usual letters
STD_OUTPUT_HANDLE = -11
FIXED_PITCH_TRUETYPE = 0x36


def main(arguments: list[str]) -> int:
    """The points, then the command. Returns the command's exit code."""
    points, *command = arguments
    with suppress(OSError, AttributeError, ValueError):
        enlarge(int(points))
    with suppress(KeyboardInterrupt):
        return subprocess.run(command, check=False).returncode
    return 130


def enlarge(points: int) -> None:
    """Ask the console for larger letters. Where it does not do it, the usual ones stay."""
    import ctypes  # noqa: PLC0415 - only where it is used

    class Font(ctypes.Structure):
        """CONSOLE_FONT_INFOEX."""

        _fields_ = (
            ("size", ctypes.c_ulong),
            ("index", ctypes.c_ulong),
            ("width", ctypes.c_short),
            ("height", ctypes.c_short),
            ("family", ctypes.c_uint),
            ("weight", ctypes.c_uint),
            ("face", ctypes.c_wchar * 32),
        )

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    kernel.GetStdHandle.restype = ctypes.c_void_p
    height = round(points * 96 / 72)
    font = Font(ctypes.sizeof(Font), 0, 0, height, FIXED_PITCH_TRUETYPE, BOLD_FROM, FACE)
    handle = ctypes.c_void_p(kernel.GetStdHandle(STD_OUTPUT_HANDLE))
    kernel.SetCurrentConsoleFontEx(handle, False, ctypes.byref(font))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
