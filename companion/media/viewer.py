"""Shows a picture in the program that the member's computer has for pictures.

Such a program needs a file. It lies in memory, for the member alone, and so does the small copy
that many of these programs keep. When nobody looks any more, all of it goes, and the program
that we started ends.
"""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import md5
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import NamedTuple

import platformdirs

from companion.children import surroundings
from companion.problems import Problem
from companion.wire.files import ENDINGS, Type

FOLDER = "companion-look-"
ENDS_WITHIN = 2.0  # seconds


class _Shown(NamedTuple):
    """A picture that is shown: where its file lies, and the program that shows it."""

    folder: Path
    file: Path
    process: "subprocess.Popen[bytes]"


class Viewer:
    """Pictures that the member looks at. `heard` is called, on a thread, when one failed."""

    def __init__(self, heard: Callable[[], None]) -> None:
        self._heard = heard
        self._shown: list[_Shown] = []
        self._failed = False

    @property
    def can_show(self) -> bool:
        """Whether a picture can be shown without lying on the disk."""
        return bool(_memory_folder() and _program())

    def show(self, data: bytes, kind: Type) -> None:
        """Show a picture, from a file in memory. Raises Problem("no_viewer")."""
        place = _memory_folder()
        if not place or not _program():
            raise Problem("no_viewer")
        try:
            folder = Path(mkdtemp(prefix=FOLDER, dir=place))
        except OSError as error:
            raise Problem("no_viewer") from error
        try:
            file = folder / f"look.{ENDINGS[kind]}"
            file.touch(0o600)
            file.write_bytes(data)
            shown = _Shown(folder, file, _started(file))
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise Problem("no_viewer") from error
        self._shown.append(shown)
        Thread(target=self._watch, args=(shown,), daemon=True).start()

    def failed(self) -> bool:
        """Whether a program could not show it, once."""
        failed, self._failed = self._failed, False
        return failed

    def forget(self) -> None:
        """Nobody looks any more: the program ends, and what was made for it goes."""
        self._failed = False
        shown, self._shown = self._shown, []
        for one in shown:
            _end(one.process)
            shutil.rmtree(one.folder, ignore_errors=True)
            _remove_small_copies(one.file)

    def _watch(self, shown: _Shown) -> None:
        """Notice a program that ends because it cannot show it.

        It is left to be waited for, so that its number is nobody else's when we end it.
        """
        with suppress(OSError):
            ended = os.waitid(os.P_PID, shown.process.pid, os.WEXITED | os.WNOWAIT)
            failed = ended and ended.si_code == os.CLD_EXITED and ended.si_status != 0
            if failed and shown in self._shown:
                self._failed = True
                self._heard()


def _started(file: Path) -> "subprocess.Popen[bytes]":
    memory = {"XDG_CACHE_HOME": str(file.parent / "cache")}
    return subprocess.Popen(
        [_program(), str(file)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings() | memory,
        start_new_session=True,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and all that it started."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(OSError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDS_WITHIN)
            return


def _remove_small_copies(file: Path) -> None:
    """Take away what a program kept that was open before: it knows nothing of our folder.

    Their names are by the standard of desktops for small copies (thumbnails).
    """
    name = md5(file.as_uri().encode(), usedforsecurity=False).hexdigest()
    folder = Path(platformdirs.user_cache_dir()) / "thumbnails"
    for copy in (*folder.glob(f"*/{name}.png"), *folder.glob(f"fail/*/{name}.png")):
        with suppress(OSError):
            copy.unlink()


def _memory_folder() -> str:
    """A folder of ours alone that lies in memory and not on a disk; "" where there is none."""
    if sys.platform != "linux":
        return ""
    place = os.environ.get("XDG_RUNTIME_DIR", "")
    with suppress(OSError, ValueError):
        found = os.stat(place)  # noqa: PTH116 - "" is no folder
        private = stat.S_IMODE(found.st_mode) == 0o700 and found.st_uid == os.getuid()
        if private and _in_memory(Path(place).resolve()):
            return place
    return ""


def _in_memory(folder: Path) -> bool:
    """Whether the file system that a folder lies in is in memory."""
    lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").split("\n")
    mounts = [(Path(part[1]), part[2]) for part in map(str.split, lines) if part[2:]]
    above = [
        (len(at.parts), n) for n, (at, _kind) in enumerate(mounts) if folder.is_relative_to(at)
    ]
    return bool(above) and mounts[max(above)[1]][1] == "tmpfs"  # the last one covers those before


def _program() -> str:
    """The program that opens a file as the member's desktop does; "" where there is none."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return ""
    return shutil.which("xdg-open") or ""
