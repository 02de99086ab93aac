"""The child process that records: it writes samples to its output until its input ends.

The first byte says that it records. Then come samples: mono, 16 bits, little end first. It ends
by itself after LONGEST seconds, when the microphone is gone, and when the program is.
"""

import os
import threading
from collections.abc import Generator
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO

import miniaudio

from companion.children import silenced
from companion.guarding import close_to_others
from companion.media.devices import backends
from companion.media.kinds import HERTZ, LONGEST, RECORDS

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
    with suppress(OSError):  # nobody reads any more
        out.write(RECORDS)
        _pass_on(parts, out, stop)
    os._exit(0)  # the device may hang where its sound server does


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


def _pass_on(parts: Parts, out: IO[bytes], stop: threading.Event) -> None:
    left = LONGEST * HERTZ * 2
    while left > 0 and not stop.is_set():
        try:
            part = parts.get(timeout=GONE)[:left]
        except Empty:
            return
        left -= len(part)
        while part:
            part = part[out.write(part) :]


if __name__ == "__main__":
    raise SystemExit(main())
