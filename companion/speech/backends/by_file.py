"""Samples from a voice that can only write sound files."""

import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

from companion.speech.backends import CannotSpeak


def samples_of(write: Callable[[str], object]) -> tuple[int, bytes]:
    """What `write` puts into the WAV file that it is given, as `Backend.samples` returns it.

    The file lies in the worker's private folder for that long. Raises CannotSpeak("file").
    """
    path = Path(tempfile.gettempdir(), "samples.wav")
    try:
        write(str(path))
        with wave.open(str(path), "rb") as sound:
            return sound.getframerate(), sound.readframes(sound.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise CannotSpeak("file") from error
    finally:
        path.unlink(missing_ok=True)
