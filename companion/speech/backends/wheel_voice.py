"""eSpeak NG as it comes from PyPI, played by miniaudio: `pip install` alone gives a voice.

It is as quick as the system's own library, and knows to a few milliseconds what is heard.
"""

import ctypes as c
import threading
import time
from collections import deque
from collections.abc import Generator
from typing import NamedTuple

import espeakng_loader
import miniaudio

from companion.speech.backends import CannotSpeak, Manner, Report
from companion.speech.backends.espeak_library import (
    ENDPAUSE,
    UTF8,
    WORD,
    Espeak,
    Event,
    load,
)

BUFFER = 10  # milliseconds in each of the parts that the device holds
LATENCY = 0.03  # seconds between a sample that is handed over and its being heard
RESTS = 3.0  # seconds of quiet, after which the device is let go
DEAD = 1.0  # seconds without a call, after which the device must be gone
# Without these it would fall back to a device that swallows all sound and says nothing.
PLAYERS = [miniaudio.Backend.PULSEAUDIO, miniaudio.Backend.ALSA, miniaudio.Backend.JACK]

Feed = Generator[bytes, int, None]


class Due(NamedTuple):
    """What is to be reported once so many samples were heard since the text began."""

    sample: int
    event: str
    at: int = 0
    letters: int = 0


class Stream:
    """Sound of one text at a time, and its events, handed over as the device asks."""

    def __init__(self, hertz: int, report: Report) -> None:
        self._report = report
        self._late = int(LATENCY * hertz)
        self._lock = threading.Lock()
        self._pieces: deque[bytes] = deque()
        self._due: deque[Due] = deque()
        self._given = 0  # samples since the text began, silence after it too
        self._number = 0
        self.quiet_since = 0.0  # seconds of time.monotonic(); 0 while a text is said
        self.called = time.monotonic()

    def begin(self, number: int) -> None:
        """A new text."""
        with self._lock:
            self._pieces.clear()
            self._due.clear()
            self._given, self._number = 0, number
            self.quiet_since = 0.0
            self._due.append(Due(0, "begin"))

    def take(self, number: int, piece: bytes) -> None:
        """More sound."""
        with self._lock:
            if number == self._number:
                self._pieces.append(piece)

    def mark(self, number: int, due: Due) -> None:
        """Something to report when it is heard."""
        with self._lock:
            if number == self._number:
                self._due.append(due)

    def drop(self) -> None:
        """Fall silent."""
        with self._lock:
            self._number = -1
            self._pieces.clear()
            self._due.clear()
            self.quiet_since = time.monotonic()

    def feed(self) -> Feed:
        """What the device takes: it sends how many samples it wants."""
        wanted = yield b""
        while True:
            self.called = time.monotonic()
            wanted = yield self._next(wanted)

    def _next(self, wanted: int) -> bytes:
        with self._lock:
            sound = self._sound(wanted * 2)
            # Before the first sample nothing is counted, unless there will be none.
            if sound or self._given or (self._due and self._due[-1].event == "end"):
                self._given += wanted
            number, ripe = self._number, self._ripe()
        for due in ripe:
            self._report(due.event, number, due.at, due.letters)
        return sound.ljust(wanted * 2, b"\0")

    def _sound(self, size: int) -> bytes:
        parts = []
        while self._pieces and size:
            piece = self._pieces.popleft()
            parts.append(piece[:size])
            if len(piece) > size:
                self._pieces.appendleft(piece[size:])
            size -= len(parts[-1])
        return b"".join(parts)

    def _ripe(self) -> list[Due]:
        ripe = []
        while self._due and self._given and self._due[0].sample + self._late <= self._given:
            ripe.append(self._due.popleft())
            if ripe[-1].event == "end":
                self.quiet_since = time.monotonic()
        return ripe


class WheelVoice(Espeak):
    """eSpeak that makes samples on a thread of its own, faster than they are heard."""

    can = frozenset({"rate", "volume", "voice", "words", "file"})

    def __init__(self, library: c.CDLL, report: Report, data: str) -> None:
        super().__init__(library, report, retrieve=True, data=data)
        self._stream = Stream(self.hertz, report)
        self._making = threading.Lock()  # the library does one thing at a time
        self._now = self._made = 0  # the utterance that is made now, and its samples so far
        self._device = self._open()

    def _open(self) -> miniaudio.PlaybackDevice:
        try:
            return miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=self.hertz,
                buffersize_msec=BUFFER,
                backends=PLAYERS,
                app_name="companion",
            )
        except miniaudio.MiniaudioError as error:
            raise CannotSpeak("no sound") from error

    def set(self, manner: Manner) -> None:
        """Speak like this from now on."""
        with self._making:
            super().set(manner)

    def say(self, number: int, text: str) -> None:
        """Start to say one text."""
        self._stream.begin(number)
        threading.Thread(target=self._make, args=(number, text), daemon=True).start()
        if not self._device.running:
            self._play()

    def _play(self) -> None:
        feed = self._stream.feed()
        next(feed)
        self._stream.called = time.monotonic()
        try:
            self._device.start(feed)
        except miniaudio.MiniaudioError as error:
            raise CannotSpeak("no sound") from error

    def _make(self, number: int, text: str) -> None:
        data = text.encode("utf-8", "replace") + b"\0"
        with self._making:
            self._now, self._made = number, 0
            flags = UTF8 | ENDPAUSE
            self._library.espeak_Synth(data, len(data), 0, 1, 0, flags, None, number)
            self._stream.mark(number, Due(self._made, "end"))  # it tells no end itself

    def _take(self, piece: bytes) -> None:
        self._stream.take(self._now, piece)
        self._made += len(piece) // 2

    def _tell(self, kind: int, event: Event) -> None:
        if kind == WORD:
            due = Due(event.sample, "word", event.text_position - 1, event.length)
            self._stream.mark(self._now, due)

    def stop(self) -> None:
        """Fall silent."""
        self._stream.drop()

    def pump(self) -> float:
        """Let the device go after a while, and see whether it is still there."""
        quiet, now = self._stream.quiet_since, time.monotonic()
        if self._device.running and quiet and now - quiet > RESTS:
            self._device.stop()
        if self._device.running and now - self._stream.called > DEAD:
            raise CannotSpeak("no sound")
        return DEAD


def open_voice(report: Report, *, to_file: bool) -> Espeak:
    """Load both libraries. Raises CannotSpeak where no sound can be played."""
    library, data = load(espeakng_loader.get_library_path()), espeakng_loader.get_data_path()
    if to_file:
        return Espeak(library, report, retrieve=True, data=data)
    return WheelVoice(library, report, data)
