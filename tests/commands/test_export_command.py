"""`companion export`: asks first, tells the truth, and never writes over anything."""

import json
import re
import stat
from pathlib import Path
from zipfile import ZipFile

import pytest

from companion.store.sealing import unseal
from tests.bundle.everything import CANARY, COUNTS, filled
from tests.commands.test_commands import TRACE, companion
from tests.small_disks import disk_of


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_readable_file_needs_a_clear_yes(home: Path, tmp_path: Path) -> None:
    filled(home)
    path = tmp_path / "mine.zip"
    for typed in (b"", b"\n", b"y\n", b"no\n"):
        done = companion(home, "export", str(path), words=typed)
        assert done.returncode == 1
        assert "Anyone who opens the file can read them.\n" in done.stdout
        assert done.stderr.endswith(
            "We made no file.\nTo make it, type the same again. Then type yes.\n"
        )
        assert not path.exists()
    done = companion(home, "export", str(path), words=b" Yes\n")
    assert done.returncode == 0
    assert done.stdout.splitlines()[3:] == [
        f"The file is ready: {path}.",
        *COUNTS,
    ]
    assert rights(path) == 0o600
    with ZipFile(path) as zipped:
        assert CANARY in zipped.read("words.md").decode()


def test_scripts_say_yes_and_are_warned(home: Path, tmp_path: Path) -> None:
    filled(home)
    path = tmp_path / "mine.zip"
    done = companion(home, "export", str(path), "--yes", "--json")
    document = json.loads(done.stdout)
    assert document == {
        "file": str(path),
        "format": "zip",
        "private": True,
        "notes": 3,
        "journal": 1,
        "shares": 1,
        "drafts": 1,
        "deleted": 1,
        "settings": 1,
        "sessions": 1,
        "damaged": 0,
    }
    assert done.stderr.startswith(
        "This file holds your own words.\nAnyone who opens the file can read them.\n"
    )
    assert CANARY not in done.stdout + done.stderr


def test_a_sealed_file_needs_the_same_words_twice(home: Path, tmp_path: Path) -> None:
    filled(home)
    path = tmp_path / "mine"

    def typed(words: str) -> tuple[int, str]:
        done = companion(home, "export", str(path), "--encrypted", words=words.encode())
        assert TRACE not in done.stderr
        return done.returncode, done.stderr

    assert typed("")[0] == 1
    assert typed("otter lamp quiet\n")[0] == 1
    assert "not type the same words" in typed("otter lamp quiet\notter lamp\n")[1]
    assert "too short" in typed("otter\notter\n")[1]
    assert not path.exists()
    code, said = typed("otter lamp quiet\notter lamp quiet\n")
    assert code == 0
    assert "Anyone who opens the file" not in said
    assert rights(path) == 0o600
    data = path.read_bytes()
    assert b"PK" not in data[:4]
    assert CANARY.encode() not in data
    assert (unseal(data, "otter lamp quiet") or b"").startswith(b"PK\x03\x04")


def test_words_of_ours_are_shown_once_and_written_down_first(home: Path, tmp_path: Path) -> None:
    filled(home)
    path = tmp_path / "mine"
    done = companion(home, "export", str(path), "--encrypted", words=b"\nno\n")
    assert done.returncode == 1
    assert not path.exists()
    done = companion(home, "export", str(path), "--encrypted", words=b"\nyes\n")
    assert done.returncode == 0
    [words] = re.findall(r"These are your secret words:\n([a-z ]+)\n", done.stdout)
    assert len(words.split()) == 6
    assert (unseal(path.read_bytes(), words) or b"").startswith(b"PK\x03\x04")


def test_nothing_is_written_over(home: Path, tmp_path: Path) -> None:
    filled(home)
    path = tmp_path / "mine.zip"
    path.write_text("mine")
    done = companion(home, "export", str(path), "--yes")
    assert done.returncode == 1
    assert "--replace" in done.stderr
    assert path.read_text() == "mine"
    assert companion(home, "export", str(path), "--yes", "--replace").returncode == 0
    assert rights(path) == 0o600
    assert path.read_bytes().startswith(b"PK")
    missing = companion(home, "export", str(tmp_path / "no" / "mine.zip"), "--yes")
    assert missing.stderr.startswith("There is no folder")


def test_a_home_without_words_says_so(home: Path, tmp_path: Path) -> None:
    done = companion(home, "export", str(tmp_path / "mine.zip"), "--yes")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("You have no words here yet.\n")
    assert not home.exists()


def test_words_that_cannot_be_opened_are_never_left_out_in_silence(
    home: Path, tmp_path: Path
) -> None:
    filled(home)
    [key] = home.glob("*.key")
    key.rename(tmp_path / "away")
    done = companion(home, "export", str(tmp_path / "mine.zip"), "--yes")
    assert done.returncode == 1
    assert "key" in done.stderr
    assert not (tmp_path / "mine.zip").exists()
    (tmp_path / "away").rename(key)
    log = home / "words.log"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([lines[0], b":damage\n", *lines[2:]]))
    done = companion(home, "export", str(tmp_path / "mine.zip"), "--yes")
    assert done.returncode == 0
    assert done.stderr.startswith("We cannot read 1 part of your words.\n")


@pytest.mark.slow
def test_a_full_disk_leaves_no_half_file(home: Path, tmp_path: Path) -> None:
    store = filled(home)
    store.notes.add("".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(9_000)))
    with disk_of("8k", tmp_path) as disk:
        done = companion(home, "export", str(disk / "mine.zip"), "--yes")
        assert done.returncode == 1
        assert done.stderr.startswith("The disk is full. We could not write this file")
        assert list(disk.iterdir()) == []
