"""A pack from a stranger: refused with a sentence, or shown as words and nothing else.

What comes from a folder opens no zip; packs that come as zips are in test_zipped.py.
"""

import os
import re
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

from companion.cli import main
from companion.easyread.checker import check
from companion.easyread.files import LARGEST_FILE
from companion.easyread.reading import load_older, load_pack
from companion.problems import Problem
from tests.easyread.made_packs import PART, two_versions

SECRET = "The words of another file."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.md").write_text(SECRET)
    return two_versions(tmp_path / "tea")


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command says when it refuses: easy sentences, and no escape."""
    assert main(["pack", str(folder), *words]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    why, what_next = said.err.splitlines()
    assert said.err.isascii()
    assert "\x1b" not in said.err
    assert SECRET not in said.err
    for sentence in (why.rpartition(", line ")[2].partition(". ")[2] or "", what_next):
        assert check(re.sub(r": \S$", ": this", sentence)) == []  # a sign to take out
    return why


def huge(path: Path) -> None:
    """A file that says it has a gigabyte, though the disk holds none of it."""
    path.unlink()
    with path.open("wb") as file:
        file.truncate(2**30)


@pytest.mark.parametrize("name", ["pack.toml", "part-1.md", "glossary.toml", "changes.toml"])
def test_a_huge_file(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    huge(folder / name)
    started = time.monotonic()
    assert "This file is too large." in refused(folder, capsys)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("name", ["pack.toml", "part-1.md", "glossary.toml", "changes.toml"])
@pytest.mark.parametrize("kind", ["link", "folder", "pipe", "device", "loop"])
def test_what_is_no_file(
    folder: Path, name: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / name
    path.unlink()
    match kind:
        case "link":
            path.symlink_to(folder.parent / "secret.md")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "loop":
            path.symlink_to(path)
    assert "This is not a file." in refused(folder, capsys)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("pack.toml", 'name = "tea"', 'name = "../../secret"'),
        ("pack.toml", "parts = [1]", 'parts = ["../secret"]'),
        ("pack.toml", "parts = [1]", "parts = [-1]"),
        ("pack.toml", "parts = [1]", f"parts = {list(range(100))}"),
        ("pack.toml", 'title = "', "include = '../secret.md'\ntitle = \""),
        ("part-1.md", "(cup)", "(../secret)"),
        ("part-1.md", "(cup)", "(https://example.org/cup)"),
        ("part-1.md", "(cup)", "(/etc/passwd)"),
        ("part-1.md", "We drink together.\n-", "[Press here](https://example.org)\n-"),
        ("part-1.md", "We drink together.\n-", "<script>alert(1)</script>\n-"),
        ("part-1.md", "We drink together.\n-", "[@click=app.quit]Press[/]\n-"),
        ("part-1.md", "We drink together.\n-", "**Bold**\n-"),
        ("part-1.md", "We drink together.\n-", "`rm -rf`\n-"),
        ("part-1.md", "We drink together.\n-", "&" * 5_000 + "\n-"),
    ],
)
def test_ways_out_and_markup(
    folder: Path, name: str, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / name
    words = path.read_text()
    assert old in words
    path.write_text(words.replace(old, new))
    assert f"{name}, line" in refused(folder, capsys)


def test_a_deep_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "changes.toml").write_text("change = " + "[" * 900 + "]" * 900)
    assert "changes.toml" in refused(folder, capsys)


ESCAPES = "\x1b[2J\x1b]0;title\x07\x9b31m\u202e\u2066\x00\x7f"


def test_escapes_are_taken_out_of_every_word(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = ESCAPES.encode("unicode_escape").decode().replace("\\x", "\\u00")
    for name in ("pack.toml", "changes.toml", "glossary.toml"):
        text = (folder / name).read_text()
        hostile = text.replace("ow we", f"ow{written} we").replace("We took", f"We{written} took")
        tomllib.loads(hostile)
        (folder / name).write_text(hostile)
    part = (folder / "part-1.md").read_text()
    (folder / "part-1.md").write_text(part.replace("We boil", f"We{ESCAPES} boil"))
    for words in ([], ["--view", "full"], ["--changes"], ["--older", "1"]):
        assert main(["pack", str(folder), *words]) == 0
        shown = capsys.readouterr().out
        assert all(letter.isprintable() for letter in shown.replace("\n", ""))


def test_a_folder_whose_name_holds_escapes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = two_versions(tmp_path / "tea\x1b[31m")
    assert main(["pack", str(folder), "--changes"]) == 0
    assert "\x1b" not in capsys.readouterr().out
    (folder / "pack.toml").unlink()
    assert "pack.toml" in refused(folder, capsys)


def test_thousands_of_files_do_not_slow_it(folder: Path) -> None:
    for number in range(3_000):
        (folder / f"part-1{number:04}.md").write_text(PART)
    started = time.monotonic()
    assert [part.number for part in load_pack(folder).parts] == [1]
    assert time.monotonic() - started < 2


def test_thousands_of_versions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3_000):
        (folder / "older" / f"v{number}").mkdir()
    assert "There are too many" in refused(folder, capsys)


def test_thousands_of_other_files_beside_the_versions(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3_000):
        (folder / "older" / f"v{number}").touch()
    assert "There are too many files." in refused(folder, capsys)


def test_a_part_full_of_clauses(folder: Path) -> None:
    clauses = "".join(f"## 1.{n}\nWe.\n- We. ![A](a)\n" for n in range(600))
    (folder / "part-1.md").write_text(f"# Many\n{clauses}")
    started = time.monotonic()
    assert len(load_pack(folder).parts[0].clauses) == 600
    assert time.monotonic() - started < 2
    assert len(clauses) < LARGEST_FILE


@pytest.mark.parametrize("version", ["../1", "../../tea", "/etc", "1/", "1\0", "..", "1\x1b[31m"])
def test_versions_that_lead_elsewhere(folder: Path, version: str) -> None:
    with pytest.raises(Problem) as caught:
        load_older(load_pack(folder), version)
    assert caught.value.code == "no_such_version"


def test_an_older_version_that_holds_others_is_not_followed_for_ever(folder: Path) -> None:
    (folder / "older" / "1" / "older").symlink_to(folder / "older")
    with pytest.raises(Problem) as caught:
        load_older(load_pack(folder), "1")
    assert caught.value.code == "pack_broken"


def test_a_zip_file_is_not_opened(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = folder.parent / "tea.zip"
    with zipfile.ZipFile(packed, "w") as bundle:
        for path in folder.glob("*.*"):
            bundle.write(path, path.name)
    assert "We cannot read this file." in refused(packed, capsys)
