"""Which terminal is called, with which words, and what is said where there is none."""

import os
import shlex
from pathlib import Path

import pytest

from companion.problems import Problem
from companion.windows import elsewhere
from companion.windows.finding import find, keys_for, known
from companion.windows.opening import LEAST_POINTS, MOST_POINTS
from companion.windows.terminals import TERMINALS, Terminal, cells, zoom

HOSTILE = (
    "/home/it's",
    '/a "quoted" place',
    "/-o font_size=1",
    "/$(touch /tmp/x); `id` | cat",
    "/a\nb",
    "/caf\u00e9 \u202e",
    "/--",
)
SCREEN = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
ALL = [*TERMINALS, *elsewhere.MAC, *elsewhere.WINDOWS]
LISTS = [one for one in ALL if one not in elsewhere.MAC]


def named(program: str) -> Terminal:
    return next(one for one in TERMINALS if one.program == program)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with every terminal of the table, none of which does anything."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for terminal in TERMINALS:
        program = folder / terminal.program
        program.write_text("#!/bin/sh\n")
        program.chmod(0o700)
    return folder


@pytest.mark.parametrize("terminal", LISTS, ids=lambda one: one.program)
@pytest.mark.parametrize("home", HOSTILE)
def test_the_command_stands_last_and_whole(terminal: Terminal, home: str) -> None:
    command = ["/usr/bin/python3", "-m", "companion", f"--home={home}"]
    words = terminal.call(28, command)
    assert words[-len(command) :] == command
    assert not any(home in word for word in words[: -len(command)])


@pytest.mark.parametrize("terminal", ALL, ids=lambda one: one.program)
@pytest.mark.parametrize("points", [LEAST_POINTS, 28, MOST_POINTS])
def test_each_size_is_in_the_words_and_makes_them_differ(terminal: Terminal, points: int) -> None:
    words = terminal.call(points, ["/c"])
    assert all(words)
    assert words != terminal.call(points - 1, ["/c"]) or float(zoom(points)) == 4
    sizes = (str(points), zoom(points), str(round(points * 96 / 72)))
    assert any(size in word for word in words for size in sizes)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("xterm", ["-fa", "Monospace", "-fs", "28"]),
        ("kitty", ["-o", "font_size=28"]),
        ("alacritty", ["-o", "font.size=28"]),
        ("gnome-terminal", ["--zoom=2.55"]),
        ("konsole", ["-p", "Font=Monospace,28"]),
        ("foot", ["--font=monospace:size=28"]),
        ("xfce4-terminal", ["--font=Monospace 28"]),
    ],
)
def test_what_each_is_called_with(program: str, words: list[str]) -> None:
    called = named(program).call(28, ["/c"])
    at = called.index(words[-1]) - len(words) + 1
    assert called[at : at + len(words)] == words


@pytest.mark.parametrize("points", range(LEAST_POINTS, MOST_POINTS + 1))
def test_a_window_is_never_too_small_for_the_program(points: int) -> None:
    columns, rows = cells(points)
    assert columns >= 20
    assert rows >= 6


@pytest.mark.parametrize(
    "terminal", [one for one in TERMINALS if one.marks], ids=lambda one: one.program
)
def test_the_terminal_that_the_member_is_in_comes_first(terminal: Terminal, programs: Path) -> None:
    name, start = terminal.marks[0]
    inside = {**SCREEN, "PATH": str(programs), name: start or "1"}
    assert find(inside, "linux")[0] == (str(programs / terminal.program), terminal)
    assert keys_for(inside, "linux") == terminal.keys


def test_else_the_tables_order_counts(programs: Path) -> None:
    found = [one for _path, one in find({**SCREEN, "PATH": str(programs)}, "linux")]
    assert found == list(TERMINALS)


