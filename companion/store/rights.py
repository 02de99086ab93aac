"""Asks which other accounts of the computer could open a file, as the system itself decides it."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

READ, WRITE, PASS = 4, 2, 1
_ACLS = ("system.posix_acl_access", "system.nfs4_acl", "system.richacl")
ANYONE = ""  # an account that is in no list, as one of a network
# Groups whose members may become administrators.
_MANAGING = ("sudo", "wheel", "admin", "root")
_NO_SHELLS = ("nologin", "false", "sync", "halt", "shutdown", "")


class Account(NamedTuple):
    """One account: its name, number, groups, and whether a person can sign in with it."""

    name: str
    uid: int
    groups: frozenset[int]
    a_person: bool = False


def known_here() -> bool:
    """Whether rights are those of a Unix system."""
    return os.name == "posix"


def others() -> list[Account]:
    """Every account but this one and root, and one that nobody knows."""
    if not known_here():
        return []
    import grp  # noqa: PLC0415 - Unix alone has them
    import pwd  # noqa: PLC0415

    members: dict[str, set[int]] = {}
    for group in grp.getgrall():
        for name in group.gr_mem:
            members.setdefault(name, set()).add(group.gr_gid)
    found = [
        Account(
            one.pw_name,
            one.pw_uid,
            frozenset({one.pw_gid, *members.get(one.pw_name, ())}),
            _is_a_person(one.pw_uid, one.pw_shell),
        )
        for one in pwd.getpwall()
        if one.pw_uid not in (0, os.geteuid())
    ]
    return [*found, Account(ANYONE, -1, frozenset())]


def managers(accounts: list[Account]) -> list[str]:
    """Those of the accounts that may become administrators."""
    import grp  # noqa: PLC0415 - Unix alone has them

    numbers = set()
    for name in _MANAGING:
        with suppress(KeyError):
            numbers.add(grp.getgrnam(name).gr_gid)
    return [one.name for one in accounts if one.groups & numbers]


def manages() -> bool:
    """Whether this account is an administrator's."""
    import grp  # noqa: PLC0415 - Unix alone has them

    names = {group.gr_name for group in grp.getgrall() if group.gr_gid in os.getgroups()}
    return os.geteuid() == 0 or not names.isdisjoint(_MANAGING)


def can(account: Account, path: Path, want: int) -> bool:
    """Whether the rights of a path, and of all folders above it, let an account do a thing.

    `want` is READ or WRITE. To change a file is also to put another one in its place.
    """
    if want == WRITE and any(_may_replace(account, one) for one in (path, *path.parents)):
        return True
    return _reaches(account, path) and _may(account, path, want)


def special(path: Path) -> bool:
    """Whether a path has rights beyond the usual ones (access control lists)."""
    with suppress(OSError, AttributeError):
        return any(name in _ACLS for name in os.listxattr(path))
    return False


def _may(account: Account, path: Path, want: int) -> bool:
    try:
        facts = path.stat()
    except OSError:
        return False
    if facts.st_uid == account.uid:
        return bool(facts.st_mode >> 6 & want)
    if facts.st_gid in account.groups:
        return bool(facts.st_mode >> 3 & want)
    return bool(facts.st_mode & want)


def _reaches(account: Account, path: Path) -> bool:
    return all(_may(account, folder, PASS) for folder in path.parents)


def _may_replace(account: Account, path: Path) -> bool:
    """Whether an account may rename or remove a name in its folder, which /tmp forbids."""
    folder = path.parent
    if not (_reaches(account, path) and _may(account, folder, WRITE)):
        return False
    with suppress(OSError):
        facts = folder.stat()
        sticky = facts.st_mode & stat.S_ISVTX
        return not sticky or account.uid in (facts.st_uid, path.lstat().st_uid)
    return False


def _is_a_person(uid: int, shell: str) -> bool:
    first = 501 if os.uname().sysname == "Darwin" else 1000
    return first <= uid < 60000 and Path(shell).name not in _NO_SHELLS


def allowed(accounts: list[Account], paths: Iterator[Path] | list[Path], want: int) -> list[str]:
    """The names of those who could do it to at least one of the paths."""
    places = list(paths)
    return [one.name for one in accounts if any(can(one, path, want) for path in places)]
