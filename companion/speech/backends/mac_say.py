"""`say`, the command that every macOS has: one process for each text, ended to fall silent.

The text comes by its input, so that no other program can read it in the list of processes.
"""

import re
import shutil
import subprocess
import threading
from collections.abc import Sequence

from companion.domain.voices import VoiceName
from companion.speech.backends import CannotSpeak, Manner, Report
from companion.speech.backends.by_file import samples_of

COMMAND = "say"
HERTZ = 22050
LOOKS = 0.25  # seconds; how often we see whether it failed
# A name, which may have spaces and brackets, a language as en_GB, a mark, then an example.
LINE = re.compile(r"(?P<name>\S.*?)\s+(?P<language>[a-z]{2,3}[_-]\w+)\s+#")
# Among a language's voices there are bells and whispers; these are plain.
PLAIN = {"Daniel", "Samantha", "Alex", "Karen", "Moira", "Tessa", "Rishi"}


class MacSay:
    """Starts `say` for each text. It tells no words, and has no volume that all voices take."""

    can = frozenset({"rate", "voice", "file"})
    stops = "kill"

    def __init__(self, report: Report) -> None:
        if shutil.which(COMMAND) is None:
            raise CannotSpeak(COMMAND)
        self._report = report
        self._words: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._failed = False
        self._voices: list[VoiceName] = []

    def set(self, manner: Manner) -> None:
        """Speak like this from now on."""
        voice = manner.voice or self._best(manner.language)
        if manner.voice and manner.voice not in {one.id for one in self.voices()}:
            raise CannotSpeak("voice")
        self._words = ["-r", str(manner.rate), *(("-v", voice) if voice else ())]

    def _best(self, language: str) -> str:
        """A voice for a language, "" for the one that is set in the system."""
        wanted = language.replace("-", "_")
        for start in (wanted, f"{wanted[:2]}_"):
            fitting = [one.id for one in self.voices() if one.language.startswith(start)]
            if fitting:
                return min(fitting, key=lambda name: (name not in PLAIN, name))
        return ""

    def say(self, number: int, text: str) -> None:
        """Start to say one text."""
        self._process = self._started("-f", "-")
        following = (number, self._process, text)
        threading.Thread(target=self._follow, args=following, daemon=True).start()

    def _started(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [COMMAND, *self._words, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _follow(self, number: int, process: subprocess.Popen[bytes], text: str) -> None:
        """Hand over the text and wait. It says nothing of when sound starts."""
        self._report("begin", number, 0, 0)
        process.communicate(guarded(text))
        if process.returncode > 0:
            self._failed = True
        else:
            self._report("end", number, 0, 0)

    def stop(self) -> None:
        """Fall silent."""
        if self._process is not None:
            self._process.kill()

    def pump(self) -> float:
        """See whether it failed."""
        if self._failed:
            raise CannotSpeak(COMMAND)
        return LOOKS

    def voices(self) -> Sequence[VoiceName]:
        """Every voice that is installed, by name."""
        if not self._voices:
            asked = subprocess.run(
                [COMMAND, "-v", "?"], stdin=subprocess.DEVNULL, capture_output=True, check=False
            )
            self._voices = parsed(asked.stdout.decode("utf-8", "replace"))
        return self._voices

    def samples(self, text: str) -> tuple[int, bytes]:
        """A text as sound."""

        def write(path: str) -> None:
            process = self._started("-o", path, f"--data-format=LEI16@{HERTZ}", "-f", "-")
            process.communicate(guarded(text))

        return samples_of(write)


def parsed(listing: str) -> list[VoiceName]:
    """What `say -v ?` prints, as voices by name. The id is the name, as `-v` takes it."""
    lines = (LINE.match(line) for line in listing.splitlines())
    found = (VoiceName(line["name"], line["name"], line["language"]) for line in lines if line)
    return sorted(found, key=lambda one: one.name)


def guarded(text: str) -> bytes:
    """The text without `[[`, which begins a command to the voice."""
    return text.replace("[[", "  ").encode("utf-8", "replace")


def open_voice(report: Report, *, to_file: bool) -> MacSay:  # noqa: ARG001 - the same does both
    """Find `say`. Raises CannotSpeak."""
    return MacSay(report)
