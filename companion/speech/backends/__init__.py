"""The voices that a computer may have, behind one small interface.

Each runs alone in a worker process (worker.py), so whatever it does, it cannot harm the
program. docs/speech.md says how to add one.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol

from msgspec import Struct

from companion.domain.rates import USUAL_RATE
from companion.domain.voices import VoiceName

# name: module, in this package; each has `open_voice(report, *, to_file)`.
MODULES = {
    "espeak": "espeak_library",
    "dispatcher": "speech_dispatcher",
    "pyttsx3": "pyttsx3_engine",
    "mac": "mac_say",
    "wheel": "wheel_voice",
}
ORDER: dict[str, tuple[str, ...]] = {
    "linux": ("espeak", "dispatcher", "pyttsx3", "wheel"),
    "win32": ("pyttsx3",),
    "darwin": ("mac", "pyttsx3"),
}

# report(event, utterance id, first letter, letters); the last two are 0 but for "word".
Report = Callable[[str, int, int, int], None]


class CannotSpeak(Exception):
    """This voice does not work on this computer."""


class Manner(Struct, frozen=True):
    """How to speak.

    `rate` is in words a minute (80 to 300), `volume` in percent of the system's own (0 to
    100). `voice` is an id from `voices`, or "" for the best one in `language`, a BCP 47
    tag such as "en-GB".
    """

    rate: int = USUAL_RATE
    volume: int = 100
    voice: str = ""
    language: str = "en-GB"


class Backend(Protocol):
    """One way to speak. Every call may raise CannotSpeak, or end the process.

    A backend calls `report("begin", id)` when sound starts, `report("word", id, first,
    letters)` where it knows, and `report("end", id)` when the sound has ended, each from
    any thread.
    """

    can: frozenset[str]
    """Of "rate", "volume", "voice", "words" (reports words), "file", "device"."""
    stops: str
    """"kill" where ending the process ends the sound, "ask" where it must be asked."""

    def set(self, manner: Manner) -> None:
        """Speak like this from now on."""

    def say(self, number: int, text: str) -> None:
        """Start to say one text. Returns at once; what was said before has ended."""

    def stop(self) -> None:
        """Fall silent."""

    def pump(self) -> float:
        """Do what must be done between messages. Returns seconds until the next time."""

    def voices(self) -> Sequence[VoiceName]:
        """The voices that can be chosen."""

    def samples(self, text: str) -> tuple[int, bytes]:
        """A text as sound: samples a second, and samples of 16 bits, little end first.

        Only where it was opened with `to_file`.
        """


def order(platform: str = sys.platform) -> tuple[str, ...]:
    """The backends to try on a system, the best first."""
    return ORDER.get(platform, ORDER["linux"])


def open_backend(name: str, report: Report, *, to_file: bool = False) -> Backend:
    """Start one backend in this process. Raises CannotSpeak."""
    module = import_module(f"companion.speech.backends.{MODULES[name]}")
    try:
        opened: Backend = module.open_voice(report, to_file=to_file)
    except CannotSpeak:
        raise
    except Exception as error:  # each library has errors of its own
        raise CannotSpeak(name) from error
    return opened
