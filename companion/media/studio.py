"""What shares are made from on this computer (ports.Studio)."""

from collections.abc import Callable, Sequence

from companion.domain.chosen_files import FoundFile, KindOfFile
from companion.media.choosing import recent
from companion.media.job import Job
from companion.media.recording import Player, Recorder
from companion.media.viewer import Viewer
from companion.problems import Problem
from companion.wire.files import Type

AT_ONCE = 0.15  # seconds; a name that leads nowhere is told at once


class ComputerStudio:
    """Files, a microphone, a loudspeaker and a program that shows pictures."""

    def __init__(self) -> None:
        self._recorder, self._player = Recorder(), Player()
        self._viewer = Viewer(self._tell)
        self._recorded = b""  # and not taken yet
        self._job: Job | None = None
        self._heard: Callable[[], None] = lambda: None

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
        return self._viewer.can_show

    def show(self, data: bytes, kind: Type) -> None:
        """Show a picture in another program, from a file in memory. Raises Problem("no_viewer")."""
        self._viewer.show(data, kind)

    def not_shown(self) -> bool:
        """Whether the other program could not show it, once."""
        return self._viewer.failed()

    def forget(self) -> None:
        """End what shows a picture, take away its file, and fall silent."""
        self._player.stop()
        self._viewer.forget()

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when a recording has ended by itself, or `made` or
        `not_shown` has something to tell."""
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
