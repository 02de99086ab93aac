"""Recording and playing, with a sound server of our own whose output is also its microphone."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from companion.domain.chosen_files import seconds_of
from companion.media import recording
from companion.media.cleaning import clean
from companion.media.recording import Player, Recorder
from companion.problems import Problem
from tests.media.made import loudest_note, played, tone
from tests.media.made import sound as made_sound
from tests.media.test_cleaning import nothing_hidden
from tests.speech.sound import Sound, sound

__all__ = ["sound"]
pytestmark = [pytest.mark.slow, pytest.mark.sounding]


@pytest.fixture
def here(sound: Sound, monkeypatch: pytest.MonkeyPatch) -> Sound:
    for name, value in sound.settings.items():
        monkeypatch.setenv(name, value)
    return sound


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    made = Recorder()
    yield made
    made.drop()


def plays(sound: Sound, seconds: float, note: float = 440.0) -> "subprocess.Popen[bytes]":
    """Something sounds in the room."""
    process = subprocess.Popen(
        ["pacat", "--playback", "--rate=48000", "--channels=1", "--format=s16le"],
        stdin=subprocess.PIPE,
        env=sound.environment,
    )
    assert process.stdin is not None
    threading.Thread(
        target=process.communicate, args=(tone(seconds, note=note).tobytes(),), daemon=True
    ).start()
    return process


def test_what_is_said_is_recorded_and_becomes_a_sound_to_send(
    here: Sound, recorder: Recorder
) -> None:
    room = plays(here, 6.0)
    recorder.start()
    assert recorder.recording
    wait_for(lambda: recorder.seconds >= 3)
    asked = time.monotonic()
    made = recorder.stop()
    assert time.monotonic() - asked < 1
    room.kill()
    room.wait()
    nothing_hidden(made)
    assert 2.8 < len(played(made)) / 48_000 < 5
    assert abs(seconds_of(made) - len(played(made)) / 48_000) < 0.1
    assert abs(loudest_note(made) - 440) < 3
    assert len(made) < 30_000


def test_a_recording_is_only_in_memory(
    here: Sound, recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    room = plays(here, 4.0)
    recorder.start()
    assert recorder._process is not None
    wait_for(lambda: recorder.seconds >= 1)  # by then its libraries are loaded
    files = Path(f"/proc/{recorder._process.pid}/fd").iterdir()
    opened = [str(file.readlink()) for file in files]
    recorder.stop()
    room.kill()
    room.wait()
    mine = [p for p in opened if p.startswith("/") and not p.startswith(("/dev/", "/memfd"))]
    assert mine == []
    assert list(tmp_path.iterdir()) == []


def test_it_ends_by_itself_and_keeps_what_it_has(
    here: Sound, recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child is told so by another number of seconds, in a copy of the module's words."""
    limits = tmp_path / "sitecustomize.py"
    limits.write_text("import companion.media.kinds as kinds\nkinds.LONGEST = 1\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told = threading.Event()
    recorder.listen(told.set)
    room = plays(here, 5.0)
    recorder.start()
    assert told.wait(10)
    assert recorder.ended
    heard = recorder.stop()
    room.kill()
    room.wait()
    assert abs(len(played(heard)) / 48_000 - 1) < 0.1


def test_silence_is_told_and_not_kept(here: Sound, recorder: Recorder) -> None:
    recorder.start()
    wait_for(lambda: recorder.seconds >= 1)
    with pytest.raises(Problem) as caught:
        recorder.stop()
    assert caught.value.code == "nothing_recorded"
    assert not recorder.recording


def test_no_microphone_is_told(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere/native")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    monkeypatch.setattr(recording, "BEGINS_WITHIN", 20.0)
    with pytest.raises(Problem) as caught:
        recorder.start()
    assert caught.value.code == "no_microphone"
    assert not recorder.recording


def test_a_program_that_is_killed_records_no_more(here: Sound, tmp_path: Path) -> None:
    code = (
        "import time\nfrom companion.media.recording import Recorder\n"
        "one = Recorder()\none.start()\nprint(one._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env=here.environment,
    )
    assert program.stdout is not None
    child = int(program.stdout.readline())
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    wait_for(lambda: not runs(child), 5)


def test_a_sound_is_heard_and_stops_at_once(here: Sound) -> None:
    made = clean(made_sound("wav", 8.0, 660), "voice")
    player = Player()
    asked = time.monotonic()
    player.play(made)
    first = here.first_after(asked, 10)
    assert first is not None
    time.sleep(1.0)
    samples = here.between(asked + first + 0.2, asked + first + 0.8)
    parts = np.abs(np.fft.rfft(samples))
    assert abs(float(np.argmax(parts)) * 48_000 / len(samples) - 660) < 6
    assert player.playing
    stopped = time.monotonic()
    assert player.stop()
    silent = here.silent_after(stopped)
    assert silent is not None
    assert silent < 0.5
    assert not player.playing


def test_a_sound_is_heard_to_its_end(here: Sound) -> None:
    made = clean(made_sound("wav", 1.0), "voice")
    player = Player()
    asked = time.monotonic()
    player.play(made)
    wait_for(lambda: not player.playing, 15)
    assert 0.9 < here.seconds_of_sound(asked, time.monotonic()) < 1.2
    assert not player.stop()


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(there: object, seconds: float = 15.0) -> None:
    ends = time.monotonic() + seconds
    while not there():  # type: ignore[operator]
        assert time.monotonic() < ends
        time.sleep(0.05)
