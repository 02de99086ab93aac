"""The child process that plays a sound that we made. It is ended to stop the sound.

From its input it reads how many bytes the sound has (8 of them, little end first), and the sound.
It ends when that was heard, or when its input ends: then the program is gone.
"""

import os
import threading
import time
from collections.abc import Generator
from typing import IO

import miniaudio

from companion.children import silenced
from companion.guarding import close_to_others
from companion.media.devices import backends
from companion.media.kinds import HERTZ, CannotUse
from companion.media.sounds import samples

PART = 100  # milliseconds that the device takes at a time
LATER = 0.5  # seconds between the last sample that is handed over and its being heard


def main() -> int:
    """Play one sound. Returns 1 where none can be played."""
    close_to_others()
    source, _out = silenced()
    size = int.from_bytes(source.read(8), "little")
    data = source.read(size)
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    ended = threading.Event()
    try:
        feed = _feed(samples(data), ended)
        device = _open()
        next(feed)
        device.start(feed)
    except (miniaudio.MiniaudioError, CannotUse):
        return 1
    ended.wait()
    time.sleep(LATER)
    os._exit(0)  # the device may hang where its sound server does


def _open() -> miniaudio.PlaybackDevice:
    return miniaudio.PlaybackDevice(
        miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=HERTZ,
        buffersize_msec=PART,
        backends=backends(),
        app_name="companion",
    )


def _feed(sound: bytes, ended: threading.Event) -> Generator[bytes, int, None]:
    at = 0
    wanted = yield b""
    while True:
        part = sound[at : at + wanted * 2]
        at += len(part)
        if at >= len(sound):
            ended.set()
        wanted = yield part.ljust(wanted * 2, b"\0")


def _end_with(source: IO[bytes]) -> None:
    source.read()
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
