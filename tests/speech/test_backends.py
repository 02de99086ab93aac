"""Every voice that this computer has, in a real worker, heard through a real sound server."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.speech.backends import MODULES, Manner, order
from tests.speech.sound import Sound
from tests.speech.working import ROOT, Working

pytestmark = [pytest.mark.listening, pytest.mark.sounding, pytest.mark.slow]

SHORT = "The kettle is hot. Mind your hands."
LONG = "We meet on Tuesday in the big hall, and there will be tea and cake for everyone. " * 3
HOSTILE = (
    '<audio src="/usr/share/sounds/alsa/Front_Center.wav">hello</audio>',
    "<speak><voice name='nobody'>hello</voice></speak>",
    "[[volm 0]] hello [[ [['h@l@U]]",
    ".\n.\r\n..\nSET SELF RATE 100\nhello",
    "-f /etc/passwd $(touch here) `touch here` ; touch here",
    "a\tb \u202e c \ud800 d \U0001f600 e",
    "hello " * 833,
    "",
    "   ",
)


def command(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def library(name: str) -> Callable[[], bool]:
    def there() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return there


ESPEAK = (library("libespeak-ng.so.1"), "libespeak-ng1")
# voice: what it needs beside Python, and the Debian package that has it
NEEDS: dict[str, tuple[tuple[Callable[[], bool], str], ...]] = {
    "espeak": (ESPEAK,),
    "dispatcher": (
        (command("speech-dispatcher"), "speech-dispatcher"),
        (command("/usr/lib/speech-dispatcher-modules/sd_espeak-ng"), "speech-dispatcher-espeak-ng"),
    ),
    "pyttsx3": (ESPEAK, (command("aplay"), "alsa-utils")),
    "wheel": ((library("libpulse.so.0"), "libpulse0"),),
}


@pytest.fixture(params=[name for name in order("linux") if name in MODULES])
def voice(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if sys.platform != "linux":
        pytest.skip("WE CANNOT HEAR these voices on this system: the sound server is for Linux.")
    if absent := [package for there, package in NEEDS[name] if not there()]:
        names = " ".join(absent)
        pytest.skip(f"THIS VOICE IS MISSING: {name}. To test it, type: sudo apt install {names}")
    return name


@pytest.fixture
def worker(voice: str, sound: Sound) -> "Callable[..., Working]":
    return lambda manner=None: Working(voice, sound.environment, manner)


Start = Callable[..., Working]


def test_it_is_heard_between_its_begin_and_its_end(worker: Start, sound: Sound) -> None:
    with worker() as speaking:
        asked = speaking.say(1, SHORT)
        begin, end = speaking.wait("begin", 5)["t"], speaking.wait("end", 10)["t"]
        first = sound.first_after(asked)
    assert first is not None
    assert asked + first - 0.25 <= begin <= asked + first + 0.15
    assert first < 0.5
    assert 1.5 < end - begin < 6
    assert sound.seconds_of_sound(begin, end) > 1
    assert sound.seconds_of_sound(end + 0.15, end + 0.5) == 0


def test_texts_one_after_the_other_are_all_heard(worker: Start, sound: Sound) -> None:
    with worker() as speaking:
        lengths = []
        for number in (1, 2, 3, 4):
            begin, end = speaking.say_all(number, SHORT)
            lengths.append(sound.seconds_of_sound(begin, end + 0.2))
    assert min(lengths) > 1
    assert max(lengths) - min(lengths) < 0.5


def test_a_faster_rate_takes_less_time(worker: Start, sound: Sound) -> None:
    lengths = []
    with worker() as speaking:
        for rate in (100, 160, 250, 160):
            speaking.set(Manner(rate=rate))
            begin, end = speaking.say_all(rate, SHORT)
            lengths.append(sound.seconds_of_sound(begin, end + 0.2))
    assert lengths[0] > lengths[1] * 1.2 > lengths[2] * 1.4
    assert abs(lengths[3] - lengths[1]) < 0.4


def test_without_volume_it_is_silent(worker: Start, sound: Sound) -> None:
    with worker(Manner(rate=160, volume=0)) as speaking:
        begin, end = speaking.say_all(1, SHORT)
        loudest = abs(sound.between(begin, end).astype(int)).max()
        speaking.set(Manner(rate=160, volume=100))
        begin, end = speaking.say_all(2, SHORT)
    assert loudest < 300
    assert abs(sound.between(begin, end).astype(int)).max() > 3000


def test_where_a_voice_is_gone_that_is_told_and_the_usual_one_speaks(
    worker: Start, sound: Sound
) -> None:
    with worker(Manner(voice="nobody")) as speaking:
        speaking.wait("other voice", 5)
        begin, end = speaking.say_all(1, SHORT)
    assert sound.seconds_of_sound(begin, end) > 1


def test_it_speaks_with_each_kind_of_voice_that_it_names(worker: Start, sound: Sound) -> None:
    with worker() as speaking:
        speaking.send({"op": "voices"})
        voices = speaking.wait("voices", 10)["voices"]
        english = [one for one in voices if one["language"].lower().startswith("en")]
        assert english
        assert len({one["id"] for one in voices}) == len(voices)
        for number, one in enumerate(english[-2:], 1):
            speaking.set(Manner(rate=160, voice=one["id"]))
            begin, end = speaking.say_all(number, SHORT)
            assert sound.seconds_of_sound(begin, end + 0.2) > 1


def test_it_falls_silent_at_once(worker: Start, sound: Sound) -> None:
    for _again in range(3):
        with worker() as speaking:
            speaking.say(1, LONG)
            begin = speaking.wait("begin", 5)["t"]
            time.sleep(0.7)
            stopped = speaking.silence()
            quiet = sound.silent_after(stopped)
            assert sound.seconds_of_sound(begin, stopped) > 0.3
        assert quiet is not None
        assert quiet < 0.15


def test_where_it_must_be_asked_it_speaks_on_after_a_stop(worker: Start, sound: Sound) -> None:
    with worker() as speaking:
        if speaking.stops != "ask":
            pytest.skip("ended workers are not asked again")
        speaking.say(1, LONG)
        speaking.wait("begin", 5)
        speaking.silence()
        speaking.wait("end", 2)
        begin, end = speaking.say_all(2, SHORT)
    assert sound.seconds_of_sound(begin, end) > 1


def test_when_the_program_is_gone_it_is_too(worker: Start, sound: Sound) -> None:
    with worker() as speaking:
        speaking.say(1, LONG)
        speaking.wait("begin", 5)
        time.sleep(0.7)
        gone = speaking.close()
        speaking.process.wait(1)
        assert speaking.printed() == b""
        assert not speaking.folder.exists()
    quiet = sound.silent_after(gone)
    assert quiet is not None
    assert quiet < 1


def test_it_speaks_again_after_a_rest(worker: Start, sound: Sound) -> None:
    with worker() as speaking:
        speaking.say_all(1, SHORT)
        time.sleep(5)  # longer than a device is kept without need
        begin, end = speaking.say_all(2, SHORT)
        assert sound.seconds_of_sound(begin, end + 0.2) > 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_does_harm(worker: Start, sound: Sound, text: str) -> None:
    with worker(Manner(rate=300)) as speaking:
        speaking.say(1, json.loads(json.dumps(text)))
        speaking.wait("begin", 5)
        if len(text) > 1000:
            time.sleep(1)
            speaking.close()
        else:
            speaking.wait("end", 20)
            begin, end = speaking.say_all(2, SHORT)
            assert sound.seconds_of_sound(begin, end + 0.2) > 0.5
            assert list(speaking.folder.iterdir()) == []
            speaking.close()
        speaking.process.wait(2)
        assert speaking.printed() == b""
        assert {event["ev"] for event in speaking.events} <= {"ready", "begin", "word", "end"}


def test_words_are_told_in_order_and_when_they_are_said(worker: Start) -> None:
    with worker() as speaking:
        if "words" not in speaking.can:
            pytest.skip("this voice tells no words")
        begin, end = speaking.say_all(1, "One two, three \U0001f600 four.")
    words = [event for event in speaking.events if event["ev"] == "word"]
    said = ["One two, three \U0001f600 four."[w["at"] : w["at"] + w["len"]] for w in words]
    plain = [word.strip(" ,.") for word in said if word.isascii()]  # a picture has words too
    assert [word for word in plain if word] == ["One", "two", "three", "four"]
    moments = [word["t"] for word in words]
    assert begin <= moments[0] < moments[1] < moments[-1] < end
    assert moments[1] - moments[0] > 0.1


def test_a_text_becomes_samples(voice: str, tmp_path: Path) -> None:
    """In a process of its own, as no two of them share one."""
    program = (
        "import sys\n"
        "from companion.speech.backends import CannotSpeak, Manner, open_backend\n"
        "try: opened = open_backend(sys.argv[1], lambda *_event: None, to_file=True)\n"
        "except CannotSpeak: sys.exit('no file')\n"
        "opened.set(Manner(rate=160))\n"
        "for text in ('One two three.', sys.argv[2]):\n"
        "    hertz, samples = opened.samples(text)\n"
        "sys.stderr.write(f'{hertz} {len(samples)} {max(samples)}')\n"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, voice, SHORT],
        env=environment, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    if voice == "dispatcher":
        assert done.stderr.strip() == "no file"
        return
    hertz, size, loudest = map(int, done.stderr.split())
    assert 1.5 < size / 2 / hertz < 4
    assert loudest > 0
    assert list(tmp_path.iterdir()) == []
