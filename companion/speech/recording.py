"""Sentences as a sound file, made faster than they are heard, and with no sound."""

from collections.abc import Sequence

import msgspec

from companion.children import ask
from companion.problems import Problem
from companion.speech.backends import Manner, order
from companion.speech.rendering import Job, Piece

SECONDS = 30.0  # to begin with, and so much more for each letter
SECONDS_A_LETTER = 0.01


def recorded(pieces: Sequence[Piece], manner: Manner, backends: Sequence[str] = ()) -> bytes:
    """A WAV file of all pieces, by the first voice that can. Raises Problem("no_voice")."""
    letters = sum(len(piece.text) for piece in pieces)
    for backend in backends or order():
        job = msgspec.json.encode(Job(backend, manner, tuple(pieces)))
        try:
            return ask(
                "companion.speech.rendering",
                given=job,
                seconds=SECONDS + letters * SECONDS_A_LETTER,
                slow="no_voice",
                failed="no_voice",
            )
        except Problem as problem:
            if problem.code != "no_voice":
                raise
    raise Problem("no_voice")
