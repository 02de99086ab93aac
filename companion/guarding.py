"""Keeps what a process has in its memory, a member's words too, from the disk and from others."""

import gc
import sys
from contextlib import suppress
from functools import _lru_cache_wrapper

# How Python gives out memory: in sizes of 16 bytes more each, and from 513 on as the system does.
_SIZES = (*range(64, 513, 16), 600, 800, 1_200, 2_000, 4_000, 8_000, 32_000)
_TAKE = 2**18  # bytes of each size
_HEADER = bytes.__basicsize__
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


def let_go_of_words() -> None:
    """Free what nobody uses any more, and what Textual and Rich remember of what was drawn.

    Free memory keeps its bytes until something else needs it. So what Python would give out
    next is taken once, and is zeros then. What it has no list of stays: this is no promise.
    """
    gc.unfreeze()  # screens/app.py froze what was there when the first page stood
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and one.__module__.startswith(("textual", "rich")):
            one.cache_clear()
    gc.collect()
    taken = [bytes(size - _HEADER) for size in _SIZES for _time in range(_TAKE // size)]
    del taken
