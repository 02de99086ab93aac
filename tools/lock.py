"""A lock on a file that programs and workers share: one holds it at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Wait for the lock on the file and hold it. The file must be there and is not changed."""
    try:
        import fcntl  # noqa: PLC0415 - absent on Windows, where we do without the lock
    except ImportError:
        yield
        return
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
