"""Files that a member asks for, on a real disk: for them alone, whole, and never over another."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion.problems import Problem
from companion.store.asked_files import AskedFiles
from tests.fakes import FakeClock
from tests.small_disks import disk_of
from tests.store.test_processes import let_through

# Says what becomes of the places it is given, as a user who may not write everywhere.
NOBODY = """
import os, sys
from companion.compose import SystemClock
from companion.problems import Problem
from companion.store.asked_files import AskedFiles
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
for place in sys.argv[1:]:
    try:
        AskedFiles(SystemClock()).place(place)
        print("fine")
    except Problem as problem:
        print(problem.code, problem.facts["path"])
"""


@pytest.fixture
def files() -> AskedFiles:
    return AskedFiles(FakeClock())


def test_a_file_is_for_the_member_alone(files: AskedFiles, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        files.write(files.place(str(tmp_path / "talk")), "words")
    finally:
        os.umask(before)
    assert (tmp_path / "talk.txt").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["talk.txt"]


def test_a_link_is_not_followed(files: AskedFiles, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "elsewhere")
    link = str(tmp_path / "link.txt")
    with pytest.raises(Problem, match="file_is_there"):
        files.place(link)
    with pytest.raises(Problem, match="file_is_there"):
        files.write(link, "words")
    assert not (tmp_path / "elsewhere").exists()


def test_the_first_words_of_a_path_may_stand_for_the_members_folder(
    files: AskedFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert files.place("~/talk") == files.place("talk") == str(tmp_path / "talk.txt")
    with pytest.raises(Problem, match="file_not_written"):
        files.place("~nobody-of-this-name/talk")


def test_signs_that_a_terminal_obeys_are_in_no_name(files: AskedFiles, tmp_path: Path) -> None:
    place = files.place(f"{tmp_path}/a\x1b[2Jb\x00\x07")
    assert place == str(tmp_path / "ab.txt")


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    closed, deep = tmp_path / "closed", tmp_path / "closed" / "talk.txt"
    closed.mkdir()
    let_through(tmp_path)
    closed.chmod(0o555)
    command = [sys.executable, "-c", NOBODY, str(closed), str(deep), str(tmp_path / "no" / "talk")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    gone = f"no_such_folder {tmp_path / 'no'}"
    assert said.splitlines() == [f"folder_closed {closed}"] * 2 + [gone]


@pytest.mark.slow
def test_a_full_disk_leaves_no_half_a_file(files: AskedFiles, tmp_path: Path) -> None:
    with disk_of("16k", tmp_path) as disk:
        with pytest.raises(Problem, match="no_room_for_file"):
            files.write(files.place(str(disk)), "words " * 10_000)
        assert list(disk.iterdir()) == []
