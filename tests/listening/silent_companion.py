"""Runs the program with its own voice silent, so that what is heard is what a reader says."""

from functools import partial
from unittest.mock import patch

from companion.__main__ import run
from companion.speech import voice
from tests.speech.recorder import Recorder

if __name__ == "__main__":
    sound = Recorder()
    silent = partial(voice.SpokenVoice, make=sound.make, names_of=sound.names_of, devices_of=tuple)
    with patch.object(voice, "SpokenVoice", silent):
        run()
