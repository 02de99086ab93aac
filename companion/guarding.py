"""Keeps what a process has in its memory, a member's words too, from the disk and from others."""

import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4  # prctl(2)


def forbid_core_files() -> None:
    """Let the system write no core file of this process, or of one that it starts.

    Linux hands a core file to a program that reports crashes whatever the limit is, 0 too, but
    not where the limit is exactly 1 byte. No core file is that small, so none is written either.
    Source: core(5), and the kernel's fs/coredump.c.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent on Windows, where there are no core files

        limit = 1 if sys.platform == "linux" else 0
        resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


def close_to_others() -> None:
    """Let no other program of the same user look into this process; administrators still can."""
    forbid_core_files()
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes  # noqa: PLC0415 - not needed by a one-shot command

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
