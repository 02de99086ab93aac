"""What shares are made from on this computer (ports.Studio)."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from companion.children import surroundings
from companion.domain.chosen_files import FoundFile, KindOfFile
from companion.media.choosing import recent
from companion.media.job import Job
from companion.media.recording import Player, Recorder
from companion.problems import Problem
from companion.wire.files import ENDINGS, Type

FOLDER = "companion-look-"
AT_ONCE = 0.15  # seconds; a name that leads nowhere is told at once


class ComputerStudio:
    """Files, a microphone, a loudspeaker and a program that shows pictures."""

    def __init__(self) -> None:
        self._recorder, self._player = Recorder(), Player()
        self._recorded = b""  # and not taken yet
        self._job: Job | None = None
        self._heard: Callable[[], None] = lambda: None
        self._shown: list[Path] = []

    def recent(self, kind: KindOfFile) -> Sequence[FoundFile]:
        """Files that may be meant, the newest first."""
        return recent(kind)

    def make(self, typed: str, kind: KindOfFile) -> None:
        """Begin to make what is sent in place of a file, and nothing else."""
        self.give_up()
        self._job = Job(typed, kind, self._tell)
        self._job.wait(AT_ONCE)

    def _tell(self) -> None:
        self._heard()

    def made(self) -> bytes | None:
        """What was made, once; None while it is being made. Raises like read_chosen and clean."""
        job = self._job
        if job is None or not job.ended:
            return None
        self._job = None
        return job.made()

    def give_up(self) -> None:
        """Make it no more."""
        job, self._job = self._job, None
        if job is not None:
            job.stop()

    @property
    def making(self) -> bool:
        """Whether something is being made, or was and is not taken yet."""
        return self._job is not None

    @property
    def recording(self) -> bool:
        """Whether a recording was begun, and the member did not stop it."""
        return self._recorder.recording

    def record(self) -> None:
        """Begin. Raises Problem("no_microphone")."""
        self._player.stop()
        self._recorded = b""
        self._recorder.start()

    def stop(self) -> bytes:
        """End it, and what was recorded. It stays at hand until the next one begins.

        Raises Problem("nothing_recorded").
        """
        if self._recorder.recording:
            self._recorded = self._recorder.stop()
        if not self._recorded:
            raise Problem("nothing_recorded")
        return self._recorded

    def play(self, data: bytes) -> None:
        """Let the member hear a sound that was made here. Raises Problem("no_voice")."""
        self._player.play(data)

    def hush(self) -> bool:
        """Stop that sound. False where none was heard."""
        return self._player.stop()

    @property
    def busy(self) -> bool:
        """Whether it records or plays, so that no voice may speak."""
        return self.recording or self._player.playing

    @property
    def can_show(self) -> bool:
        """Whether a picture can be shown without lying on the disk."""
        return bool(_memory_folder() and _viewer())

    def show(self, data: bytes, kind: Type) -> None:
        """Show a picture in another program, from a file in memory. Raises Problem("no_viewer")."""
        place = _memory_folder()
        if not place or not _viewer():
            raise Problem("no_viewer")
        try:
            folder = Path(mkdtemp(prefix=FOLDER, dir=place))
            self._shown.append(folder)
            file = folder / f"look.{ENDINGS[kind]}"
            file.touch(0o600)
            file.write_bytes(data)
            subprocess.Popen(
                [_viewer(), str(file)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=surroundings(),
                start_new_session=True,
            )
        except OSError as error:
            raise Problem("no_viewer") from error

    def forget(self) -> None:
        """Take away the files that were shown, and fall silent."""
        self._player.stop()
        for folder in self._shown:
            shutil.rmtree(folder, ignore_errors=True)
        self._shown.clear()

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when a recording has ended by itself, or a file is
        made."""
        self._heard = heard
        self._recorder.listen(heard)

    @property
    def ended(self) -> bool:
        """Whether the recording has ended by itself."""
        return self._recorder.recording and self._recorder.ended

    def close(self) -> None:
        """The program ends."""
        self.give_up()
        self._recorder.drop()
        self.forget()


def _memory_folder() -> str:
    """A folder of ours alone that lies in memory and not on a disk; "" where there is none."""
    if sys.platform != "linux":
        return ""
    place = os.environ.get("XDG_RUNTIME_DIR", "")
    with suppress(OSError, ValueError):
        found = os.stat(place)  # noqa: PTH116 - "" is no folder
        private = stat.S_IMODE(found.st_mode) == 0o700 and found.st_uid == os.getuid()
        if private and os.path.realpath(place) in _in_memory():
            return place
    return ""


def _in_memory() -> set[str]:
    """Where a file system in memory begins."""
    lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").split("\n")
    return {part[1] for part in map(str.split, lines) if part[2:3] == ["tmpfs"]}


def _viewer() -> str:
    """The program that opens a file as the member's desktop does; "" where there is none."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return ""
    return shutil.which("xdg-open") or ""
