"""What is so on a member's computer and decides who could read their words."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

CopyKind = Literal["forgotten", "damaged", "earlier", "other", "beside", "packed"]


class Copy(Struct, frozen=True):
    """A copy of words that lies somewhere. `until` is when the program itself removes it.

    "forgotten", "damaged" and "earlier" are kept by the program, "other" lies in the home all
    the same, "beside" is another folder of the same home, "packed" may hold one.
    """

    kind: CopyKind
    path: str
    until: datetime | None = None


class Rights(Struct, frozen=True):
    """Which other accounts the rights of files let in. Administrators need no rights.

    `read` can open the words, `copy` only their secret code, `change` could put other files
    in their place. An account that has no name is any other one. `known` is False where the
    system does not tell, `special` True where there are rights that we do not understand.
    """

    read: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    known: bool = True
    special: bool = False


class People(Struct, frozen=True):
    """Who else is on the computer: accounts by name, and logins as this same account now."""

    managers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    logins: int = 0
    manages: bool = False  # this account is itself an administrator's
    far: bool = False  # the member came from another computer


class Machine(Struct, frozen=True):
    """What the computer does with the folder, and with what is in memory.

    `synced` names services that copy the folder to other computers. `sealed` is whether the
    disk is encrypted, None where that cannot be seen.
    """

    disk: Literal["here", "network", "removable", "memory", "unknown"] = "unknown"
    keeps_rights: bool = True
    sealed: bool | None = None
    swap: Literal["none", "sealed", "open", "unknown"] = "unknown"
    synced: tuple[str, ...] = ()
    core_files: bool = False


class Exposure(Struct, frozen=True):
    """All of it. `key` is where the key lies: in the key store, beside the words, where
    COMPANION_KEY_FILE says, or nowhere, since there are no words yet. `lock` is as ports.Lock
    has it. `community` is the name of the community that is connected, or "". `brief`: the home
    is gone when the program ends."""

    folder: str
    key: Literal["store", "folder", "named", "none"] = "none"
    key_path: str = ""
    lock: str = ""
    rights: Rights = Rights()
    people: People = People()
    machine: Machine = Machine()
    copies: tuple[Copy, ...] = ()
    other_open: bool = False
    brief: bool = False
    community: str = ""
