"""What the computer does with a folder: which disk it is on, who copies it, what swap does.

Only what the system tells is told. What cannot be seen stays unknown.
"""

import os
import re
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from companion.domain.exposure import Machine

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afs|9p|ceph|glusterfs|davfs|coda|ncpfs|lustre|virtiofs"
    r"|fuse\.(sshfs|rclone|s3fs|davfs\d?|gvfsd-fuse|glusterfs)"
)
_WITHOUT_RIGHTS = re.compile(r"vfat|exfat|msdos|ntfs\d?|fuseblk|hfs")
_MEMORY = ("tmpfs", "ramfs")
# What services call the folders that they copy.
_SERVICES = {
    "OneDrive": r"OneDrive( - .*)?",
    "Dropbox": r"Dropbox( \(.*\))?",
    "Google Drive": r"Google ?Drive.*|My Drive",
    "iCloud": r"iCloud ?Drive|Mobile Documents|com~apple~CloudDocs",
    "Nextcloud": r"Nextcloud.*",
    "ownCloud": r"ownCloud.*",
    "pCloud": r"pCloud ?Drive|pCloud ?Sync",
    "MEGA": r"MEGA(sync.*)?",
    "Box": r"Box( Sync)?",
    "Proton Drive": r"Proton ?Drive",
    "Seafile": r"Seafile",
    "Tresorit": r"Tresorit|Tresors",
    "macOS CloudStorage": r"CloudStorage",
}
# Files that services leave in the folders that they copy.
_MARKS = {
    "Syncthing": (".stfolder", ".stignore"),
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".sync_*.db", "._sync_*.db", ".nextcloudsync.log", ".owncloudsync.log"),
    "Resilio Sync": (".sync/ID",),
    "Git": (".git",),
}
_LOGIN = 7  # utmp(5): USER_PROCESS
_UTMP = struct.Struct("=hxxi32s4s32s256s48x")


class Mount(NamedTuple):
    """A disk as the system has it: its kind, and its number as "major:minor"."""

    kind: str
    device: str


def machine(folder: Path) -> Machine:
    """What is so for a folder, which need not be there yet."""
    place = _nearest(folder.resolve())
    mount = _mount(place)
    return Machine(
        _disk(mount),
        not (mount and _WITHOUT_RIGHTS.fullmatch(mount.kind)),
        _sealed(mount.device) if mount else None,
        _swap(),
        tuple(sorted(set(_services(place)))),
        _core_files(),
    )


def logins(name: str, terminal: str) -> int:
    """How many other logins an account has now, on this computer or from others.

    `terminal` is our own, without "/dev/".
    """
    for place in ("/run/utmp", "/var/run/utmp"):
        with suppress(OSError):
            data = Path(place).read_bytes()
            whole = data[: len(data) // _UTMP.size * _UTMP.size]
            return sum(_is_login(one, name, terminal) for one in _UTMP.iter_unpack(whole))
    return 0


def mount_of(text: str, path: str) -> Mount | None:
    """The disk that a path lies on, by what /proc/self/mountinfo says."""
    found: tuple[int, Mount] | None = None
    for line in text.splitlines():
        before, _dash, after = line.partition(" - ")
        fields, kind = before.split(), after.split(" ")[0]
        if len(fields) < 5 or not kind:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda one: chr(int(one[1], 8)), fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and (found is None or len(point) >= found[0]):  # a later one lies on top
            found = len(point), Mount(kind, fields[2])
    return found[1] if found else None


def _nearest(path: Path) -> Path:
    return next((one for one in (path, *path.parents) if one.exists()), path)


def _mount(path: Path) -> Mount | None:
    with suppress(OSError):
        return mount_of(Path("/proc/self/mountinfo").read_text("utf-8", "replace"), str(path))
    return None


def _disk(
    mount: Mount | None,
) -> Literal["here", "network", "removable", "memory", "unknown"]:
    if mount is None:
        return "unknown"
    if _NETWORK.fullmatch(mount.kind):
        return "network"
    if mount.kind in _MEMORY:
        return "memory"
    return "removable" if _removable(_block(mount.device)) else "here"


def _block(device: str) -> Path:
    """What the system tells of a disk, by its number."""
    return Path("/sys/dev/block", device)


def _removable(block: Path) -> bool:
    for place in (block / "removable", block / ".." / "removable"):  # of a part: its disk
        with suppress(OSError):
            return Path(os.path.realpath(place)).read_text().strip() == "1"
    return False


def _sealed(device: str) -> bool | None:
    """Whether a disk is encrypted; None where the system does not tell."""
    block = _block(device)
    if not block.exists():
        return None
    with suppress(OSError):
        if (block / "dm" / "uuid").read_text().startswith("CRYPT-"):
            return True
    below = list((block / "slaves").glob("*")) if (block / "slaves").is_dir() else []
    numbers = [number for one in below if (number := _number(one))]
    return bool(numbers) and all(_sealed(number) for number in numbers)


def _number(block: Path) -> str:
    with suppress(OSError):
        return (block / "dev").read_text().strip()
    return ""


def _swap() -> Literal["none", "sealed", "open", "unknown"]:
    try:
        lines = Path("/proc/swaps").read_text().splitlines()[1:]
    except OSError:
        return "unknown"
    places = [line.split()[0] for line in lines if line.split()]
    on_disk = [place for place in places if not place.startswith("/dev/zram")]
    if not on_disk:
        return "none"
    return "sealed" if all(_swap_sealed(Path(place)) for place in on_disk) else "open"


def _swap_sealed(place: Path) -> bool:
    with suppress(OSError):
        facts = place.stat()
        if place.is_block_device():
            return bool(_sealed(f"{os.major(facts.st_rdev)}:{os.minor(facts.st_rdev)}"))
    mount = _mount(place)
    return bool(mount and _sealed(mount.device))


def _services(place: Path) -> Iterator[str]:
    """Who copies a folder elsewhere, by the names of the folders above and what is in them."""
    for folder in (place, *place.parents):
        for name, pattern in _SERVICES.items():
            if re.fullmatch(pattern, folder.name, re.IGNORECASE):
                yield name
        for name, marks in _MARKS.items():
            with suppress(OSError):
                if any(next(folder.glob(mark), None) for mark in marks):
                    yield name


def _core_files() -> bool:
    """Whether the system would write our memory to the disk when we break (see guarding)."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows, where there are no core files
    except ImportError:
        return False
    soft, _hard = resource.getrlimit(resource.RLIMIT_CORE)
    return soft != 1 if sys.platform == "linux" else soft != 0


def _is_login(entry: tuple[int, int, bytes, bytes, bytes, bytes], name: str, own: str) -> bool:
    kind, pid, line, _id, user, _host = entry
    terminal = line.rstrip(b"\0").decode("utf-8", "replace")
    mine = user.rstrip(b"\0").decode("utf-8", "replace") == name and terminal != own
    return kind == _LOGIN and mine and Path("/proc", str(pid)).exists()
