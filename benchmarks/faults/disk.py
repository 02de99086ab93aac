"""A model of a disk: what a power cut would leave of a folder.

A file's bytes are safe when the file was synced, its name when its folder was. What is not
safe may be there, or not, or in part. So a power cut leaves one of several folders.
"""

import os
from pathlib import Path
from typing import Any


class File:
    """A file's bytes as programs see them, and as the disk surely has them."""

    def __init__(self, data: bytes = b"") -> None:
        self.now, self.safe = data, data

    def sync(self) -> None:
        """The disk has them now."""
        self.safe = self.now


class Folder:
    """A folder's names as programs see them, and as the disk surely has them."""

    def __init__(self) -> None:
        self.now: dict[str, Node] = {}
        self.safe: dict[str, Node] = {}

    def sync(self) -> None:
        """The disk has them now."""
        self.safe = dict(self.now)


Node = File | Folder


class Disk:
    """Follows the calls of a program below the folder `root`, which is as it is and safe."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = _read(root)
        self._open: dict[int, Node] = {}
        self._at: dict[int, int] = {}

    def forget_open_files(self) -> None:
        """The program has ended."""
        self._open.clear()

    def has(self, descriptor: int) -> bool:
        """Whether a descriptor is of a file or folder below the root."""
        return descriptor in self._open

    def opened(self, path: Any, flags: int, descriptor: int) -> None:
        """A file, which may be made or emptied by that, or a folder was opened."""
        node = self._find(path)
        if node is None:
            node = File()
            self._folder_of(path).now[Path(path).name] = node
        if flags & os.O_TRUNC and isinstance(node, File):
            node.now = b""
        self._open[descriptor] = node
        # Files are written from their start or, with O_APPEND, at their end.
        self._at[descriptor] = -1 if flags & os.O_APPEND else 0

    def closed(self, descriptor: int) -> None:
        """A file or folder, perhaps another one, was closed."""
        self._open.pop(descriptor, None)

    def made(self, name: str, args: tuple[Any, ...], result: Any) -> None:
        """A call was made, and gave `result`."""
        match name:
            case "write":
                self._write(args[0], bytes(args[1])[:result])
            case "ftruncate":
                file = self._file(args[0])
                file.now = file.now[: args[1]].ljust(args[1], b"\0")
            case "fsync" | "fdatasync":
                self._open[args[0]].sync()
            case "link":
                self._folder_of(args[1]).now[Path(args[1]).name] = self._there(args[0])
            case "replace" | "rename" if self._find(args[0]) is not self._find(args[1]):
                node = self._folder_of(args[0]).now.pop(Path(args[0]).name)
                self._folder_of(args[1]).now[Path(args[1]).name] = node
            case "unlink" | "remove" | "rmdir":
                del self._folder_of(args[0]).now[Path(args[0]).name]
            case "mkdir":
                self._folder_of(args[0]).now[Path(args[0]).name] = Folder()
            # Rights (chmod) are not followed: they hide words, and lose none.

    def files(self) -> dict[str, bytes]:
        """Every file as programs see it, by its path below the root."""
        return {path: file.now for path, file in _walk(self._top)}

    def leave(self, place: Path, names: str, data: str) -> None:
        """Make the folder that a power cut leaves, where there is none yet.

        `names` that were not synced are "old" or "new". So are bytes (`data`), or there is
        "half" of them, or "zeros" in their place, or in place of all but the "late" half.
        """
        _make(self._top, place, names, data)

    def _write(self, descriptor: int, data: bytes) -> None:
        file, at = self._file(descriptor), self._at[descriptor]
        begin = len(file.now) if at < 0 else at
        file.now = file.now[:begin] + data + file.now[begin + len(data) :]
        if at >= 0:
            self._at[descriptor] += len(data)

    def _file(self, descriptor: int) -> File:
        node = self._open[descriptor]
        assert isinstance(node, File)
        return node

    def _find(self, path: Any) -> Node | None:
        node: Node | None = self._top
        for part in Path(path).relative_to(self._root).parts:
            node = node.now.get(part) if isinstance(node, Folder) else None
        return node

    def _there(self, path: Any) -> Node:
        node = self._find(path)
        assert node, "a call on a file that is not known"
        return node

    def _folder_of(self, path: Any) -> Folder:
        folder = self._there(Path(path).parent)
        assert isinstance(folder, Folder)
        return folder


def _read(path: Path) -> Folder:
    folder = Folder()
    for below in path.iterdir():
        folder.now[below.name] = _read(below) if below.is_dir() else File(below.read_bytes())
    folder.sync()
    return folder


def _walk(folder: Folder, above: str = "") -> list[tuple[str, File]]:
    found: list[tuple[str, File]] = []
    for name, node in folder.now.items():
        if isinstance(node, Folder):
            found += _walk(node, f"{above}{name}/")
        else:
            found.append((above + name, node))
    return found


def _make(folder: Folder, place: Path, names: str, data: str) -> None:
    place.mkdir()
    for name, node in (folder.safe if names == "old" else folder.now).items():
        if isinstance(node, Folder):
            _make(node, place / name, names, data)
        else:
            (place / name).write_bytes(_bytes(node, data))


def _bytes(file: File, data: str) -> bytes:
    """What became of a file's bytes."""
    if data == "old":
        return file.safe
    sure = _alike(file.safe, file.now)
    rest = len(file.now) - sure
    match data:
        case "half":
            return file.now[: sure + rest // 2]
        case "zeros":
            return file.now[:sure] + b"\0" * rest
        case "late":
            return file.now[:sure] + b"\0" * (rest // 2) + file.now[sure + rest // 2 :]
    return file.now


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes two files begin with alike."""
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return shorter
    return next(at for at in range(shorter) if one[at] != other[at])
