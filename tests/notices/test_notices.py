"""Messages on the desktop and the sound, through what the platforms have."""

import json
import shutil
import stat
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.notices import desktop, sound
from companion.problems import Problem

TEXT = "Reminder: Friday 26 June 2026, 6pm."
ODD = "a \"b\" \\ 'c' $(touch x) `d` <e> 1"


def put_program(folder: Path, name: str, code: int = 0) -> Path:
    """A program that writes down how it was called, and the file that it was given."""
    called = folder / f"{name}.json"
    program = folder / name
    program.write_text(
        f"#!{sys.executable}\n"
        "import json, os, shutil, sys\n"
        f"kept = {{'words': sys.argv[1:], 'text': os.environ.get('COMPANION_NOTICE')}}\n"
        f"open({str(called)!r}, 'w').write(json.dumps(kept))\n"
        f"if sys.argv[-1].endswith('.wav'):\n"
        f"    shutil.copy(sys.argv[-1], {str(folder / 'played.wav')!r})\n"
        f"sys.exit({code})\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return called


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all there is of programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("platform", "name"),
    [("linux", "notify-send"), ("darwin", "osascript"), ("win32", "powershell")],
)
@pytest.mark.parametrize("text", [TEXT, ODD])
def test_the_words_reach_the_platforms_own_program_as_they_are(
    programs: Path, monkeypatch: pytest.MonkeyPatch, platform: str, name: str, text: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(desktop, "which", lambda asked: str(programs / asked))
    called = put_program(programs, name)
    desktop.show(text)
    kept = json.loads(called.read_text())
    scripts = [words for words in kept["words"] if words != text]
    assert kept["text"] == text
    assert platform == "win32" or kept["words"].count(text) == 1
    assert not any("touch" in words for words in scripts)


def test_where_nothing_can_show_it_there_is_a_problem(programs: Path) -> None:
    with pytest.raises(Problem) as none:
        desktop.show(TEXT)
    assert none.value.code == "no_notice_here"
    put_program(programs, "notify-send", 1)
    put_program(programs, "gdbus", 1)
    with pytest.raises(Problem):
        desktop.show(TEXT)


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A real bus, and a place for messages on it."""
    if sys.platform != "linux" or not shutil.which("dbus-daemon") or not shutil.which("gdbus"):
        pytest.skip("needs a D-Bus daemon and gdbus")
    address = f"unix:path={tmp_path / 'bus'}"
    words = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen([*words, f"--address={address}"], stdout=subprocess.PIPE) as bus:
        assert bus.stdout is not None
        bus.stdout.readline()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        command = [sys.executable, "-m", "tests.notices.server"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            yield server
            server.terminate()
        bus.terminate()


@pytest.mark.parametrize("text", [TEXT, ODD])
def test_a_real_bus_brings_the_words_and_the_message_stays(
    messages: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    gdbus = shutil.which("gdbus")
    monkeypatch.setattr(desktop, "which", {"gdbus": gdbus}.get)
    assert messages.stdout is not None
    assert messages.stdout.readline() == "ready\n"
    desktop.show(text)
    kept = json.loads(messages.stdout.readline())
    kinds, name, replaces, _icon, title, words, actions, _hints, expires = kept
    assert kinds == "susssasa{sv}i"
    assert (name, replaces, title, words, actions) == ("Companion", 0, "Companion", text, [])
    assert expires == 0  # it never goes by itself


@pytest.mark.parametrize("name", [name for name, *_options in sound.PLAYERS])
def test_the_sound_reaches_a_player_whole(
    programs: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_program(programs, name)
    (tmp_path / "made").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "made"))
    sound.play()
    with wave.open(str(programs / "played.wav")) as played:
        frames = played.readframes(played.getnframes())
        seconds = played.getnframes() / played.getframerate()
    levels = memoryview(frames).cast("h")
    assert 0.5 < seconds < 2
    assert abs(levels[0]) < 100
    assert 3_000 < max(levels) < 10_000  # heard, and quiet
    assert list((tmp_path / "made").iterdir()) == []


def test_a_player_that_fails_makes_room_for_the_next(programs: Path) -> None:
    with pytest.raises(Problem) as none:
        sound.play()
    assert none.value.code == "no_sound_here"
    put_program(programs, "paplay", 1)
    called = put_program(programs, "aplay")
    sound.play()
    assert json.loads(called.read_text())["words"][0] == "-q"
