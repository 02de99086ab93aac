"""Which ways to the sound of a computer are tried. Only child processes import this."""

import sys

import miniaudio

_BACKENDS = {
    "win32": [miniaudio.Backend.WASAPI, miniaudio.Backend.DSOUND],
    "darwin": [miniaudio.Backend.COREAUDIO],
}
_OTHERS = [miniaudio.Backend.PULSEAUDIO, miniaudio.Backend.ALSA]


def backends() -> list[miniaudio.Backend]:
    """Those of this system. Without a list, a device that swallows all sound would do, too."""
    return _BACKENDS.get(sys.platform, _OTHERS)
