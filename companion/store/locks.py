"""Locks between programs that the system lets go when a program ends, even by kill -9."""

import os
import sys
import time

_PAUSE = 0.005

if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int, *, shared: bool = False) -> bool:  # noqa: ARG001
        """Lock an open file without waiting. False: another program has it."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(descriptor: int, *, shared: bool = False) -> bool:
        """Lock an open file without waiting. False: another program has it.

        Several may hold it `shared`. Closing the file lets go. A program that is started
        in the usual way (with exec) does not inherit it.
        """
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def wait_lock(descriptor: int, seconds: float) -> bool:
    """Lock an open file, waiting up to `seconds`. False: it took too long.

    It asks again and again, since a stopped program (Ctrl-Z) could hold the lock for ever.
    """
    end = time.monotonic() + seconds
    while not try_lock(descriptor):
        if time.monotonic() > end:
            return False
        time.sleep(_PAUSE)
    return True
