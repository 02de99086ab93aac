"""`companion check` as a person or a script meets it."""

import json
from pathlib import Path

import pytest

from companion.shipped import shipped
from tests.commands.test_commands import TRACE, companion

CHARTER = shipped("easyread", "charter")
HARD = b"Hello.\nThe agenda will be shared with you in due course.\n"


def test_findings_a_line_each(tmp_path: Path) -> None:
    done = companion(tmp_path, "check", "-", words=HARD)
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.splitlines()[:2] == [
        'Line 2, ER-05: "be shared". This does not say who does it. '
        "Say who does it, then what they do.",
        'Line 2, ER-16: "in due course". This word is not exact. Say when.',
    ]


def test_findings_as_json(tmp_path: Path) -> None:
    done = companion(tmp_path, "check", "-", "--json", words=HARD)
    document = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(document) == ["ok", "findings"]
    assert document["ok"] is False
    keys = ["rule", "level", "line", "column", "words", "why", "suggestion"]
    assert [list(finding) for finding in document["findings"]] == [keys, keys]


def test_easy_text(tmp_path: Path) -> None:
    done = companion(tmp_path, "check", "-", words=b"We meet in the hall.\n")
    assert done.returncode == 0
    assert done.stdout.startswith("There is nothing to change.\n")
    done = companion(tmp_path, "check", "-", "--json", words=b"We meet in the hall.\n")
    assert json.loads(done.stdout) == {"ok": True, "findings": []}


def test_hints_alone_are_no_failure(tmp_path: Path) -> None:
    done = companion(tmp_path, "check", "-", words=b"You can share your words.\n")
    assert done.returncode == 0
    assert "Line 1, ER-24, a hint:" in done.stdout


def test_the_charter_and_a_file_together(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("We *like* tea.", encoding="utf-8")
    done = companion(tmp_path, "check", CHARTER, str(file), "--json")
    names = {Path(f["file"]).name for f in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert {"pack.toml", "a.md"} <= names
    done = companion(tmp_path, "check", CHARTER, str(file))
    assert f"File {file}:" in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("arguments", "words", "code", "said"),
    [
        (["check"], b"", 2, "Something is missing after: companion check\n"),
        (["check", "-", "--fast"], b"", 2, "We do not understand: --fast\n"),
        (["check", "nowhere.txt"], b"", 1, "There is no file nowhere.txt.\n"),
        (["check", "-"], b"\xff\xfe", 1, "We could not check this text: Your text. "),
        (["check", "-"], b"a\0b", 1, "We could not check this text: Your text. "),
        (["check", "-"], b"a" * 30_000, 1, "We could not check this text: Your text. "),
    ],
)
def test_what_is_wrong_is_said_plainly(
    tmp_path: Path, arguments: list[str], words: bytes, code: int, said: str
) -> None:
    done = companion(tmp_path, *arguments, words=words)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(said)
    assert TRACE not in done.stderr


def test_nothing_hostile_reaches_the_terminal(tmp_path: Path) -> None:
    done = companion(
        tmp_path, "check", "-", words=b"Go & \x1b[31msee\x1b]0;x\x07 & \xe2\x80\xae!\n"
    )
    assert all(char == "\n" or char.isprintable() for char in done.stdout)
