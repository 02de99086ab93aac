"""macOS's `say`, as its manual tells it: here a stand-in, which is a real process."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from companion.speech.backends import CannotSpeak, Manner
from companion.speech.backends.mac_say import open_voice, parsed
from tests.speech.fake_say import VOICES
from tests.speech.working import Working

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="The stand-in is a program for other systems."),
]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Puts the stand-in on PATH, and tells where it notes what it was asked."""
    programs = tmp_path / "programs"
    programs.mkdir()
    fake = Path(__file__).with_name("fake_say.py")
    say = programs / "say"
    say.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{fake}" "$@"\n', encoding="utf-8")
    say.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SAY_LOG", str(tmp_path / "log"))
    return tmp_path / "log"


def asked(log: Path) -> list[Any]:
    """[process, words, text] of each time it was to speak."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")  # where nobody waits for orphans, they stay as "Z"
    return not status.exists() or status.read_text(encoding="ascii").split()[2] != "Z"


def started(log: Path) -> int:
    """The process that speaks, once it does."""
    ends = time.monotonic() + 10
    while not log.exists() or not asked(log):
        assert time.monotonic() < ends
        time.sleep(0.02)
    process: int = asked(log)[-1][0]
    return process


def test_the_text_goes_by_the_input_and_the_manner_by_words(log: Path) -> None:
    text = '-o /tmp/x $(id) "quoted" [[volm 0]] caf\u00e9'
    with Working("mac", dict(os.environ), Manner(rate=300)) as speaking:
        begin, end = speaking.say_all(1, text)
        assert speaking.can == {"rate", "voice", "file"}
        speaking.set(Manner(rate=250, voice="Eddy (English (UK))"))
        speaking.say_all(2, "Hello.")
    (_pid, words, said), (_other, more, _hello) = asked(log)
    assert words == ["-r", "300", "-v", "Daniel", "-f", "-"]
    assert said == text.replace("[[", "  ")
    assert more == ["-r", "250", "-v", "Eddy (English (UK))", "-f", "-"]
    assert end - begin > 1


@pytest.mark.parametrize("way", ["kill", "close"])
def test_it_ends_with_the_worker(log: Path, way: str) -> None:
    with Working("mac", dict(os.environ)) as speaking:
        speaking.say(1, "word " * 100)
        process = started(log)
        assert running(process)
        speaking.kill() if way == "kill" else speaking.close()
        speaking.process.wait(1)
        time.sleep(0.1)
        assert not running(process)


def test_a_failure_and_a_voice_that_is_not_there_are_told(log: Path) -> None:
    with Working("mac", dict(os.environ)) as speaking:
        speaking.say(1, "fail")
        assert speaking.wait("fail", 5)["why"] == "say"
        assert speaking.process.wait(5) == 3
    with Working("mac", dict(os.environ), Manner(voice="Nobody")) as speaking:
        speaking.wait("other voice", 5)


def test_a_text_becomes_samples(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    voice = open_voice(lambda *_event: None, to_file=True)
    voice.set(Manner(rate=120))
    hertz, samples = voice.samples("one two")
    assert (hertz, len(samples)) == (22050, 22050 * 2)
    assert not list(tmp_path.glob("*.wav"))


def test_voices_are_read_from_its_list() -> None:
    voices = parsed(VOICES)
    assert [one.id for one in voices] == sorted(one.id for one in voices)
    assert {one.id: one.language for one in voices}["Eddy (English (UK))"] == "en_GB"
    assert {one.id: one.language for one in voices}["Majed"] == "ar_001"
    assert len(voices) == 6


def test_plain_voices_come_before_bells_and_whispers(log: Path) -> None:
    voice = open_voice(lambda *_event: None, to_file=False)
    for language, wanted in (("en-GB", "Daniel"), ("en-US", "Samantha"), ("en-NZ", "Daniel")):
        assert voice._best(language) == wanted
    assert voice._best("fr-FR") == ""


def test_without_it_there_is_no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotSpeak):
        open_voice(lambda *_event: None, to_file=False)
