"""Runs the program with its own voice silent, so that what is heard is what a reader says.

What it would record comes from memory: a machine for tests has no microphone. Nor does it tell
of reminders that somebody set up on this computer.
"""

from functools import partial
from unittest.mock import patch

from companion.__main__ import run
from companion.media import studio
from companion.notices import computer
from companion.speech import voice
from tests.fakes import FakeDesktop, FakeStudio
from tests.speech.recorder import Recorder

if __name__ == "__main__":
    sound = Recorder()
    silent = partial(voice.SpokenVoice, make=sound.make, names_of=sound.names_of, devices_of=tuple)
    with (
        patch.object(voice, "SpokenVoice", silent),
        patch.object(studio, "ComputerStudio", FakeStudio),
        patch.object(computer, "Computer", lambda _command: FakeDesktop()),
    ):
        run()
