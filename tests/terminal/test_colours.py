"""The colours that reach a real terminal: those that were chosen, or none."""

import re
from pathlib import Path

import pytest

from companion.store.home import Home
from companion.store.opening import open_store
from tests.terminal.pty_program import Program
from tests.terminal.steps import home_with, open_a_note

pytestmark = pytest.mark.slow

STYLE = re.compile(rb"\x1b\[([\d;:]*)m")
NAMED = {*range(30, 50), *range(90, 108)}  # also 39 and 49, which name the default colours
WHITE, BLACK = b"48;5;231", b"48;5;16"  # as backgrounds


def styles(program: Program) -> set[int]:
    """All numbers that the program has sent to change how letters look."""
    program.read()
    return {int(n) for found in STYLE.findall(program.raw) for n in re.findall(rb"\d+", found)}


@pytest.mark.parametrize("no_color", ["", "1"])
@pytest.mark.parametrize("way", ["screen", "reader", "plain"])
def test_no_color_is_obeyed_on_every_page(tmp_path: Path, way: str, no_color: str) -> None:
    with Program(home_with(tmp_path, way), NO_COLOR=no_color) as program:
        open_a_note(program, way)
        program.type("\x1b" if way == "screen" else "")
        program.expect("Your note")
        assert not styles(program) & NAMED
        assert way != "screen" or 7 in styles(program)  # the focus: colours swapped
        program.type("\x03")
        program.wait()


def test_a_theme_for_this_run_is_not_kept(tmp_path: Path) -> None:
    home = home_with(tmp_path, "screen")
    with Program(home, "--theme", "light", NO_COLOR="1") as program:
        program.expect("2 Charter")
        assert WHITE in program.raw
        assert BLACK not in program.raw
        program.type("q")
        program.wait()
    assert open_store(Home(home)).settings.get("theme") == ""


def test_a_theme_that_is_chosen_is_kept(tmp_path: Path) -> None:
    home = home_with(tmp_path, "screen")
    with Program(home, rows=40) as program:
        program.expect("2 Charter")
        assert WHITE not in program.raw
        for row in ("More", "Settings", "How the screen looks", "Colours: Light on black"):
            program.expect(row)
            program.type(re.findall(rf"(\d) {row}", program.screen)[0])
        program.expect("2 Dark on white")
        program.type("2")
        program.expect_written(WHITE.decode())
        program.expect("2 Dark on white, chosen")
        program.type("q")
        program.wait()
    with Program(home, NO_COLOR="") as program:  # what was chosen here goes before it
        program.expect("2 Charter")
        assert WHITE in program.raw
        assert BLACK not in program.raw
        program.type("q")
        program.wait()
