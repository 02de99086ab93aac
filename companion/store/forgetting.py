"""Forgets everything in a home at once, keeps it sealed for 30 days, then lets go for ever.

What was forgotten lies in forgotten/<time>-<home's id>.<state>, laid out as a home is. Its name
is its state, so each step that matters is one rename, which also a full disk lets through:

    going      the files are on their way in: the next start goes on
    kept       all of them are in it, and can come back
    returning  they are on their way back: the next start goes on
    undone     they were brought back beside new words; this copy goes after its 30 days
    ending     the key is gone, or about to go; the next start removes the rest

The folder `forgotten` itself stays, empty: it says to a companion that was open meanwhile why
its words are not here (`Home.writing`).
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from companion.problems import Problem
from companion.store.attachments import LEAVING, OWN
from companion.store.attachments import NAME as FILE
from companion.store.community_files import NAME as PUBLISHED
from companion.store.files import make_folder, saving, sync, sync_folder
from companion.store.home import FORGOTTEN, LOGS, Home
from companion.store.key_record import FILES
from companion.store.key_store import system_store
from companion.store.keys import KeyFile
from companion.store.letters import FOLDER as LETTERS
from companion.store.letters import NAME
from companion.store.moving import COPIED, EARLIER, copies
from companion.store.wrapped import WrappedKeys

DAYS_TO_UNDO = 30
_TIME = "%Y%m%dT%H%M%SZ"
_FOLDER = re.compile(r"([0-9]{8}T[0-9]{6}Z)-([0-9a-f]{32})\.([a-z]+)")
_NO_ID = "0" * 32  # a home with settings, and no words yet
_ID = "home-id"
# What is ours in a home, and nothing else: it may be a folder that holds other things too.
_OURS = re.compile(
    r"(words\.log|journal\.log|outbox\.log|settings\.json|sessions\.json|keys|keys-2|home-id|quiet)"
    rf"(\.new)?|({PUBLISHED.pattern})\.signed(\.new)?"
    r"|[0-9a-f]{32}\.key(\.[0-9a-f]{8})?"
)
_LETTER = re.compile(rf"{NAME}(\.new)?")
_FILE = re.compile(rf"{FILE.pattern}(\.new)?")
_DAMAGED = re.compile(r"[a-z]+-[0-9a-f]{8,16}(\.json)?(\.[0-9a-f]{8})?")


class Forgotten(NamedTuple):
    """What was forgotten: where it lies, when that was, which home it was, and its state."""

    path: Path
    at: datetime
    home_id: str
    state: str

    @property
    def until(self) -> datetime:
        """When it goes for ever."""
        return self.at + timedelta(days=DAYS_TO_UNDO)


def forgotten(home: Home) -> list[Forgotten]:
    """Everything that was forgotten and is not gone yet, the newest first."""
    try:
        names = sorted(os.listdir(home.path / FORGOTTEN), reverse=True)  # noqa: PTH208 - names alone
    except OSError:
        return []
    return [found for name in names if (found := _parsed(home, name)) is not None]


def ours(home: Home) -> list[Path]:
    """Every file of the member's in a home, the words first and the home's name last."""
    found = [path for path in _listed(home.path) if _OURS.fullmatch(path.name)]
    found += [path for path in _listed(home.path / "damaged") if _DAMAGED.fullmatch(path.name)]
    found += [path for path in _listed(home.path / LETTERS) if _LETTER.fullmatch(path.name)]
    for name in (OWN, LEAVING):
        found += [path for path in _listed(home.path / name) if _FILE.fullmatch(path.name)]
    for folder in copies(home):
        found += [path for path in _listed(folder) if path.name.removesuffix(".new") in COPIED]
    return sorted(found, key=lambda path: (path.name not in LOGS, path.name == _ID, path.name))


def forget(home: Home, now: datetime) -> Forgotten:
    """Put everything out of sight, at once.

    Raises Problem("nothing_to_forget"), ("open_elsewhere") while another companion is open,
    since it still shows the words, and like `Home.writing`.
    """
    with home.writing(), saving(home.path):
        if not ours(home):
            raise Problem("nothing_to_forget")
        if home.running():
            raise Problem("open_elsewhere")
        home.presence().close()  # removes the signs of runs that were killed
        at, home_id = now.astimezone(UTC).replace(microsecond=0), home.id() or _NO_ID
        path = home.path / FORGOTTEN / f"{at.strftime(_TIME)}-{home_id}.going"
        make_folder(path)  # from here on there is no way back
        return _go(home, Forgotten(path, at, home_id, "going"))


def undo(home: Home) -> bool:
    """Bring back what was forgotten last, where nothing was written since.

    False: there are new words; `merge_from` says what to bring back beside them. Raises
    Problem("nothing_to_undo"), ("open_elsewhere") and like `Home.writing`.
    """
    with home.writing(), saving(home.path):
        found = merge_from(home)
        if home.running():
            raise Problem("open_elsewhere")  # it could write here before we are done
        if not _is_fresh(home):
            return False
        _come_back(home, _renamed(found, "returning"))
        return True


def merge_from(home: Home) -> Forgotten:
    """What was forgotten last and can come back. Raises Problem("nothing_to_undo")."""
    kept = [found for found in forgotten(home) if found.state == "kept"]
    if not kept:
        raise Problem("nothing_to_undo")
    return kept[0]


def mark_undone(home: Home, found: Forgotten) -> None:
    """Remember that the words are back beside the new ones."""
    with home.writing(), saving(home.path):
        _renamed(found, "undone")


def end(home: Home) -> None:
    """Let go for ever of everything that was forgotten. Raises like `Home.writing`."""
    with home.writing(), saving(home.path):
        for found in forgotten(home):
            _end(found)


def settle(home: Home, now: datetime) -> None:
    """Finish what an earlier run began, and let go of what was kept for 30 days.

    Raises like `Home.writing` where something half done cannot be finished, since words
    that were forgotten could be in sight. Else a home that cannot be written is left alone.
    """
    due = [found for found in forgotten(home) if _is_due(found, now)]
    if not due:
        return
    try:
        with home.writing(), saving(home.path):
            for found in forgotten(home):
                _settle(home, found, now)
    except Problem:
        if any(found.state in ("going", "returning") for found in due):
            raise


def let_go_of_key(folder: Path, home_id: str) -> None:
    """Make sure that nobody can open the words in `folder`, which is laid out as a home.

    The one place that knows where the key of forgotten words lies. A key that
    COMPANION_KEY_FILE names lies elsewhere and may open other homes, so it stays. So does one
    in a key store that cannot be reached now: it opens only what goes here.
    """
    with suppress(Problem):
        WrappedKeys(Home(folder), KeyFile(folder), system_store).leave_store(home_id)
    there = [path for place in (folder, *copies(Home(folder))) for path in _listed(place)]
    wrapped = [path for path in there if path.name in FILES]
    for key in [*(path for path in there if ".key" in path.name), *wrapped]:
        if not key.is_symlink():
            with key.open("r+b") as file:  # over it first: some disks keep what is unlinked
                file.write(os.urandom(32))
                file.flush()
                sync(file.fileno())
        key.unlink()
    sync_folder(folder)


def _settle(home: Home, found: Forgotten, now: datetime) -> None:
    if found.state == "going":
        _go(home, found)
    elif found.state == "returning":
        _come_back(home, found)
    elif _is_due(found, now):
        _end(found)


def _is_due(found: Forgotten, now: datetime) -> bool:
    return found.state in ("going", "returning", "ending") or found.until < now


def _go(home: Home, found: Forgotten) -> Forgotten:
    """Move everything in. The words go first: what is half done then reads as empty."""
    for path in ours(home):
        _move(path, found.path / path.relative_to(home.path))
    for folder in _folders(home):
        _rid_of_folder(folder)
    sync_folder(home.path)
    sync_folder(found.path)
    return _renamed(found, "kept")


def _come_back(home: Home, found: Forgotten) -> None:
    """Move everything back. The words come last: they are never there without their key."""
    if not _is_fresh(home) and home.id() != found.home_id:
        _renamed(found, "kept")  # a companion that was open has written here since
        return
    for path in reversed(ours(Home(found.path))):
        _move(path, home.path / path.relative_to(found.path))
    sync_folder(home.path)
    rmtree(found.path)
    sync_folder(found.path.parent)


def _end(found: Forgotten) -> None:
    """The key goes first: whatever stays on the disk then, nobody can read it."""
    found = _renamed(found, "ending")
    let_go_of_key(found.path, found.home_id)
    rmtree(found.path)
    sync_folder(found.path.parent)


def _is_fresh(home: Home) -> bool:
    """Whether there is nothing in a home yet, or settings alone."""
    return all(path.name.startswith("settings.json") for path in ours(home))


def _renamed(found: Forgotten, state: str) -> Forgotten:
    path = found.path.with_suffix(f".{state}")
    found.path.rename(path)
    sync_folder(path.parent)
    return found._replace(path=path, state=state)


def _move(path: Path, to: Path) -> None:
    make_folder(to.parent)
    path.replace(to)


def _rid_of_folder(path: Path) -> None:
    with suppress(OSError):  # not there, or it holds what is not ours
        path.rmdir()


def _folders(home: Home) -> list[Path]:
    """Folders of ours in a home, that go when they are empty."""
    here = [home.path / name for name in ("damaged", LETTERS, OWN, LEAVING, EARLIER)]
    return [*copies(home), *here]


def _listed(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError, NotADirectoryError):
        yield from [path for path in folder.iterdir() if not path.is_dir() or path.is_symlink()]


def _parsed(home: Home, name: str) -> Forgotten | None:
    match = _FOLDER.fullmatch(name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Forgotten(home.path / FORGOTTEN / name, at, match[2], match[3])
