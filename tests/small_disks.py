"""Disks so small that a test can fill them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def disk_of(size: str, folder: Path) -> Iterator[Path]:
    """A disk of a size such as "8k", in a folder. Skips the test where none can be made."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("Making a small disk needs Linux and the rights of root.")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
