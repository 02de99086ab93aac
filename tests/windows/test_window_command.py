"""`companion window` with a terminal that writes down how it was called."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.test_commands import companion

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="The stand-in is a program for other systems."
)

# Takes the part of xterm: notes its words and surroundings, then does what {then} says.
STAND_IN = """#!{python}
import json, os, subprocess, sys, time
with open({told!r}, "w") as file:
    json.dump([sys.argv[1:], dict(os.environ), os.getsid(0) == os.getpid()], file)
command = sys.argv[sys.argv.index("-e") + 1:]
{then}
"""
OPENS = """
child = subprocess.Popen([*command, "--plain"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
time.sleep(6)
child.communicate(b"")
"""
STAYS = "time.sleep(1)"
FAILS = "sys.exit(1)"


class Place:
    """A computer with one terminal, and what it was called with."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.told = folder / "told.json"

    def has(self, program: str, then: str) -> None:
        path = self.programs / program
        told = str(self.told)
        path.write_text(STAND_IN.format(python=sys.executable, told=told, then=then))
        path.chmod(0o700)

    def run(self, home: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        here = {"PATH": str(self.programs), "DISPLAY": ":9", "TERM": "xterm", **env}
        return companion(home, *words, words=b"", **here)

    def words(self) -> list[str]:
        return list(json.loads(self.told.read_text())[0])

    def environment(self) -> dict[str, str]:
        return dict(json.loads(self.told.read_text())[1])


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.parametrize("name", ["home", 'it\'s "mine"', "-o x", "a b $(touch pwned);", "l\nl"])
def test_the_new_window_has_the_same_home(place: Place, tmp_path: Path, name: str) -> None:
    place.has("xterm", OPENS)
    home = tmp_path / name
    done = place.run(home, "window")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Companion is open in a bigger window, with xterm. You can close this window.\n"
    )
    assert place.words()[-1] == f"--home={home}"
    assert (home / "running").is_dir()  # it really was the companion, in that home
    assert not list(Path.cwd().glob("pwned"))


def test_it_stands_apart_from_the_terminal_that_opened_it(place: Place, home: Path) -> None:
    place.has("xterm", OPENS)
    old = {"COLUMNS": "33", "LINES": "9", "TMUX": "x", "KITTY_WINDOW_ID": "1", "VTE_VERSION": "1"}
    assert place.run(home, "window", LANG="cy_GB.UTF-8", **old).returncode == 0
    assert not {*old, "TERM"} & {*place.environment()}
    assert place.environment()["LANG"] == "cy_GB.UTF-8"
    assert json.loads(place.told.read_text())[2]


def test_a_size_that_was_typed_is_kept(place: Place, home: Path) -> None:
    place.has("xterm", OPENS)

    def size(*words: str) -> object:
        done = place.run(home, "window", "--json", *words)
        assert "-fs" in place.words()
        return json.loads(done.stdout)

    assert size() == {"opened": "xterm", "text_size": 28}
    assert size("--text-size", "40") == {"opened": "xterm", "text_size": 40}
    assert size() == {"opened": "xterm", "text_size": 40}
    (home / "settings.json").write_text('{"version":1,"choices":{"window_points":"-1000"}}')
    assert size() == {"opened": "xterm", "text_size": 28}


def test_what_was_typed_for_this_run_counts_there_too(place: Place, home: Path) -> None:
    place.has("xterm", OPENS)
    place.run(home, "--text-size", "spaced", "window", "--plain", "--no-speak", "--width", "40")
    options = ["--plain", "--no-speak", "--text-size=spaced", "--width=40"]
    assert place.words()[-5:] == [f"--home={home}", *options]


def test_examples_stay_examples(place: Place, home: Path) -> None:
    place.has("xterm", "time.sleep(6)")
    assert place.run(home, "--demo", "window").returncode == 0
    assert place.words()[-1] == "--demo"
    assert not home.exists()


def test_the_next_terminal_is_tried_when_one_does_not_start(place: Place, home: Path) -> None:
    place.has("gnome-terminal", FAILS)
    place.has("kitty", "this is no program")
    (place.programs / "konsole").write_bytes(b"\x7fELF no program")
    (place.programs / "konsole").chmod(0o700)
    place.has("xterm", OPENS)
    assert "with xterm" in place.run(home, "window").stdout


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"DISPLAY": ""}, "We cannot open a new window from here.\n"),
        ({}, "We found no program that opens a bigger window.\n"),
    ],
)
def test_where_none_opens_it_says_what_to_press(
    place: Place, home: Path, env: dict[str, str], said: str
) -> None:
    place.has("xterm", FAILS)
    done = place.run(home, "window", GNOME_TERMINAL_SCREEN="x", **env)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == said + (
        "Make the letters bigger in this window. Hold Ctrl and press the plus key.\n"
    )
    assert not home.exists()


@pytest.mark.parametrize("size", ["15", "73", "-28", "large", "", "28.5", "9" * 40])
def test_a_size_that_does_not_fit_opens_nothing(place: Place, home: Path, size: str) -> None:
    place.has("xterm", OPENS)
    done = place.run(home, "window", "--text-size", size)
    assert done.returncode == 2
    assert not place.told.exists()


def test_other_commands_keep_their_names_of_sizes(home: Path) -> None:
    assert companion(home, "charter", "--text-size", "28").returncode == 2
    assert companion(home, "charter", "5", "--text-size", "spaced").returncode == 0


def test_doctor_tells_whether_a_window_can_be_opened(place: Place, home: Path) -> None:
    def told(**env: str) -> dict[str, object]:
        found = json.loads(place.run(home, "doctor", "--json", **env).stdout)
        return next(one for one in found if one["what"] == "Bigger window")

    assert not told()["ok"]
    assert told()["next"] == "Ask someone you trust to install this: xterm"
    place.has("dnf", FAILS)
    assert told()["next"] == "Type: sudo dnf install xterm"
    place.has("apt-get", FAILS)
    assert told()["next"] == "Type: sudo apt install xterm"
    assert "Ctrl" in str(told(DISPLAY="")["next"])
    place.has("xterm", STAYS)
    assert told()["ok"]
    assert not place.told.exists()  # it only looks
