"""The file `keys` and its copy `keys-2`: which keys a home has, each of them in a box.

Two copies, since damage to one file would else cost every word. The newest good one counts.
"""

import zlib
from pathlib import Path

import msgspec

from companion.domain.locking import LockKind
from companion.problems import Problem
from companion.store.boxes import Cost
from companion.store.files import saving, write_whole

FORMAT = 2  # 1 had no public halves, no lock and no card
FILES = ("keys", "keys-2")


class LockRecord(msgspec.Struct, frozen=True):
    """The lock of one vault: `closed` is its key, in a box for the answer and the home's key."""

    vault: str
    kind: LockKind
    salt: str
    cost: Cost
    closed: str


class CardRecord(msgspec.Struct, frozen=True):
    """The recovery card: the public half of its words, and the keys in boxes for it.

    `vaults` has the keys that the home's key alone does not open.
    """

    salt: str
    cost: Cost
    public: str
    home: str
    vaults: dict[str, str] = {}


class Wrapped(msgspec.Struct, frozen=True):
    """What the file says. `n` grows with each change; `place` is where the home's key lies.

    `vaults` has the keys in boxes for the home's key, `public` the public halves for letters,
    both by the vault's name. All bytes are in base64.
    """

    version: int
    n: int
    place: str
    vaults: dict[str, str]
    public: dict[str, str] = {}
    lock: LockRecord | None = None
    card: CardRecord | None = None

    @property
    def locked(self) -> str:
        """The name of the vault that has a lock, or ""."""
        return self.lock.vault if self.lock else ""

    def knows(self, vault: str) -> bool:
        """Whether a vault's key is here, with a lock or without."""
        return vault in self.vaults or vault == self.locked


class _Version(msgspec.Struct):
    """What every version of the file says."""

    version: int


def read_record(folder: Path) -> Wrapped | None:
    """What the newest copy says; None where there is no copy.

    Raises Problem("keys_damaged") where no copy can be read, ("newer_home") or ("not_read").
    """
    found: list[Wrapped] = []
    damaged = ""
    for name in FILES:
        try:
            found += filter(None, [_read(folder / name)])
        except (ValueError, msgspec.MsgspecError):
            damaged = damaged or name
    if damaged and not found:
        raise Problem("keys_damaged", path=folder / damaged)
    return max(found, default=None, key=lambda one: one.n)


def write_record(folder: Path, record: Wrapped) -> None:
    """Both copies, one after the other: a crash leaves one that is whole.

    It gets this program's version and the next number. The home's lock is held.
    """
    said = msgspec.json.encode(msgspec.structs.replace(record, version=FORMAT, n=record.n + 1))
    with saving(folder):
        for name in FILES:
            write_whole(folder / name, b"%s\n%08x\n" % (said, zlib.crc32(said)))


def _read(path: Path) -> Wrapped | None:
    """What a copy says; None where there is none. ValueError, MsgspecError: it is damaged."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem("not_read", path=path) from error
    said, _end, check = text.partition(b"\n")
    if check != b"%08x\n" % zlib.crc32(said):
        raise ValueError(path)
    if msgspec.json.decode(said, type=_Version).version > FORMAT:
        raise Problem("newer_home", path=path.parent)
    record = msgspec.json.decode(said, type=Wrapped)
    if not all(one.cost.bearable for one in (record.lock, record.card) if one):
        raise ValueError(path)
    return record
