"""The sound breaks under the whole program: it says so once, goes on, and the voice comes back."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small_disks import disk_of
from tests.speech.member import LOST, NONE, Member, home_with_voice
from tests.speech.sound import Sound, why_deaf
from tests.terminal.steps import without_voice

pytestmark = [
    pytest.mark.listening,
    pytest.mark.sounding,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="These voices are for Linux."),
]

FIRST = "1 Next session"


@pytest.fixture
def breaking() -> Iterator[Sound]:
    """A sound server that a test may break, so each has its own."""
    if why := why_deaf():
        pytest.skip(why)
    with Sound() as server:
        yield server


def open_home(member: Member) -> set[str]:
    """Wait for the first page. Returns its lines."""
    member.expect(FIRST)
    member.expect("Voice on or off")
    return member.lines


def long_reading(member: Member) -> None:
    """Begin to read a page that takes a while."""
    member.type("2")
    member.expect("1 Part 1")
    member.type("1")
    member.expect("Page 1 of")
    member.read(0.5)
    member.type("r")


def goes_on(member: Member, before: set[str], notice: str) -> None:
    """Keys move the focus still, and nothing is on the screen but the page and one notice."""
    for _key in range(4):
        member.move()
    assert member.notices() == (1 if notice else 0)
    assert member.lines - before <= {notice}


def speaks(member: Member, sound: Sound, tries: int = 6) -> bool:
    """Whether a move is heard, at the first tries or a later one."""
    for _try in range(tries):
        moment = time.monotonic()
        member.move()
        member.read(1.5)
        if sound.first_after(moment, 1.5) is not None:
            return True
    return False


def test_a_worker_that_is_killed_in_mid_word(tmp_path: Path, breaking: Sound) -> None:
    with Member(home_with_voice(tmp_path), breaking) as member:
        open_home(member)
        long_reading(member)
        member.read(1.0)
        before = member.lines
        os.killpg(member.workers()[0], signal.SIGKILL)
        member.expect(LOST)
        goes_on(member, before, LOST)
        assert speaks(member, breaking)


def test_where_no_voice_is_installed(tmp_path: Path, breaking: Sound) -> None:
    """The library is not found, nor a program or a wheel that could speak."""
    env = without_voice(tmp_path)
    with Member(home_with_voice(tmp_path, voice_name="", room_voice=""), breaking, **env) as member:
        before = open_home(member)
        member.expect(NONE)
        goes_on(member, before, NONE)
        member.read(2.0)
        goes_on(member, before, NONE)


def test_where_there_is_no_device(tmp_path: Path, breaking: Sound) -> None:
    nowhere = {
        "PULSE_SERVER": f"unix:{tmp_path}/nowhere",
        "PULSE_RUNTIME_PATH": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "ALSA_CONFIG_PATH": str(tmp_path / "nowhere"),
        "SPEECHD_ADDRESS": f"unix_socket:{tmp_path}/nowhere",
    }
    home = home_with_voice(tmp_path, voice_name="", room_voice="")
    with Member(home, breaking, **nowhere) as member:
        before = open_home(member)
        ends = time.monotonic() + 60
        while not member.notices() and time.monotonic() < ends:
            member.move()
            member.read(1.0)
        member.read(8.0)
        notice = NONE if NONE in member.screen else LOST
        goes_on(member, before, notice)


def test_a_sound_server_that_stands_still(tmp_path: Path, breaking: Sound) -> None:
    with Member(home_with_voice(tmp_path), breaking) as member:
        open_home(member)
        long_reading(member)
        member.read(1.0)
        before = member.lines
        breaking.pause()
        try:
            member.expect(LOST)
            goes_on(member, before, LOST)
            member.read(3.0)
            goes_on(member, before, LOST)
        finally:
            breaking.resume()
        assert speaks(member, breaking)


def test_a_sound_server_that_dies(tmp_path: Path, breaking: Sound) -> None:
    with Member(home_with_voice(tmp_path), breaking) as member:
        open_home(member)
        long_reading(member)
        member.read(1.0)
        before = member.lines
        breaking.die()
        member.expect(LOST)
        goes_on(member, before, LOST)


def test_a_disk_without_room_for_temporary_files(tmp_path: Path, breaking: Sound) -> None:
    with disk_of("16k,nr_inodes=2", tmp_path) as disk:  # room for one folder, and nothing in it
        env = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(disk))
        with Member(home_with_voice(tmp_path), breaking, **env) as member:
            before = open_home(member)
            member.read(2.0)
            assert len(member.workers()) == 2
            assert len(list(disk.iterdir())) == 1
            goes_on(member, before, "")
            assert speaks(member, breaking)
        time.sleep(1.0)  # its workers leave


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_ended_falls_silent(
    tmp_path: Path, breaking: Sound, number: signal.Signals
) -> None:
    with Member(home_with_voice(tmp_path), breaking) as member:
        open_home(member)
        long_reading(member)
        member.read(1.5)
        workers = member.workers()
        moment = time.monotonic()
        os.kill(member.pid, number)
        member.wait()
        silent = breaking.silent_after(moment)
        assert silent is not None
        assert silent < 1.0
        ends = time.monotonic() + 5
        while left := [pid for pid in workers if _lives(pid)]:
            assert time.monotonic() < ends, left
            time.sleep(0.1)


def _lives(pid: int) -> bool:
    """Whether a process runs. One that has ended has no words, even if nobody asked for it."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False
