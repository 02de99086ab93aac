"""Turns what a member chose or recorded into what is sent, in a child process.

What comes out holds dots or samples and nothing else: no place, no device, no name, no date.
"""

import os

from companion.children import Ender, ask
from companion.domain.chosen_files import KindOfFile
from companion.media.kinds import LARGEST_IN, LARGEST_OUT, MADE, WHY
from companion.problems import Problem
from companion.wire.files import TYPE_OF_KIND, looks_like

CHILD = "companion.media.child"
# It may use 30 seconds of the processor; a busy computer takes longer for that.
SECONDS = 60.0 if os.name == "posix" else 30.0


def clean(data: bytes, kind: KindOfFile, ender: Ender | None = None) -> bytes:
    """A drawing as PNG, a photo as JPEG, a voice as Opus in Ogg.

    Raises Problem("file_too_large"), ("no_picture"), ("no_sound"), ("picture_too_large"),
    ("sound_too_long") or ("file_slow"). `ender` ends it from another thread.
    """
    if len(data) > LARGEST_IN:
        raise Problem("file_too_large")
    unusable = "no_sound" if kind == "voice" else "no_picture"
    answer = ask(
        CHILD,
        kind,
        given=data,
        seconds=SECONDS,
        slow="file_slow",
        failed=unusable,
        ender=ender,
    )
    told, made = answer[:1], answer[1:]
    if told in WHY:
        raise Problem(WHY[told])
    if told != MADE or not looks_like(TYPE_OF_KIND[kind], made) or len(made) > LARGEST_OUT:
        raise Problem(unusable)
    return made
