"""The truth page's facts, gathered from real folders, with real rights and other users."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from companion.domain.exposure import Exposure, Rights
from companion.store import rights
from companion.store.forgetting import forget
from companion.store.home import Home
from companion.store.machine import Mount, machine, mount_of
from companion.store.opening import open_store
from tests.attack.conftest import NOBODY, nobodys

__all__ = ["nobodys"]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="These rights are those of Unix.")


@pytest.fixture
def home(nobodys: Path) -> Path:
    """A home with a note, in a folder that anyone may pass through."""
    nobodys.chmod(0o755)
    os.chown(nobodys, 0, 0)
    open_store(Home(nobodys / "home")).notes.add("a word")
    return nobodys / "home"


def seen(home: Path) -> Exposure:
    return open_store(Home(home)).exposure()


def nobody_reads(path: Path) -> bool:
    """Whether another user of the computer really can read a file."""
    done = subprocess.run(
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "cat", path],
        capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode == 0


def test_a_home_as_we_make_it_is_closed_to_all_others(home: Path) -> None:
    here = seen(home)
    assert here.rights == Rights()
    assert here.key == "folder"
    assert here.copies == ()
    assert not nobody_reads(home / "words.log")


@pytest.mark.parametrize("folder", [0o700, 0o711, 0o755])
@pytest.mark.parametrize("words", [0o600, 0o604])
@pytest.mark.parametrize("key", [0o600, 0o604])
def test_what_is_told_of_another_user_is_what_that_user_can_do(
    home: Path, folder: int, words: int, key: int
) -> None:
    [key_file] = home.glob("*.key")
    home.chmod(folder)
    for path in home.iterdir():
        path.chmod(0o600)
    (home / "words.log").chmod(words)
    key_file.chmod(key)
    here = seen(home).rights
    reads = nobody_reads(home / "words.log"), nobody_reads(key_file)
    assert ("nobody" in here.read) == (reads == (True, True))
    assert ("nobody" in here.copy) == (reads == (True, False))
    assert ("" in here.read) == ("nobody" in here.read)  # any account, also one that is not listed


def test_a_folder_above_that_is_closed_closes_what_is_in_it(home: Path) -> None:
    home.chmod(0o755)
    for path in home.iterdir():
        path.chmod(0o644)
    assert "nobody" in seen(home).rights.read
    home.parent.chmod(0o700)
    assert seen(home).rights.read == ()
    assert not nobody_reads(home / "words.log")


def test_a_folder_in_which_others_may_write_is_told(home: Path) -> None:
    home.parent.chmod(0o777)
    assert "nobody" in seen(home).rights.change
    home.parent.chmod(0o1777)  # as /tmp is
    assert seen(home).rights.change == ()


def test_a_group_is_let_in_with_its_members_alone(home: Path) -> None:
    home.chmod(0o750)
    (home / "words.log").chmod(0o640)
    for path in (home, home / "words.log"):
        os.chown(path, 0, NOBODY)  # the group of "nobody"
    assert "nobody" in seen(home).rights.copy
    assert "" not in seen(home).rights.copy


def test_more_rights_than_the_usual_ones_are_told(home: Path) -> None:
    if not shutil.which("setfacl"):
        pytest.skip("setfacl is missing. To test this, type: sudo apt install acl")
    done = subprocess.run(["setfacl", "-m", "u:nobody:r", home / "words.log"], check=False)
    if done.returncode:
        pytest.skip("This disk has no such rights.")
    assert seen(home).rights.special


def test_a_key_elsewhere_counts_with_its_own_rights(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMPANION_KEY_FILE", str(home.parent / "my.key"))
    open_store(Home(home.parent / "second")).notes.add("a word")
    here = seen(home.parent / "second")
    assert (here.key, here.key_path) == ("named", str(home.parent / "my.key"))


def test_without_words_there_is_no_key_and_nothing_is_made(tmp_path: Path) -> None:
    here = seen(tmp_path / "home")
    assert here.key == "none"
    assert not (tmp_path / "home").exists()


def test_copies_in_the_home_and_beside_it_are_found(home: Path) -> None:
    store = open_store(Home(home))
    shutil.copytree(home, home.parent / "home (copy)")
    (home.parent / "home-2026.tar.gz").write_bytes(b"")
    (home.parent / "home.zip").write_bytes(b"")
    (home.parent / "other").mkdir()
    (home / "words.log.bak").write_bytes(b"")
    (home / "words (conflicted copy).log").write_bytes(b"")
    (home / "damaged").mkdir()
    (home / "damaged" / "words-0123456789abcdef").write_bytes(b"")
    shutil.copytree(home, home / "before", ignore=lambda *_: ["damaged", "running"])
    found = [(one.kind, Path(one.path).name) for one in store.exposure().copies]
    assert found == [
        ("damaged", "damaged"),
        ("earlier", "before"),
        ("other", "words (conflicted copy).log"),
        ("other", "words.log.bak"),
        ("beside", "home (copy)"),
        ("packed", "home-2026.tar.gz"),
        ("packed", "home.zip"),
    ]


def test_what_was_forgotten_is_told_with_its_last_day(home: Path) -> None:
    done = forget(Home(home), datetime(2026, 6, 1, tzinfo=UTC))
    [copy] = seen(home).copies
    assert (copy.kind, copy.path, copy.until) == ("forgotten", str(done.path), done.until)


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("Dropbox (Personal)/companion", "Dropbox"),
        ("OneDrive - Kent/a/companion", "OneDrive"),
        ("Nextcloud/companion", "Nextcloud"),
        ("Library/Mobile Documents/companion", "iCloud"),
        ("Dropboxes/companion", ""),
    ],
)
def test_folders_of_services_that_copy_are_known_by_name(
    tmp_path: Path, place: str, service: str
) -> None:
    (tmp_path / place).mkdir(parents=True)
    assert machine(tmp_path / place).synced == tuple(filter(None, [service]))


@pytest.mark.parametrize(
    ("mark", "service"), [(".stfolder", "Syncthing"), ("._sync_a1b2.db", "Nextcloud")]
)
def test_and_by_what_they_leave_there(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / "a" / "home").mkdir(parents=True)
    (tmp_path / mark).write_bytes(b"")
    assert machine(tmp_path / "a" / "home").synced == (service,)


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:50 / /home/sam/far\\040away rw - nfs4 server:/x rw
31 22 8:17 / /media/stick rw - vfat /dev/sdb1 rw
32 31 0:51 / /media/stick rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("path", "mount"),
    [
        ("/home/sam/companion", Mount("ext4", "8:1")),
        ("/home/sam/far away/companion", Mount("nfs4", "0:50")),
        ("/home/sam/far awayish", Mount("ext4", "8:1")),
        ("/media/stick/companion", Mount("tmpfs", "0:51")),  # the later one lies on top
    ],
)
def test_a_path_lies_on_the_nearest_disk(path: str, mount: Mount) -> None:
    assert mount_of(MOUNTS, path) == mount


@pytest.mark.parametrize("text", ["", "nonsense", "1 2 3\n - ext4", "22 1 8:1 / / rw"])
def test_a_system_that_tells_it_in_another_way_tells_nothing(text: str) -> None:
    assert mount_of(text, "/home") is None


@pytest.mark.skipif(sys.platform != "linux", reason="Linux has a disk in memory.")
def test_a_disk_in_memory_is_told() -> None:
    assert machine(Path("/dev/shm/companion")).disk == "memory"


def test_an_account_that_nobody_knows_is_among_the_others() -> None:
    assert rights.others()[-1].name == rights.ANYONE
