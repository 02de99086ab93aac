"""The child process that records: it writes a sound to its output until its input ends.

The first byte says that it records. Then comes Opus in Ogg, as it is made: so little waits at the
end. It ends by itself after LONGEST seconds, when the microphone is gone, and when the program is.
"""

import os
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, BinaryIO, cast

import miniaudio

from companion.children import silenced
from companion.guarding import close_to_others
from companion.media.devices import backends
from companion.media.kinds import HERTZ, LONGEST, RECORDS, SILENCE, CannotUse
from companion.media.sounds import Frame, frame_of, write

PART = 50  # milliseconds that the device hands over at a time
GONE = 3.0  # seconds without a sample, after which the microphone is gone

Parts = SimpleQueue[bytes]


def main() -> int:
    """Record until nobody wants more. Returns 1 where no sound can be recorded."""
    close_to_others()
    source, out = silenced()
    parts: Parts = SimpleQueue()
    try:
        device = _open()
        taking = _take(parts)
        next(taking)
        device.start(taking)
    except miniaudio.MiniaudioError:
        return 1
    stop = threading.Event()
    threading.Thread(target=_wait, args=(source, stop), daemon=True).start()
    heard = _Heard(parts, stop)
    with suppress(OSError, CannotUse):  # nobody reads any more, or it stopped at once
        out.write(RECORDS)
        write(cast(BinaryIO, _Out(out)), heard.frames())
    os._exit(0 if heard.anything else SILENCE)  # the device may hang where its server does


def _open() -> miniaudio.CaptureDevice:
    return miniaudio.CaptureDevice(
        input_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=HERTZ,
        buffersize_msec=PART,
        backends=backends(),
        app_name="companion",
    )


def _take(parts: Parts) -> Generator[None, bytes, None]:
    while True:
        parts.put(bytes((yield)))


def _wait(source: IO[bytes], stop: threading.Event) -> None:
    source.read()
    stop.set()


class _Heard:
    """What the microphone gives; `anything`: whether there was more than silence without noise."""

    def __init__(self, parts: Parts, stop: threading.Event) -> None:
        self._parts, self._stop = parts, stop
        self.anything = False

    def frames(self) -> Iterator[Frame]:
        """Each part as a frame, up to the end."""
        left = LONGEST * HERTZ * 2
        while left > 0 and not self._stop.is_set():
            try:
                part = self._parts.get(timeout=GONE)[:left]
            except Empty:
                return
            left -= len(part)
            self.anything = self.anything or any(part)
            yield frame_of(part)


class _Out:
    """A pipe that takes all that it is given."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, part: bytes) -> int:
        """Write it whole."""
        rest = memoryview(part)
        while rest:
            rest = rest[self._out.write(rest) :]
        return len(part)


if __name__ == "__main__":
    raise SystemExit(main())
