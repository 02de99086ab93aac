"""Grants the wishes about drawings, photos and voices, and says what came of them.

Nothing that was recorded is lost where it cannot be kept at once: the same wish tries again.
"""

from collections.abc import Callable
from typing import assert_never

from companion.domain.files import SharedFile
from companion.page.events import FileKept, Recording
from companion.page.wishes import (
    DropFile,
    ForgetFiles,
    HushFile,
    Making,
    PlayFile,
    Record,
    ShowFile,
    StopRecording,
    UseFile,
)
from companion.ports import Ports, Studio
from companion.wire.files import TYPE_OF_KIND


class Workshop:
    """What is made for shares, in one run of the program."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._loaded: Studio | None = None
        self._heard: Callable[[], None] = lambda: None

    @property
    def busy(self) -> bool:
        """Whether it records or plays, so that no voice may speak."""
        return self._loaded is not None and self._loaded.busy

    @property
    def ended(self) -> bool:
        """Whether a recording has ended by itself."""
        return self._loaded is not None and self._loaded.ended

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when a recording has ended by itself."""
        self._heard = heard
        if self._loaded is not None:
            self._loaded.listen(heard)

    def grant(self, wish: Making) -> FileKept | Recording | None:
        """Do it, and what the page hears of it. Raises Problem."""
        match wish:
            case UseFile(kind=kind, typed=typed):
                made = self._studio.made(typed, kind)
                return FileKept(self._ports.attachments.keep(made, TYPE_OF_KIND[kind]))
            case Record():
                self._studio.record()
                return Recording()
            case StopRecording():
                made = self._studio.stop()
                return FileKept(self._ports.attachments.keep(made, TYPE_OF_KIND["voice"]))
            case DropFile(file=file):
                self._drop(file)
            case PlayFile(file=file):
                self._studio.play(self._ports.attachments.data(file.id))
            case ShowFile(file=file):
                self._studio.show(self._ports.attachments.data(file.id), file.type)
            case HushFile():
                self._studio.hush()
            case ForgetFiles():
                self.forget()
            case _:
                assert_never(wish)
        return None

    def _drop(self, file: SharedFile) -> None:
        """Let a file go that was replaced, unless another share has it too."""
        if not any(file in share.files for share in self._ports.shares.all()):
            self._ports.attachments.drop(file.id)

    def forget(self) -> None:
        """Nobody looks or listens any more."""
        if self._loaded is not None:
            self._loaded.forget()

    @property
    def _studio(self) -> Studio:
        if self._loaded is None:
            self._loaded = self._ports.studio()
            self._loaded.listen(self._heard)
        return self._loaded
