"""pyttsx3: one library for three systems. What it gets wrong is worked around here.

On Windows and macOS it is given its turn by `pump` on the thread that made it; its own loops
drop texts or spin. On Linux it makes a whole WAV and then starts `aplay`: there it gets a new
engine for each text, because one engine loses the second. Ending the worker ends the sound.
"""

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pyttsx3.engine import Engine

from companion.domain.voices import VoiceName
from companion.speech.backends import CannotSpeak, Manner, Report
from companion.speech.backends.by_file import samples_of

OFTEN, SELDOM = 0.01, 0.25  # seconds from one turn to the next: while it talks, and else
LETTERS = re.compile(r"[\w./+-]+")  # of a path that is safe in the command line it makes


class Common:
    """What the three systems share. `can` and the rest are of the Backend interface."""

    stops = "kill"

    def __init__(self, report: Report, can: frozenset[str], driver: str | None = None) -> None:
        self.can = can
        self._driver = driver
        self._report = report
        self._number = 0
        self._begun = self._ended = True
        self._wrong = ""
        self._manner = Manner()
        self._voice = ""
        self._engine = self._made()

    def _made(self) -> Any:
        """A new engine that tells us what it does."""
        engine = Engine(self._driver)
        engine.connect("started-utterance", self._utterance)
        engine.connect("started-word", self._word)
        engine.connect("finished-utterance", self._finished)
        engine.connect("error", self._error)
        return engine

    def set(self, manner: Manner) -> None:
        """Speak like this from now on."""
        self._voice = self._chosen(manner)
        self._manner = manner

    def _chosen(self, manner: Manner) -> str:
        """The voice's id, "" for the system's own. It would take a wrong one in silence."""
        voices = self.voices()
        if manner.voice:
            if manner.voice not in {one.id for one in voices}:
                raise CannotSpeak("voice")
            return manner.voice
        wanted = manner.language.lower()
        for language in (wanted, wanted[:2]):
            for one in voices:
                if one.language.lower().replace("_", "-").startswith(language):
                    return one.id
        return ""

    def _prepare(self) -> None:
        """Hand over how to speak; the engine does it when its turn comes."""
        if self._voice:
            self._engine.setProperty("voice", self._voice)
        self._engine.setProperty("rate", self._manner.rate)
        self._engine.setProperty("volume", self._manner.volume / 100)

    def stop(self) -> None:
        """Fall silent, as far as it can; the end of the process does the rest."""
        self._ended = True
        self._engine.stop()

    def voices(self) -> Sequence[VoiceName]:
        """The voices of the system, by name."""
        found = [
            VoiceName(str(one.id), str(one.name), str((one.languages or [""])[0] or ""))
            for one in self._engine.getProperty("voices")
        ]
        return sorted(found, key=lambda one: one.name)

    def samples(self, text: str) -> tuple[int, bytes]:
        """A text as sound."""
        self._prepare()

        def write(path: str) -> None:
            self._engine.save_to_file(guarded(text), path)
            self._run_until_saved()

        return samples_of(write)

    def _run_until_saved(self) -> None:
        self._engine.runAndWait()

    def _utterance(self, **_told: object) -> None:
        """It is about to speak."""

    def _word(self, location: int = 0, length: int = 0, **_told: object) -> None:
        """It says a word now."""

    def _finished(self, **_told: object) -> None:
        """It has ended. On Linux this comes from the library's own thread."""
        self._ended = True

    def _error(self, exception: object = None, **_told: object) -> None:
        self._wrong = type(exception).__name__

    def _check(self) -> None:
        if self._wrong:
            raise CannotSpeak(self._wrong)


