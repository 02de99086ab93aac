"""Faults that the system itself makes: files that may not grow, and disks that are full.

The other kinds stand between the program and the system. These show that the system does
no more than they think of. Small disks need Linux and the rights of root.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults.calls import Plan, let_be
from benchmarks.faults.journeys import JOURNEYS
from benchmarks.faults.trials import Point, Show, copy_of, fate, folder, next_life

_ROOMY = "size=16m,nr_inodes=1000"


class FileLimit:
    """No file may grow past so many bytes: of the write that would, a part gets through."""

    name = "no file may grow past a length"

    def points(self) -> list[Point]:
        """Limits up to the length of the longest file."""
        can = sys.platform != "win32"
        return [Point(j, self.name, at) for j in JOURNEYS for at in range(0, 9000, 150) if can]

    def trial(self, point: Point) -> list[str]:
        """What is broken after a journey under this limit."""
        with copy_of(point.journey) as (root, promises):
            show = Show(point.journey, root, promises)
            report = fate(show, lambda _: _limited(point.at), lasts=True, over=_unlimited)
            return report.complaints + next_life(root, report)


def _limited(most: int) -> Plan:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    return let_be


def _unlimited() -> None:
    import resource

    _limited(resource.RLIM_INFINITY)


class SmallDisk:
    """A real disk with room for so many more pages, or files, until somebody makes room."""

    def __init__(self, name: str, limit: str) -> None:
        self.name = name
        self._limit = limit

    def points(self) -> list[Point]:
        """Rooms up to what a journey needs, or none where no disk can be made."""
        can = sys.platform == "linux" and os.geteuid() == 0
        return [Point(j, self.name, at) for j in JOURNEYS for at in range(1, 13) if can]

    def trial(self, point: Point) -> list[str]:
        """What is broken after a journey on this disk."""
        with copy_of(point.journey) as (begin, promises), folder() as place, _disk(place) as root:
            shutil.copytree(begin, root, dirs_exist_ok=True)
            used = os.statvfs(root)
            pages = used.f_blocks - used.f_bfree + point.at
            files = used.f_files - used.f_ffree + point.at
            _mount(root, "remount," + self._limit.format(pages=pages * 4, files=files))
            show = Show(point.journey, root, promises)

            def make_room() -> None:
                _mount(root, f"remount,{_ROOMY}")

            report = fate(show, lambda _: let_be, lasts=True, over=make_room)
            return report.complaints + next_life(root, report)


@contextmanager
def _disk(place: Path) -> Iterator[Path]:
    _mount(place, _ROOMY)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def _mount(place: Path, options: str) -> None:
    line = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    subprocess.run(line, check=True)


KINDS = {
    kind.name: kind
    for kind in (
        FileLimit(),
        SmallDisk("a real disk is full: no page is left", "size={pages}k"),
        SmallDisk("a real disk is full: no file can be made", "nr_inodes={files}"),
    )
}
