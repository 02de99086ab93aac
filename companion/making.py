"""Grants the wishes about drawings, photos and voices, and says what came of them.

Nothing that was recorded is lost where it cannot be kept at once: the same wish tries again.
"""

from collections.abc import Callable
from typing import assert_never

from companion.domain.chosen_files import KindOfFile
from companion.domain.files import SharedFile
from companion.page.events import FileKept, MakingFile, Recording
from companion.page.wishes import (
    DropFile,
    ForgetFiles,
    GiveUp,
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
        self._kind: KindOfFile = "photo"  # of what is being made

    @property
    def busy(self) -> bool:
        """Whether it records or plays, so that no voice may speak."""
        return self._loaded is not None and self._loaded.busy

    @property
    def ended(self) -> bool:
        """Whether a recording has ended by itself."""
        return self._loaded is not None and self._loaded.ended

    @property
    def making(self) -> bool:
        """Whether a file is being made."""
        return self._loaded is not None and self._loaded.making

    @property
    def not_shown(self) -> bool:
        """Whether the other program could not show a picture. True once."""
        return self._loaded is not None and self._loaded.not_shown()

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard`, on another thread, when `ended`, `made` or `not_shown` has something
        new."""
        self._heard = heard
        if self._loaded is not None:
            self._loaded.listen(heard)

    def made(self) -> FileKept | None:
        """The file that was made, once, and kept now. Raises Problem where there is none."""
        made = self._studio.made() if self.making else None
        if made is None:
            return None
        return FileKept(self._ports.attachments.keep(made, TYPE_OF_KIND[self._kind]))

    def grant(self, wish: Making) -> FileKept | MakingFile | Recording | None:
        """Do it, and what the page hears of it. Raises Problem."""
        match wish:
            case UseFile(kind=kind, typed=typed):
                self._kind = kind
                self._studio.make(typed, kind)
                return self.made() or MakingFile()
            case GiveUp():
                self._studio.give_up()
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
