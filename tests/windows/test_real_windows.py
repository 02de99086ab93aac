"""Real terminals on a desktop that nobody sees: the window opens, and its letters are larger."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.desktop import Desktop, desktop, need, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="These windows are those of Linux."),
]

# kitty and xterm are in tools/system-parts.txt. The third opens its windows by another
# program, so it is tried where somebody has it.
TERMINALS = ("xterm", "kitty", "gnome-terminal")
HOSTILE = 'it\'s "my" home -x $(touch pwned);'


@pytest.fixture(params=TERMINALS)
def screen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path, request.param) as here:
        yield here


def made_home(folder: Path, way: str = "screen") -> Path:
    home = folder / HOSTILE
    home.mkdir()
    (home / "settings.json").write_text(json.dumps({"version": 1, "choices": {"way": way}}))
    return home


def running(home: Path) -> int:
    folder = home / "running"
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def opened(here: Desktop, home: Path, points: int) -> float:
    """Open the window, wait until it is drawn, and tell how tall its letters are."""
    done = here.run("window", "--home", str(home), "--text-size", str(points))
    assert (done.returncode, done.stderr) == (0, "")
    assert "You can close this window." in done.stdout
    return here.drawn_letters()


def stopped(here: Desktop, home: Path) -> None:
    here.press("q")
    wait_for(lambda: running(home) == 0, "q did not end the companion")
    wait_for(lambda: here.letter_height() == 0, "the window stays")


def turned(here: Desktop, key: str) -> None:
    """Press a key that opens another page, and wait until that is drawn."""
    before = here.look()
    here.press(key)
    # Far more dots than a cursor that blinks.
    wait_for(lambda: int((here.look() != before).sum()) > 5000, "the key did not land")


def test_a_window_opens_with_larger_letters_and_takes_keys(screen: Desktop, tmp_path: Path) -> None:
    home = made_home(tmp_path)
    small = opened(screen, home, 16)
    assert running(home) == 1
    stopped(screen, home)
    large = opened(screen, home, 32)
    assert large > 1.6 * small
    turned(screen, "2")
    stopped(screen, home)
    assert not list(tmp_path.rglob("pwned")) + list(Path.cwd().glob("pwned"))


def test_letters_are_larger_than_in_a_usual_window(tmp_path: Path) -> None:
    home = made_home(tmp_path)
    with desktop(tmp_path, "xterm") as here:
        command = [sys.executable, "-m", "companion", f"--home={home}"]
        usual = subprocess.Popen(
            ["xterm", "-fa", "Monospace", "-fs", "11", "-e", *command],
            env=here.environment | {"PATH": "/usr/bin"},
        )
        small = here.drawn_letters()
        here.press("q")
        usual.wait(30)
        assert opened(here, home, 28) > 2 * small
        assert any(title.startswith("Companion") for title in here.titles())
        stopped(here, home)


def test_the_window_lives_on_when_the_old_terminal_is_closed(tmp_path: Path) -> None:
    import pexpect

    need("xterm")
    home = made_home(tmp_path)
    with desktop(tmp_path, "xterm") as here:
        old = pexpect.spawn(
            sys.executable,
            ["-m", "companion", "window", "--home", str(home)],
            env=here.environment,
            timeout=60,
        )
        old.expect("You can close this window.")
        old.close(force=True)  # hangs up on all that belong to that terminal
        here.drawn_letters()
        turned(here, "2")
        assert running(home) == 1
        stopped(here, home)
