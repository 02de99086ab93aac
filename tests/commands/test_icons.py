"""`companion icons`: what lands in the menu of a desktop starts this very companion."""

import json
import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from companion.cli import main
from companion.windows.icons import ICONS, StartIcon, drawing, entry
from tests.commands.test_commands import companion

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="Desktops elsewhere have other icons."
)
NAMES = [icon.name for icon in ICONS]


def values(text: str) -> dict[str, str]:
    """The keys of an entry, with their values as a desktop reads them."""
    parser = RawConfigParser(delimiters="=", comment_prefixes="#", strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    assert parser.sections() == ["Desktop Entry"]
    plain = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return {
        name: re.sub(r"\\(.)", lambda found: plain[found[1]], value)
        for name, value in parser["Desktop Entry"].items()
    }


def words(command: str) -> list[str]:
    """The words of Exec, as a desktop takes them apart."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"', command)
    assert " ".join(f'"{word}"' for word in found) == command
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in found]


def make(tmp_path: Path, home: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return companion(home, "icons", *more, words=b"", XDG_DATA_HOME=str(tmp_path / "data"))


def test_both_icons_start_this_companion_in_this_home(tmp_path: Path) -> None:
    home = tmp_path / 'a "home" with $signs, `ticks`, \\ and 100%'
    companion(home, "settings", "theme", "cream")
    done = make(tmp_path, home, "--json")
    made = [Path(path) for path in json.loads(done.stdout)["made"]]
    assert [path.is_file() for path in made] == [True] * 4
    for icon in ICONS:
        text = (tmp_path / "data/applications" / f"{icon.name}.desktop").read_text("utf-8")
        found = values(text)
        assert found["Terminal"] == "true"
        assert (tmp_path / "data/icons/hicolor/scalable/apps" / f"{found['Icon']}.svg").is_file()
        command = words(found["Exec"])
        assert ("--speak" in command) == ("talks" in icon.name)
        told = subprocess.run(
            [*command, "settings", "theme"], capture_output=True, text=True, check=True
        )
        assert told.stdout.startswith("theme: cream\n")


def test_the_desktops_own_checker_finds_nothing(tmp_path: Path, home: Path) -> None:
    checker = shutil.which("desktop-file-validate")
    if checker is None:
        pytest.skip("desktop-file-validate is missing. It comes with desktop-file-utils.")
    make(tmp_path, home)
    for name in NAMES:
        file = tmp_path / "data/applications" / f"{name}.desktop"
        done = subprocess.run([checker, file], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_they_are_made_anew_and_taken_away(tmp_path: Path, home: Path) -> None:
    for _time in range(2):
        assert make(tmp_path, home).stdout.startswith("These start icons are in the menu")
    other = tmp_path / "data/applications/other.desktop"
    other.write_text("theirs", encoding="utf-8")
    assert make(tmp_path, home, "--remove").returncode == 0
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == [other]
    assert make(tmp_path, home, "--remove").returncode == 0
    assert not home.exists()


def test_a_menu_that_cannot_be_written_is_told(tmp_path: Path, home: Path) -> None:
    (tmp_path / "data").write_text("no folder", encoding="utf-8")
    done = make(tmp_path, home)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("We could not write this file: ")


def test_an_account_without_a_folder_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    def nowhere() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    assert main(["icons", f"--home={home}"]) == 1
    assert capsys.readouterr().err.startswith("We cannot write in this folder: ~.")
    assert main(["doctor", f"--home={home}"]) == 0
    assert "Start icons, look: We cannot write" in capsys.readouterr().out


def test_a_home_whose_name_would_end_the_line_makes_no_icon(tmp_path: Path) -> None:
    done = make(tmp_path, tmp_path / "home\nExec=evil")
    assert done.returncode == 1
    assert not list(tmp_path.rglob("*.desktop"))
    with pytest.raises(ValueError, match="line"):
        entry(ICONS[0], ["--home=/a\x1b]0;b"])


@pytest.mark.parametrize("icon", ICONS, ids=NAMES)
def test_the_picture_stands_on_white(icon: StartIcon) -> None:
    root = ElementTree.fromstring(drawing(icon))
    tags = [child.tag.rpartition("}")[2] for child in root]
    assert root.get("viewBox") == "-2 -2 20 20"
    assert tags.index("rect") < tags.index("path")
    assert tags.count("rect") == 1


def test_doctor_tells_whether_they_are_there(tmp_path: Path, home: Path) -> None:
    def told() -> str:
        data = str(tmp_path / "data")
        return companion(home, "doctor", words=b"", XDG_DATA_HOME=data).stdout

    assert "To make them, type: companion icons" in told()
    make(tmp_path, home)
    assert "They are in the menu of this computer." in told()
