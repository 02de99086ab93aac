"""Stands between the program and the system: sees each call that writes, and may spoil it."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.faults.disk import Disk

ON_NAMES = ("link", "replace", "rename", "unlink", "remove", "mkdir", "rmdir", "chmod")
ON_FILES = ("write", "fsync", "fdatasync", "ftruncate")
_MAKES = os.O_CREAT | os.O_TRUNC


class Call(NamedTuple):
    """One call that writes: its place in the row of all, its name, and who in the store made it."""

    number: int
    name: str
    site: str


Go = Callable[..., Any]  # makes the call, with its own arguments or, for a part, with others
Plan = Callable[[Call, Go, tuple[Any, ...]], Any]


def let_be(_call: Call, go: Go, args: tuple[Any, ...]) -> Any:
    """The plan in which nothing goes wrong."""
    return go(*args)


class Calls:
    """While it is entered, each call that writes below `root` is made as `plan` says.

    `disk` follows what was really done. `seen` has all calls so far.
    """

    def __init__(self, root: Path, disk: Disk, plan: Plan = let_be) -> None:
        self.plan = plan
        self.seen: list[Call] = []
        self._root = str(root) + os.sep
        self._disk = disk
        self._real: dict[str, Any] = {}

    def __enter__(self) -> "Calls":
        for name in (*ON_NAMES, *ON_FILES, "open", "close", "fdopen"):
            self._real[name] = getattr(os, name)
        for name in (*ON_NAMES, *ON_FILES):
            setattr(os, name, self._spoilt(name))
        os.open, os.close = self._open, self._close
        os.fdopen = self._fdopen  # type: ignore[assignment]
        return self

    def __exit__(self, *_: object) -> None:
        for name, real in self._real.items():
            setattr(os, name, real)

    def _is_ours(self, where: Any) -> bool:
        if isinstance(where, int):
            return self._disk.has(where)
        return f"{os.fspath(where)}{os.sep}".startswith(self._root)

    def _spoilt(self, name: str) -> Go:
        real = self._real[name]

        def call(*args: Any, **more: Any) -> Any:
            if not self._is_ours(args[0]):
                return real(*args, **more)
            return self._planned(name, lambda *given: self._done(name, real, given, more), args)

        return call

    def _planned(self, name: str, go: Go, args: tuple[Any, ...]) -> Any:
        call = Call(len(self.seen), name, _site())
        self.seen.append(call)
        return self.plan(call, go, args)

    def _done(self, name: str, real: Go, args: tuple[Any, ...], more: dict[str, Any]) -> Any:
        result = real(*args, **more)
        self._disk.made(name, args, result)
        return result

    def _open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        def go(path: Any, flags: int) -> int:
            descriptor: int = self._real["open"](path, flags, mode, **more)
            if self._is_ours(path):
                self._disk.opened(path, flags, descriptor)
            return descriptor

        if self._is_ours(path) and flags & _MAKES:
            opened: int = self._planned("open", go, (path, flags))
            return opened
        return go(path, flags)

    def _close(self, fd: int) -> None:
        self._disk.closed(fd)
        self._real["close"](fd)

    def _fdopen(self, descriptor: int, mode: str = "r", *args: Any, **more: Any) -> Any:
        # A file object writes past os.write, so here it gets a lower half that does not.
        if mode == "wb" and self._disk.has(descriptor):
            return io.BufferedWriter(_Raw(descriptor), _buffer_size(descriptor))
        return self._real["fdopen"](descriptor, mode, *args, **more)


class _Raw(io.RawIOBase):
    """An open file that is written with os.write."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Any) -> int:
        return os.write(self._descriptor, data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._descriptor)


def _buffer_size(descriptor: int) -> int:
    """How many bytes Python writes at once to an open file."""
    block = os.fstat(descriptor).st_blksize
    return block if sys.version_info < (3, 14) else max(block, io.DEFAULT_BUFFER_SIZE)


def _site() -> str:
    """The function of the store that makes a call, above the module that makes all of them."""
    frame, site = sys._getframe(1), "outside"
    while frame.f_back:
        path = Path(frame.f_code.co_filename)
        if path.parts[-3:-1] == ("companion", "store"):
            site = f"{path.stem}.{frame.f_code.co_name}"
            if path.stem != "files":
                break
        frame = frame.f_back
    return site
