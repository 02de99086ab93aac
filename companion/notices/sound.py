"""A short quiet sound, through the first player that the computer has."""

import math
import struct
import subprocess
import sys
import wave
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from companion.problems import Problem

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
_RATE = 22_050  # samples a second
_NOTES = ((523.25, 0.35), (659.25, 0.55))  # C and E above it: (hertz, seconds)
_LOUD = 0.2  # of the loudest that there is
_SECONDS = 15.0


def tone() -> bytes:
    """Two soft notes as a WAV file. Each begins and ends in silence, so nothing clicks."""
    samples: list[int] = []
    for hertz, seconds in _NOTES:
        count = int(seconds * _RATE)
        for at in range(count):
            swell = math.sin(math.pi * at / count)
            samples.append(int(32_767 * _LOUD * swell * math.sin(math.tau * hertz * at / _RATE)))
    with BytesIO() as file:
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(_RATE)
            out.writeframes(struct.pack(f"<{len(samples)}h", *samples))
        return file.getvalue()


def play() -> None:
    """Play it to its end. Raises Problem("no_sound_here") where nothing here can."""
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - only Windows has it

        try:
            winsound.PlaySound(tone(), winsound.SND_MEMORY)
        except RuntimeError as error:
            raise Problem("no_sound_here") from error
    elif not _played():
        raise Problem("no_sound_here")


def _played() -> bool:
    with TemporaryDirectory(prefix="companion-sound-") as folder:
        file = Path(folder) / "reminder.wav"
        file.write_bytes(tone())
        for name, *options in PLAYERS:
            program = which(name)
            if program and _runs([program, *options, str(file)]):
                return True
    return False


def _runs(words: list[str]) -> bool:
    try:
        subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