def test_a_terminal_for_another_kind_of_screen_is_left_out(programs: Path) -> None:
    def names(*screens: str) -> set[str]:
        here = dict.fromkeys(screens, "x") | {"PATH": str(programs)}
        return {one.program for _path, one in find(here, "linux")}

    assert "foot" not in names("DISPLAY")
    assert "xterm" not in names("WAYLAND_DISPLAY")
    assert "kitty" in names("DISPLAY") & names("WAYLAND_DISPLAY")


@pytest.mark.parametrize("path", ["", ".", "programs", ":", "/nowhere"])
def test_a_program_in_the_folder_where_we_are_is_never_started(
    path: str, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(programs if path in ("", ".", ":") else programs.parent)
    with pytest.raises(Problem) as raised:
        find({**SCREEN, "PATH": path}, "linux")
    assert raised.value.code == "no_window_here"


@pytest.mark.parametrize("platform", ["linux", "freebsd14"])
def test_without_a_display_nothing_is_looked_for(platform: str, programs: Path) -> None:
    with pytest.raises(Problem) as raised:
        find({"PATH": str(programs), "DISPLAY": ""}, platform)
    assert raised.value.code == "no_display"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_from_afar_no_window_opens_where_nobody_sits(platform: str) -> None:
    with pytest.raises(Problem) as raised:
        find({"SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}, platform)
    assert raised.value.code == "no_display"


@pytest.mark.parametrize(
    ("platform", "environment", "keys"),
    [
        ("linux", {}, "In most windows, hold Ctrl and press the plus key."),
        ("linux", {"TERM": "linux"}, "Ask someone you trust."),
        (
            "linux",
            {"TERM": "xterm-256color", "VTE_VERSION": "7600"},
            "Hold Ctrl and press the plus key.",
        ),
        ("linux", {"TERM_PROGRAM": "vscode"}, "Hold Ctrl and press the plus key."),
        ("linux", {"TERM": "xterm-kitty"}, "Hold Ctrl and Shift. Then press the plus key."),
        ("darwin", {"TERM_PROGRAM": "Apple_Terminal"}, "Hold Command and press the plus key."),
        ("win32", {"WT_SESSION": "1"}, "Hold Ctrl and press the plus key."),
        ("win32", {}, "Hold Ctrl and turn the mouse wheel."),
    ],
)
def test_the_keys_of_the_terminal_that_one_is_in(
    platform: str, environment: dict[str, str], keys: str
) -> None:
    assert keys_for(environment, platform) == keys


def test_each_system_has_its_own() -> None:
    assert known("darwin")[0].name == "Terminal"
    assert all(not one.screens for one in known("darwin"))
    assert [Path(one.program.replace("\\", "/")).name for one in known("win32")] == ["conhost.exe"]


@pytest.mark.parametrize("home", [home for home in HOSTILE if home.isprintable()])
def test_the_one_line_that_is_typed_for_us_is_quoted(home: str) -> None:
    command = ["/usr/bin/python3", "-m", "companion", f"--home={home}"]
    here = {"LANG": "en_GB.UTF-8", "COMPANION_LANGUAGE": "cy; id", "HOME": "/x", "NO_COLOR": ""}
    words = shlex.split(elsewhere.typed_line(command, here))
    assert words[:2] == ["exec", "/usr/bin/env"]
    assert words[2:4] == ["COMPANION_LANGUAGE=cy; id", "LANG=en_GB.UTF-8"]
    assert words[4:] == command


@pytest.mark.parametrize("home", ["/a\nb", "/\x03", "/\x1b]0;x", "/" + "x" * 1000])
def test_a_line_that_a_terminal_would_obey_is_not_typed(home: str) -> None:
    with pytest.raises(ValueError, match="safe"):
        elsewhere.typed_line([f"--home={home}"], {})


def test_marks_are_of_one_terminal_each() -> None:
    marks = [mark for terminal in TERMINALS for mark in terminal.marks]
    assert len(set(marks)) == len(marks)
    assert os.pathsep not in "".join(terminal.program for terminal in TERMINALS)
