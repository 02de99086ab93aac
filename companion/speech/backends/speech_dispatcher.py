"""speech-dispatcher, the voice that Linux desktops share, with whatever speech is set up there.

It goes on to talk when its client is gone, so it must be asked to stop.
"""

import getpass
from collections.abc import Sequence

from companion.domain.voices import VoiceName
from companion.speech.backends import CannotSpeak, Manner, Report
from companion.speech.backends.ssip import Connection

BEGIN, END, CANCELLED = 701, 702, 703
LOOKS = 0.25  # seconds; how often we see whether the daemon is still there
# Words a minute at -100, 0 and 100, as the modules for eSpeak have them when nobody changed it.
SLOWEST, MIDDLE, FASTEST = 80, 170, 449


class SpeechDispatcher:
    """One client of the daemon."""

    can = frozenset({"rate", "volume", "voice"})
    stops = "ask"

    def __init__(self, report: Report) -> None:
        self._report = report
        self._saying = 0  # the newest utterance
        self._numbers: dict[int, int] = {}  # of a message, of our utterance
        self._daemon = Connection(self._heard)
        self._daemon.ask(f"SET SELF CLIENT_NAME {_user()}:companion:speech")
        self._daemon.ask("SET SELF NOTIFICATION ALL ON")
        # Not every daemon can be told; what was said here is not for other programs to read.
        self._daemon.try_to("SET SELF HISTORY OFF")
        self._daemon.try_to("SET SELF SSML_MODE OFF")
        # A screen reader that says something meanwhile does not cut a sentence off.
        self._daemon.ask("SET SELF PRIORITY MESSAGE")
        modules = self._daemon.ask("LIST OUTPUT_MODULES")[:-1]
        if not set(modules) - {"dummy"}:  # that one says each time that there is no voice
            raise CannotSpeak("output modules")

    def set(self, manner: Manner) -> None:
        """Speak like this from now on."""
        self._daemon.ask(f"SET SELF LANGUAGE {manner.language}")
        if manner.voice:  # the daemon itself takes any name, and then speaks with another
            if manner.voice not in {name for name, _language, _variant in self._listed()}:
                raise CannotSpeak("voice")
            self._daemon.ask(f"SET SELF SYNTHESIS_VOICE {manner.voice}")
        self._daemon.ask(f"SET SELF RATE {rate(manner.rate)}")
        self._daemon.ask(f"SET SELF VOLUME {manner.volume * 2 - 100}")

    def say(self, number: int, text: str) -> None:
        """Start to say one text."""
        self._saying = number
        self._numbers[self._daemon.speak(text)] = number

    def stop(self) -> None:
        """Fall silent."""
        self._daemon.ask("CANCEL SELF")

    def pump(self) -> float:
        """See whether the daemon is still there."""
        if self._daemon.lost.is_set():
            raise CannotSpeak("lost")
        return LOOKS

    def voices(self) -> Sequence[VoiceName]:
        """The voices of the daemon's own choice of speech, but not 100 variants of each."""
        listed = self._listed()
        names = {name for name, _language, _variant in listed}
        return sorted(
            (
                VoiceName(name, name, language)
                for name, language, _variant in listed
                if name.rpartition("+")[0] not in names
            ),
            key=lambda one: one.name,
        )

    def samples(self, text: str) -> tuple[int, bytes]:  # noqa: ARG002 - the interface
        """The daemon only plays."""
        raise CannotSpeak("file")

    def _listed(self) -> list[tuple[str, str, str]]:
        """Name, language and variant of each voice."""
        found = []
        for line in self._daemon.ask("LIST SYNTHESIS_VOICES")[:-1]:
            name, language, variant, *_more = (*line.split("\t"), "", "")
            found.append((name, language, variant))
        return found

    def _heard(self, code: int, message: int) -> None:
        """A notice came. It may be faster than the number of its own message."""
        if code == BEGIN:
            self._report("begin", self._numbers.get(message, self._saying), 0, 0)
        elif code in {END, CANCELLED}:
            self._report("end", self._numbers.pop(message, self._saying), 0, 0)


def rate(words: int) -> int:
    """Words a minute as the daemon counts: -100 to 100."""
    reach = MIDDLE - SLOWEST if words < MIDDLE else FASTEST - MIDDLE
    return max(-100, min(100, round((words - MIDDLE) / reach * 100)))


def _user() -> str:
    """A part of the client's name: letters, digits, dashes and underscores only."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = ""
    return "".join(letter for letter in name if letter.isascii() and letter.isalnum()) or "member"


def open_voice(report: Report, *, to_file: bool) -> SpeechDispatcher:
    """Join the daemon. Raises CannotSpeak where there is none and none can be started."""
    if to_file:
        raise CannotSpeak("file")
    return SpeechDispatcher(report)
