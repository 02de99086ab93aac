"""`companion print`: files as a person asks for them, and what is said when it cannot be."""

import json
import stat
import sys
from pathlib import Path

import pytest

from companion.store.home import Home
from companion.store.opening import open_store
from tests.commands.test_commands import TRACE, companion
from tests.places import FULL

PRIVATE = "This file holds your own words.\nAnyone who opens the file can read them.\n"


def starts_as(path: Path) -> str:
    return path.read_bytes()[:15].decode("latin-1")


@pytest.mark.parametrize(
    ("name", "start"),
    [("c.html", "<!DOCTYPE html>"), ("c.pdf", "%PDF-1.7"), ("c.txt", "Charter, part 5")],
)
def test_the_name_says_which_kind_of_file(
    home: Path, tmp_path: Path, name: str, start: str
) -> None:
    path = tmp_path / name
    done = companion(home, "print", "charter", "--part", "5", "--output", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"The file is ready: {path}.\n"
    assert starts_as(path).startswith(start)
    assert not home.exists()


def test_the_view_is_chosen_by_the_option_then_the_setting_then_pictures(home: Path) -> None:
    def printed(*more: str) -> str:
        words = ("print", "charter", "--part", "5", "--format", "text", "--output", "-")
        return companion(home, *words, *more).stdout

    assert "Picture: A list of 6 things." in printed()
    assert "Picture:" not in printed("--view", "simple")
    assert "Acknowledge: we take in" in printed("--view", "full")
    companion(home, "settings", "charter_view", "simple")
    assert "Picture:" not in printed()


def test_the_next_session_or_one_by_its_id(home: Path) -> None:
    missing = companion(home, "print", "session", "--format", "text", "--output", "-")
    assert missing.returncode == 1
    assert missing.stderr.startswith("We know no session yet.\n")
    demo = companion(home, "--demo", "print", "session", "--format", "html", "--output", "-")
    assert "This is an example." in demo.stdout.replace("\u00a0", " ")
    open_store(Home(home)).sessions.take("c", [FULL])
    [session] = open_store(Home(home)).sessions.all()
    words = ("print", "session", session.id, "--format", "text", "--output", "-")
    assert companion(home, *words).stdout.startswith("Session: How we listen\n")
    wrong = companion(home, "print", "session", "zzzz", "--format", "text", "--output", "-")
    assert wrong.stderr.startswith("There is no session zzzz.\n")


@pytest.mark.parametrize("name", ["n.html", "n.pdf", "n.txt"])
def test_notes_are_for_the_member_alone_and_that_is_said(
    home: Path, tmp_path: Path, name: str
) -> None:
    companion(home, "note", "add", "-", words=b"the canary was too bright")
    path = tmp_path / name
    done = companion(home, "print", "notes", "--output", str(path))
    assert done.returncode == 0
    assert done.stderr.startswith(PRIVATE)
    assert "canary" not in done.stdout + done.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = companion(home, "print", "notes", "--output", str(path), "--replace", "--json")
    document = json.loads(again.stdout)
    assert document == {"file": str(path), "format": document["format"], "private": True}
    assert again.stderr.startswith(PRIVATE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", name]


def test_notes_on_standard_output_are_said_to_be_private_too(home: Path) -> None:
    companion(home, "note", "add", "-", words=b"the canary")
    done = companion(home, "print", "notes", "--format", "text", "--output", "-")
    assert "the canary" in done.stdout
    assert done.stderr == "These are your own words. Anyone who sees them can read them.\n"


def test_notes_of_one_session(home: Path) -> None:
    open_store(Home(home)).sessions.take("c", [FULL])
    [session] = open_store(Home(home)).sessions.all()
    companion(home, "note", "add", "-", words=b"for none")
    companion(home, "note", "add", "--session", session.id, "-", words=b"for this")
    words = ("print", "notes", "--format", "text", "--output", "-", "--session")
    done = companion(home, *words, session.id)
    assert "for this" in done.stdout
    assert "for none" not in done.stdout
    assert companion(home, *words, "zzzz").stderr.startswith("There is no session zzzz.\n")


def test_a_file_is_written_over_only_when_that_is_asked_for(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine")
    words = ("print", "charter", "--output", str(path))
    done = companion(home, *words)
    assert done.returncode == 1
    assert done.stderr.startswith(f"There is a file with this name: {path}.\n")
    assert "--replace" in done.stderr
    assert path.read_text() == "mine"
    assert companion(home, *words, "--replace").returncode == 0
    assert path.read_text().startswith("Charter\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Only for systems with links.")
def test_a_link_is_not_followed(home: Path, tmp_path: Path) -> None:
    (tmp_path / "far.txt").write_text("mine")
    (tmp_path / "link.txt").symlink_to(tmp_path / "far.txt")
    words = ("print", "charter", "--output", str(tmp_path / "link.txt"))
    assert companion(home, *words).returncode == 1
    assert companion(home, *words, "--replace").returncode == 0
    assert (tmp_path / "far.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["charter", "--output", "x"], 2, "We do not know which kind of file you want.\n"),
        (["charter", "--output", "-"], 2, "We do not know which kind of file you want.\n"),
        (["charter"], 2, "Something is missing after: companion print charter\n"),
        (["charter", "--output", "-", "--format", "pdf"], 2, "A PDF needs a file of its own.\n"),
        (["charter", "--output", "no/x.pdf"], 1, "There is no folder no.\n"),
        (["charter", "--output", "no.pdf", "--part", "99"], 1, "This text has no part 99"),
        (["charter", "--output", f"{'a' * 300}.pdf"], 1, "We could not write this file: aaa"),
        (["notes", "--output", "x.pdf"], 1, "There are no notes to print.\n"),
        (["ticket", "--output", "x.pdf"], 2, "We do not understand: ticket\n"),
        ([], 2, "Something is missing after: companion print\n"),
        (["charter", "--format", "docx", "--output", "x"], 2, "We do not understand: docx\n"),
    ],
)
def test_what_is_wrong_is_said_plainly(home: Path, words: list[str], code: int, said: str) -> None:
    done = companion(home, "print", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 2
    assert not home.exists()


def test_a_folder_is_not_written_over(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    done = companion(home, "print", "charter", "--replace", "--output", str(folder))
    assert done.stderr.startswith(f"We could not write this file: {folder}.\n")


@pytest.mark.parametrize("more", [[], ["--replace"]])
def test_a_full_disk_is_told_and_leaves_nothing(
    home: Path, small_disk: Path, more: list[str]
) -> None:
    path = small_disk / "c.txt"
    done = companion(home, "print", "charter", "--output", str(path), *more)
    assert done.returncode == 1
    assert done.stderr.startswith(f"The disk is full. We could not write this file: {path}.\n")
    assert TRACE not in done.stderr
    assert list(small_disk.iterdir()) == []


def test_hostile_notes_come_out_as_words(home: Path) -> None:
    bad = b"<script>alert(1)</script>\x1b[31mred #panic()"
    companion(home, "note", "add", "-", words=bad)
    html = companion(home, "print", "notes", "--format", "html", "--output", "-").stdout
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html
    assert "\x1b" not in html
