"""A pack tells what changed, keeps its older versions, and says what is not decided yet."""

import json
from datetime import date
from pathlib import Path

import pytest

from companion.cli import main
from companion.easyread import reading
from companion.easyread.changes import changes_as_json, open_points
from companion.easyread.pack import Change
from companion.easyread.reading import charter_pack, load_older, load_pack
from companion.page.events import Pressed
from companion.page.wording import page_lines
from companion.problems import Problem
from companion.session import Session
from companion.store.charters import Charters
from tests.easyread.made_packs import CHANGES, two_versions, write_pack
from tests.fakes import world


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return two_versions(tmp_path / "tea")


def refused(folder: Path) -> tuple[str, int]:
    """The file and the line that a refusal names."""
    with pytest.raises(Problem) as caught:
        load_pack(folder)
    assert caught.value.code == "pack_broken"
    line = caught.value.facts["line"]
    assert isinstance(line, int)
    return Path(str(caught.value.facts["path"])).name, line


def test_the_charter_is_the_first_version() -> None:
    pack = charter_pack()
    assert pack.changes == (Change(pack.version, pack.date, ("This is the first version.",)),)
    assert pack.older == ()


def test_a_pack_without_changes_is_fine(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, "1", "2026-06-26"))
    assert (pack.changes, pack.older) == ((), ())


def test_what_changed_is_read_as_it_is_written(folder: Path) -> None:
    first = Change("1", date(2026, 6, 26), ("This is the first version.",))
    lines = ("We took out the milk.", "You can still bring milk.")
    assert load_pack(folder).changes == (Change("2", date(2026, 9, 1), lines), first)


def test_an_older_version_is_read_from_the_folder(folder: Path) -> None:
    pack = load_pack(folder)
    assert pack.older == ("1",)
    old = load_older(pack, "1")
    assert (old.version, old.part(1).lines[-1].simple) == ("1", "We drink alone.")


def test_older_versions_come_in_order(folder: Path) -> None:
    for version in ("9", "10", "9.5", "a"):
        write_pack(folder / "older" / version, version, "2026-06-26")
    assert load_pack(folder).older == ("10", "9.5", "9", "1", "a")


@pytest.mark.parametrize("version", ["2", "3", "../..", "/", "", ".", "1/../1"])
def test_a_version_that_is_not_there(folder: Path, version: str) -> None:
    with pytest.raises(Problem) as caught:
        load_older(load_pack(folder), version)
    assert caught.value.code == "no_such_version"


def test_a_folder_with_another_version_than_its_name_is_refused(folder: Path) -> None:
    write_pack(folder / "older" / "1", "7", "2026-06-26")
    with pytest.raises(Problem) as caught:
        load_older(load_pack(folder), "1")
    assert caught.value.code == "pack_broken"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (CHANGES, "", 1),
        (CHANGES, "change = 5", 1),
        (CHANGES, "change = [5]", 1),
        (CHANGES, "[[change]\n", 1),
        ("[[change]]", "[[changed]]", 1),
        ('version = "2"', 'version = "3"', 2),
        ('version = "2"', "version = 2", 2),
        ('version = "2"', "", 1),
        ('version = "2"', 'version = "2"\nmore = 1', 1),
        ("date = 2026-09-01", 'date = "soon"', 3),
        ('lines = ["We took out the milk.", "You can still bring milk."]', "lines = []", 4),
        ('lines = ["We took out the milk.", "You can still bring milk."]', "lines = [1]", 4),
        ('"We took out the milk."', '"A.",' * 20 + '"A."', 4),
    ],
)
def test_changes_that_are_not_right(folder: Path, old: str, new: str, line: int) -> None:
    assert old in CHANGES
    (folder / "changes.toml").write_text(CHANGES.replace(old, new, 1))
    assert refused(folder) == ("changes.toml", line)


def test_too_many_versions_are_refused(folder: Path) -> None:
    (folder / "changes.toml").write_text(CHANGES * 26)
    assert refused(folder) == ("changes.toml", 1)
    (folder / "changes.toml").write_text(CHANGES)
    for number in range(60):
        (folder / "older" / f"v{number}").mkdir()
    assert refused(folder) == ("older", 1)


def test_links_to_other_folders_are_not_versions(folder: Path, tmp_path: Path) -> None:
    elsewhere = write_pack(tmp_path / "elsewhere", "0", "2026-06-26")
    (folder / "older" / "0").symlink_to(elsewhere)
    assert load_pack(folder).older == ("1",)
    (folder / "older").rename(tmp_path / "moved")
    (folder / "older").symlink_to(tmp_path / "moved")
    assert refused(folder) == ("older", 1)


def test_changes_that_are_a_link_are_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "changes.toml").rename(tmp_path / "moved.toml")
    (folder / "changes.toml").symlink_to(tmp_path / "moved.toml")
    assert refused(folder) == ("changes.toml", 1)


def test_names_that_cannot_be_versions_are_passed_over(folder: Path) -> None:
    for name in (".hidden", "A b", "a" * 41, "1\x1b[31m"):
        (folder / "older" / name).mkdir()
    assert load_pack(folder).older == ("1",)


def test_json(folder: Path) -> None:
    assert changes_as_json(load_pack(folder)) == {
        "version": "2",
        "changes": [
            {
                "version": "2",
                "date": "2026-09-01",
                "lines": ["We took out the milk.", "You can still bring milk."],
            },
            {"version": "1", "date": "2026-06-26", "lines": ["This is the first version."]},
        ],
        "pending": ["1.2"],
        "older": ["1"],
    }


def test_the_commands(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading, "charter_pack", lambda: load_pack(folder))
    assert main(["charter", "--changes"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Version 2, Tuesday 1 September 2026.",
        "We took out the milk.",
        "You can still bring milk.",
        "",
        "Version 1, Friday 26 June 2026.",
        "This is the first version.",
        "",
        "Not decided yet:",
        "1.2: We drink together.",
        "To read version 1, type: companion charter --older 1",
    ]
    assert main(["charter", "1", "--older", "1"]) == 0
    assert "We drink alone." in capsys.readouterr().out
    assert main(["charter", "--older", "8"]) == 1
    assert "version 8" in capsys.readouterr().err
    assert main(["charter", "--changes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pending"] == ["1.2"]
    assert main(["doctor"]) == 0
    assert "Not decided yet: 1.2." in capsys.readouterr().out


def test_the_pages(folder: Path) -> None:
    here = world(way="screen")
    here.content = Charters(shipped=load_pack(folder))
    session = Session(here.ports())
    for action, arg in [("open_charter", ""), ("open_changes", "")]:
        session.send(Pressed(action, arg))
    lines = page_lines(session.page)
    assert "We took out the milk." in lines
    assert "1.2: We drink together." in lines
    assert "1 Read version 1" in lines
    session.send(Pressed("next_page"))
    assert "This is the first version." in page_lines(session.page)
    session.send(Pressed("page_before"))
    session.send(Pressed("open_version", "1"))
    assert "This is an older version: 1." in page_lines(session.page)
    session.send(Pressed("open_part", "1"))
    session.send(Pressed("next_page"))
    assert "We drink alone." in page_lines(session.page)
    assert not session.page.actions() & {"not_right"}


def test_nothing_is_open_where_all_is_decided(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, "1", "2026-06-26"))
    assert open_points(pack) == ()
    here = world(way="screen")
    here.content = Charters(shipped=pack)
    session = Session(here.ports())
    session.send(Pressed("open_charter"))
    session.send(Pressed("open_changes"))
    lines = page_lines(session.page)
    assert "We decided all of it." in lines
    assert "This text does not say what changed." in lines
