"""`companion doctor` names what is missing on a computer, and the one command that mends it."""

import json
from pathlib import Path

import pytest

from companion.cli import main
from companion.commands import doctor
from companion.commands.mending import install_again
from tests.commands.test_commands import companion

Found = dict[str, dict[str, object]]


def told(home: Path, **env: str) -> Found:
    done = companion(home, "doctor", "--json", words=b"", **env)
    assert done.returncode == 0
    return {one["what"]: one for one in json.loads(done.stdout)}


def test_everything_that_is_not_good_says_what_to_do(home: Path) -> None:
    bare = {"PATH": str(home), "DISPLAY": "", "PYTHONUTF8": "0", "LC_ALL": "en_GB.ISO-8859-1"}
    found = told(home, **bare, PYTHONIOENCODING="latin-1", DBUS_SESSION_BUS_ADDRESS="unix:path=/x")
    wrong = [one for one in found.values() if not one["ok"]]
    assert {"Letters", "Bigger window", "Key store"} <= {str(one["what"]) for one in wrong}
    assert [one for one in wrong if not one["next"]] == []
    assert found["Letters"]["next"] == "Type: export LC_ALL=C.UTF-8"
    assert found["Key store"]["next"] == "Ask someone you trust to install this: gnome-keyring"


def test_a_computer_with_all_of_it_has_nothing_to_mend(home: Path) -> None:
    found = told(home, PYTHONUTF8="1")
    assert found["Letters"]["ok"]
    assert found["Parts"] == {
        "what": "Parts", "ok": True, "say": "All parts of Companion are here.", "next": "",
    }  # fmt: skip


def test_a_part_that_is_gone_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "PARTS", (*doctor.PARTS, "not_there"))
    assert main(["doctor", f"--home={home}"]) == 0
    said = capsys.readouterr().out
    assert "Parts, look: These parts are missing: not_there." in said


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("home/.local/share/pipx/venvs/companion", "Type: pipx reinstall companion"),
        (
            "home/.local/share/uv/tools/companion",
            "Type: uv tool install --reinstall companion",
        ),
        ("usr", "Ask someone you trust to install Companion again."),
        ("a clone/.venv", "Type: make -C '{place}/a clone' clean run"),
    ],
)
def test_how_a_part_comes_back_is_as_it_was_installed(
    tmp_path: Path, place: str, says: str
) -> None:
    (tmp_path / "a clone").mkdir()
    (tmp_path / "a clone" / "Makefile").touch()
    assert install_again(str(tmp_path / place)) == says.format(place=tmp_path)
