"""A lock on a file that programs and workers share: many together, or one by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path, *, by_itself: bool) -> Iterator[None]:
    """Wait for the lock on the file and hold it. The file must be there and is not changed."""
    try:
        import fcntl  # noqa: PLC0415 - absent on Windows, where we do without the lock
    except ImportError:
        yield
        return
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX if by_itself else fcntl.LOCK_SH)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
