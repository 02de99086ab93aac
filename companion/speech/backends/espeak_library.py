"""eSpeak NG as the system's library, by ctypes: it speaks within a few milliseconds.

Constants and structures are those of speak_lib.h of eSpeak NG 1.51.
"""

import ctypes as c
from collections.abc import Sequence

from companion.domain.voices import VoiceName
from companion.speech.backends import CannotSpeak, Manner, Report

LIBRARY = "libespeak-ng.so.1"
BUFFER = 20  # milliseconds; short, so that it starts and stops at once
AUDIO_PLAYBACK, AUDIO_RETRIEVAL, AUDIO_SYNCHRONOUS = 0, 1, 2
DONT_EXIT = 0x8000  # without it the library ends the process where its data is missing
UTF8, ENDPAUSE = 1, 0x1000  # never SSML (0x10): its audio tag runs commands
RATE, VOLUME = 1, 2
WORD, TERMINATED = 1, 6


class Event(c.Structure):
    """espeak_EVENT."""

    class _Id(c.Union):
        _fields_ = (("number", c.c_int), ("name", c.c_char_p), ("string", c.c_char * 8))

    _fields_ = (
        ("type", c.c_int),
        ("unique_identifier", c.c_uint),
        ("text_position", c.c_int),
        ("length", c.c_int),
        ("audio_position", c.c_int),
        ("sample", c.c_int),
        ("user_data", c.c_void_p),
        ("id", _Id),
    )


class VoiceRecord(c.Structure):
    """espeak_VOICE."""

    _fields_ = (
        ("name", c.c_char_p),
        ("languages", c.c_void_p),  # a priority byte, then a language, then others
        ("identifier", c.c_char_p),
        ("gender", c.c_ubyte),
        ("age", c.c_ubyte),
        ("variant", c.c_ubyte),
        ("xx1", c.c_ubyte),
        ("score", c.c_int),
        ("spare", c.c_void_p),
    )


Callback = c.CFUNCTYPE(c.c_int, c.POINTER(c.c_short), c.c_int, c.POINTER(Event))


def load(path: str) -> c.CDLL:
    """The library with the types of what we call. Raises OSError."""
    library = c.CDLL(path)
    library.espeak_Synth.argtypes = [
        c.c_char_p, c.c_size_t, c.c_uint, c.c_int, c.c_uint, c.c_uint, c.c_void_p, c.c_void_p,
    ]  # fmt: skip
    library.espeak_Initialize.argtypes = [c.c_int, c.c_int, c.c_char_p, c.c_int]
    library.espeak_SetSynthCallback.argtypes = [Callback]
    library.espeak_ListVoices.argtypes = [c.c_void_p]
    library.espeak_ListVoices.restype = c.POINTER(c.POINTER(VoiceRecord))
    return library


class Espeak:
    """One running eSpeak. `retrieve` gets the samples; without it the library plays them."""

    can = frozenset({"rate", "volume", "voice", "words", "file", "device"})
    stops = "kill"

    def __init__(
        self, library: c.CDLL, report: Report, *, retrieve: bool = False, data: str = ""
    ) -> None:
        self._library = library
        self._report = report
        mode = AUDIO_SYNCHRONOUS if retrieve else AUDIO_PLAYBACK
        folder = data.encode() or None
        self.hertz: int = library.espeak_Initialize(mode, BUFFER, folder, DONT_EXIT)
        if self.hertz <= 0:
            raise CannotSpeak("espeak_Initialize")
        self._begun = 0  # the last utterance that was heard to begin
        self._pieces: list[bytes] = []
        self._callback = Callback(self._heard)  # kept, or it would be collected
        library.espeak_SetSynthCallback(self._callback)

    def set(self, manner: Manner) -> None:
        """Speak like this from now on."""
        language = manner.language.lower()
        wanted = (manner.voice,) if manner.voice else (language, language[:2], "en")
        if not any(self._takes(name) for name in wanted):
            raise CannotSpeak("voice")
        self._library.espeak_SetParameter(RATE, manner.rate, 0)
        self._library.espeak_SetParameter(VOLUME, manner.volume, 0)

    def _takes(self, voice: str) -> bool:
        return bool(self._library.espeak_SetVoiceByName(voice.encode()) == 0)

    def say(self, number: int, text: str) -> None:
        """Start to say one text."""
        data = text.encode("utf-8", "replace") + b"\0"
        flags = UTF8 | ENDPAUSE
        if self._library.espeak_Synth(data, len(data), 0, 1, 0, flags, None, number) != 0:
            raise CannotSpeak("espeak_Synth")

    def stop(self) -> None:
        """Fall silent. It may take 50 ms, so the program ends the worker instead."""
        self._library.espeak_Cancel()

    def pump(self) -> float:
        """Nothing to do."""
        return 3600.0

    def samples(self, text: str) -> tuple[int, bytes]:
        """A text as sound."""
        self._pieces = []
        self.say(1, text)
        self._library.espeak_Synchronize()
        return self.hertz, b"".join(self._pieces)

    def voices(self) -> Sequence[VoiceName]:
        """Every voice the library has, by name."""
        found: list[VoiceName] = []
        records = self._library.espeak_ListVoices(None)
        for at in range(1000):
            if not records[at]:
                break
            voice = records[at].contents
            language = c.string_at(voice.languages + 1).decode("ascii", "replace")
            name = (voice.name or b"").decode("utf-8", "replace")
            found.append(VoiceName((voice.identifier or b"").decode(), name, language))
        return sorted(found, key=lambda one: one.name)

    def _heard(self, wave: object, count: int, events: object) -> int:
        """The library tells what it says now; called on its own thread."""
        if count and wave:
            self._take(c.string_at(wave, count * 2))  # type: ignore[arg-type]
        at = 0
        while kind := events[at].type:  # type: ignore[index]
            self._tell(kind, events[at])  # type: ignore[index]
            at += 1
        return 0

    def _take(self, piece: bytes) -> None:
        """Samples came, of 16 bits."""
        self._pieces.append(piece)

    def _tell(self, kind: int, event: Event) -> None:
        """What the library says changed."""
        number = event.user_data or 0
        if number != self._begun:
            self._begun = number
            self._report("begin", number, 0, 0)
        if kind == WORD:
            self._report("word", number, event.text_position - 1, event.length)
        elif kind == TERMINATED:
            self._report("end", number, 0, 0)


def open_voice(report: Report, *, to_file: bool) -> Espeak:
    """Start the system's library."""
    return Espeak(load(LIBRARY), report, retrieve=to_file)
