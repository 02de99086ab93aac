"""Makes a sound anew from its samples alone, and gives the samples of one that we made.

Only child processes import this.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from io import BytesIO
from itertools import chain
from typing import BinaryIO

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from companion.media.kinds import HERTZ, LONGEST, CannotUse

Frame = AudioFrame
BITS_A_SECOND = 24_000
# What a sound begins with (letters from a place on), and its reader's name. Only these are
# tried: others, as lists of files to play, would open more than they were given.
_READERS = (
    (0, b"RIFF", "wav"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
    (4, b"ftyp", "mov"),
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    (0, b"FORM", "aiff"),
    (0, b"caff", "caf"),
    (0, b"#!AMR", "amr"),
)


def clean(data: bytes) -> bytes:
    """Mono Opus in Ogg, with no tags. Raises CannotUse."""
    made = BytesIO()
    try:
        write(made, _frames(data))
    except CannotUse:
        raise
    except Exception as error:  # readers of sounds raise anything for a broken one
        raise CannotUse("no_sound") from error
    return made.getvalue()


def write(made: BinaryIO, frames: Iterable[AudioFrame]) -> None:
    """Write a sound of mono samples, HERTZ a second. CannotUse: there is none."""
    with av.open(made, "w", format="ogg", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream("libopus", rate=HERTZ, layout="mono")
        stream.bit_rate = BITS_A_SECOND
        stream.codec_context.options = {"application": "voip", "vbr": "constrained"}
        stream.codec_context.flags |= 1 << 23  # bitexact: no word of the program that made it
        given = 0
        for frame in frames:
            frame.pts, frame.time_base = given, Fraction(1, HERTZ)
            given += frame.samples
            out.mux(stream.encode(frame))
        if not given:
            raise CannotUse("no_sound")
        out.mux(stream.encode(None))


def frame_of(part: bytes) -> AudioFrame:
    """Samples as they are recorded (mono, 16 bits, little end first) as a frame."""
    frame = AudioFrame("s16", "mono", len(part) // 2, 1)
    frame.sample_rate = HERTZ
    frame.planes[0].update(part)
    return frame


def samples(data: bytes) -> bytes:
    """The samples of a sound: mono, 16 bits, little end first. Raises CannotUse."""
    return b"".join(bytes(frame.planes[0])[: frame.samples * 2] for frame in _frames(data))


def _frames(data: bytes) -> Iterator[AudioFrame]:
    """The first sound of a file, in frames, and no more than LONGEST seconds."""
    given = 0
    change = AudioResampler("s16", "mono", HERTZ)
    with av.open(BytesIO(data), "r", format=_reader(data)) as found:
        if not found.streams.audio:
            raise CannotUse("no_sound")
        stream = found.streams.audio[0]
        stream.codec_context.thread_count = 1
        for frame in chain(found.decode(stream), (None,)):
            for piece in change.resample(frame):
                given += piece.samples
                if given > (LONGEST + 1) * HERTZ:
                    raise CannotUse("sound_too_long")
                yield piece


def _reader(data: bytes) -> str:
    for at, letters, name in _READERS:
        if data[at : at + len(letters)] == letters:
            return name
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return "aac" if data[1] & 0x06 == 0 else "mp3"
    raise CannotUse("no_sound")
