"""A voice that cannot speak here says so, in a way that the program can act on."""

import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from companion.speech.backends import CannotSpeak, open_backend
from companion.speech.backends.speech_dispatcher import rate
from companion.speech.backends.ssip import stuffed
from tests.speech.sound import Sound
from tests.speech.working import Working

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="These voices are for Linux."),
]


def refused(name: str, environment: dict[str, str]) -> str:
    """Why a worker cannot speak. It must say so itself, and leave."""
    speaking = Working(name, environment)
    try:
        why: str = speaking.wait("fail", 10)["why"]
        assert speaking.process.wait(5) == 3
        assert speaking.printed() == b""
        assert not speaking.folder.exists()
    finally:
        speaking.__exit__()
    return why


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """No programs, and no sound server."""
    programs = tmp_path / "none"
    programs.mkdir()
    return os.environ | {
        "PATH": str(programs),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_SERVER": f"unix:{tmp_path}/no",
        "PULSE_RUNTIME_PATH": str(tmp_path),
        "SPEECHD_ADDRESS": f"unix_socket:{tmp_path}/no",
        "ALSA_CONFIG_PATH": str(tmp_path / "no"),
    }


@pytest.mark.parametrize("name", ["dispatcher", "pyttsx3", "wheel"])
def test_on_a_bare_computer_it_refuses(name: str, bare: dict[str, str]) -> None:
    assert refused(name, bare)


def test_what_is_no_voice_is_a_refusal() -> None:
    with pytest.raises(CannotSpeak):
        open_backend("dispatcher", lambda *_event: None, to_file=True)


def test_a_daemon_that_only_complains_is_no_voice(bare: dict[str, str], tmp_path: Path) -> None:
    """It has a voice of its own that says again and again that there is none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        given = bare | {"SPEECHD_ADDRESS": f"inet_socket:127.0.0.1:{port}"}
        speaking = Working("dispatcher", given)
        try:
            _answer(server)
            assert speaking.wait("fail", 5)["why"] == "output modules"
        finally:
            speaking.__exit__()


def _answer(server: socket.socket) -> None:
    connection, _address = server.accept()
    with connection, connection.makefile("rwb") as stream:
        for line in stream:
            answer = b"250-dummy\r\n250 OK" if line.startswith(b"LIST") else b"200 OK"
            stream.write(answer + b"\r\n")
            stream.flush()


@pytest.mark.listening
@pytest.mark.sounding
def test_a_daemon_that_dies_is_told(sound: Sound) -> None:
    with Working("dispatcher", sound.environment) as speaking:
        speaking.say(1, "word " * 100)
        speaking.wait("begin", 5)
        folder = Path(sound.environment["XDG_RUNTIME_DIR"], "speech-dispatcher", "pid")
        pid = int((folder / "speech-dispatcher.pid").read_text(encoding="ascii"))
        os.killpg(pid, signal.SIGKILL)  # with the voices that it started
        speaking.wait("fail", 2)
        assert speaking.process.wait(2) == 3


@pytest.mark.listening
@pytest.mark.sounding
@pytest.mark.parametrize("name", ["espeak", "wheel"])
def test_a_sound_server_that_stands_still_holds_nothing_up(name: str, sound: Sound) -> None:
    with Working(name, sound.environment) as speaking:
        speaking.say_all(1, "Hello.")
        sound.pause()
        try:
            speaking.say(2, "word " * 50)
            time.sleep(0.3)
            gone = speaking.close()
            speaking.process.wait(2)
            assert time.monotonic() - gone < 1.2
        finally:
            sound.resume()


def test_a_rate_in_the_numbers_of_the_daemon() -> None:
    assert [rate(words) for words in (40, 80, 125, 170, 449, 900)] == [-100, -100, -50, 0, 100, 100]


def test_no_line_of_a_text_ends_it() -> None:
    assert stuffed(".\nx\n..y") == "..\r\nx\r\n...y"
