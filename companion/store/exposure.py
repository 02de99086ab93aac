"""Gathers who could read a member's words here, from what is really so. Changes nothing."""

import getpass
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from companion.domain.exposure import Copy, Exposure, People, Rights
from companion.store import rights
from companion.store.forgetting import forgotten, ours
from companion.store.home import FORGOTTEN, Home
from companion.store.machine import logins, machine

_OWN_FOLDERS = ("running", "damaged", FORGOTTEN)
_SPARE = re.compile(
    r".*(\.(bak|old|orig|save|swp|tmp)\d*|~|\.sync-conflict-.*|.*conflicted copy.*|.*\bcopy\b.*)",
    re.IGNORECASE,
)
_PACKED = re.compile(r".*\.(zip|tar|tgz|7z|rar|dmg|img|tar\.\w+)", re.IGNORECASE)
_LOOKED_AT = 1000  # names beside the home


def exposure(home: Home, key_path: str, lock: str, community: str) -> Exposure:
    """All facts. `key_path` is the file of the key, or "" where the key store has it."""
    words = [path for path in ours(home) if path.suffix in (".log", ".json", ".file")]
    key = Path(key_path) if key_path else None
    return Exposure(
        str(home.path),
        _place_of_key(home, key, words),
        key_path,
        lock,
        _rights(home, words, key),
        _people(),
        machine(home.path),
        tuple(_copies(home)),
        bool(home.running()),
        home.brief,
        community,
    )


def _place_of_key(
    home: Home, key: Path | None, words: list[Path]
) -> Literal["store", "folder", "named", "none"]:
    if key is not None and key.exists():
        return "folder" if key.parent == home.path else "named"
    if not any(path.suffix == ".log" for path in words):
        return "none"
    return "named" if key is not None else "store"


def _rights(home: Home, words: list[Path], key: Path | None) -> Rights:
    if not rights.known_here():
        return Rights(known=False)
    accounts = rights.others()
    texts = [path.resolve() for path in words]
    if not texts:
        return Rights()
    copy = set(rights.allowed(accounts, texts, rights.READ))
    opened = set(rights.allowed(accounts, [key.resolve()], rights.READ)) if key else set()
    change = rights.allowed(accounts, texts, rights.WRITE)
    return Rights(
        tuple(sorted(copy & opened)),
        tuple(sorted(copy - opened)),
        tuple(sorted(change)),
        special=any(rights.special(path) for path in (home.path, *texts)),
    )


def _people() -> People:
    far = bool(os.environ.get("SSH_CONNECTION"))
    if not rights.known_here():
        return People(far=far)
    accounts = rights.others()
    own = ""
    with suppress(OSError):
        own = os.ttyname(sys.stdin.fileno()).removeprefix("/dev/")
    name = ""
    with suppress(OSError, KeyError):
        name = getpass.getuser()
    return People(
        tuple(sorted(rights.managers(accounts))),
        tuple(sorted(one.name for one in accounts if one.a_person)),
        logins(name, own),
        rights.manages(),
        far,
    )


def _copies(home: Home) -> Iterator[Copy]:
    for found in forgotten(home):
        yield Copy("forgotten", str(found.path), found.until)
    known = set(ours(home))
    if any(path.parent.name == "damaged" for path in known):
        yield Copy("damaged", str(home.path / "damaged"))
    for path in _names(home.path):
        if path.is_dir() and path.name not in _OWN_FOLDERS and _holds_words(path):
            yield Copy("earlier", str(path))
        elif path not in known and _SPARE.fullmatch(path.name):
            yield Copy("other", str(path))
    yield from _beside(home)


def _beside(home: Home) -> Iterator[Copy]:
    """Other folders and files next to the home that are, or may be, a copy of it."""
    home_id = home.id()
    for path in _names(home.path.parent):
        if path == home.path:
            continue
        if path.is_dir():
            if home_id and _id_of(path) == home_id:
                yield Copy("beside", str(path))
        elif path.name.startswith(home.path.name) and _PACKED.fullmatch(path.name):
            yield Copy("packed", str(path))


def _holds_words(folder: Path) -> bool:
    return any(next(folder.glob(where), None) for where in ("*.log", "*/*.log"))


def _id_of(folder: Path) -> str:
    with suppress(Exception):  # a newer home, or no home at all
        return Home(folder).id()
    return ""


def _names(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())[:_LOOKED_AT]
    return []