class Pumped(Common):
    """Windows (SAPI) and macOS (NSSpeechSynthesizer). `driver` is for tests."""

    def __init__(self, report: Report, platform: str, driver: str | None = None) -> None:
        # On macOS it writes another format than it says; `say` does that better.
        file = {"file"} if platform == "win32" else set[str]()
        can = frozenset({"rate", "volume", "voice", "words"} | file)
        super().__init__(report, can, driver)
        self._mac = platform == "darwin"
        self._text = ""
        self._engine.startLoop(False)
        self._engine.iterate()

    def say(self, number: int, text: str) -> None:
        """Start to say one text."""
        self._number, self._text = number, guarded(text)
        self._begun = self._ended = False
        self._prepare()
        self._engine.say(self._text, str(number))
        if not self._text.strip():  # it does not take an empty text
            self._ended = True

    def pump(self) -> float:
        """Give the engine its turn, and tell the end."""
        self._engine.iterate()
        if self._mac:
            run_for(OFTEN)
        self._check()
        if self._number and self._ended:
            self._begin()
            self._report("end", self._number, 0, 0)
            self._number = 0
        return OFTEN if self._number else SELDOM

    def _run_until_saved(self) -> None:
        self._engine.iterate()
        self._check()

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._report("begin", self._number, 0, 0)

    def _utterance(self, **_told: object) -> None:
        if self._mac:  # Windows tells itself when sound starts, by a word without a name
            self._begin()

    def _word(self, location: int = 0, length: int = 0, **_told: object) -> None:
        if not self._begun and not self._mac:
            self._begin()
            return
        at = letters(self._text, location)
        self._report("word", self._number, at, letters(self._text, location + length) - at)


class Played(Common):
    """Linux: eSpeak makes a WAV, `aplay` plays it."""

    def __init__(self, report: Report) -> None:
        if shutil.which("aplay") is None:
            raise CannotSpeak("aplay")
        self._folder = Path(tempfile.gettempdir())
        if not LETTERS.fullmatch(str(self._folder)):  # it goes into a shell as it is
            raise CannotSpeak("folder")
        self._length = 0.0  # seconds of sound in the WAV
        self._since = 0.0
        super().__init__(report, frozenset({"rate", "volume", "voice", "file"}))

    def _prepare(self) -> None:
        self._engine = self._made()
        names = {one.id: one.name for one in self.voices()}
        super()._prepare()
        if self._voice:  # it lists ids that it does not take itself, but it takes names
            self._engine.setProperty("voice", names[self._voice])

    def say(self, number: int, text: str) -> None:
        """Start to say one text."""
        self._begun = self._ended = False
        self._length = 0.0
        self._number = number
        self._prepare()
        self._engine.say(guarded(text) if text.strip() else ".", str(number))
        self._engine.runAndWait()  # returns at once; the library's thread goes on

    def stop(self) -> None:
        """Its stop waits for the end, so nothing is asked: the worker ends `aplay` too."""

    def pump(self) -> float:
        """Report the begin when the WAV is there, which is just before it is heard."""
        self._check()
        if not self._number:
            return SELDOM
        if not self._ended:
            self._look()
            return OFTEN
        self._begin()
        self._check_played()
        self._report("end", self._number, 0, 0)
        self._number = 0
        return SELDOM

    def _look(self) -> None:
        for path in self._folder.glob("*.wav"):
            with suppress(OSError):  # it was played and is gone
                self._length = max(self._length, path.stat().st_size / 2 / 22050)
                self._begin()

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._since = time.monotonic()
            self._report("begin", self._number, 0, 0)

    def _check_played(self) -> None:
        """Where nothing can be played it says that all went well, only too soon."""
        if time.monotonic() - self._since < self._length / 2 - 0.2:
            raise CannotSpeak("no sound")

    def _run_until_saved(self) -> None:
        self._ended = False
        self._engine.runAndWait()
        ends = time.monotonic() + 60
        while not self._ended and time.monotonic() < ends:
            time.sleep(OFTEN)


def guarded(text: str) -> str:
    """The text, as long as before, without what Windows reads as XML and macOS as a command."""
    whole = text.encode("utf-8", "replace").decode()  # half letters would make it fail
    return whole.replace("<", " ").replace("[[", "  ")


def letters(text: str, units: int) -> int:
    """How many letters so many units of UTF-16 are, which is what both systems count in."""
    return len(text.encode("utf-16-le", "replace")[: units * 2].decode("utf-16-le", "ignore"))


def run_for(seconds: float) -> None:
    """Let macOS call us back; pyttsx3 does not."""
    from Foundation import NSDate, NSRunLoop  # noqa: PLC0415 - only on macOS

    until = NSDate.dateWithTimeIntervalSinceNow_(seconds)
    NSRunLoop.currentRunLoop().runUntilDate_(until)


def open_voice(
    report: Report,
    *,
    to_file: bool,  # noqa: ARG001 - the same engine does both
    platform: str = sys.platform,
) -> Common:
    """Start pyttsx3. Raises CannotSpeak, or RuntimeError where the system has no voice."""
    return Pumped(report, platform) if platform in {"win32", "darwin"} else Played(report)
