"""The child process that turns sentences into one sound file; recording.py starts it.

It reads a Job as JSON on standard input, and writes a WAV file on standard output.
"""

import io
import os
import struct
import wave
from collections.abc import Iterator

import msgspec

from companion.children import silenced
from companion.guarding import close_to_others
from companion.speech.backends import CannotSpeak, Manner, open_backend


class Piece(msgspec.Struct, frozen=True):
    """One sentence after `pause` seconds. `chapter` names the part that begins here, or ""."""

    text: str
    pause: float = 0.0
    chapter: str = ""


class Job(msgspec.Struct, frozen=True):
    """All that is to be recorded, and by which voice."""

    backend: str
    manner: Manner
    pieces: tuple[Piece, ...]


def render(job: Job) -> bytes:
    """The WAV file. Raises CannotSpeak."""
    backend = open_backend(job.backend, lambda *_event: None, to_file=True)
    backend.set(job.manner)
    hertz, chapters = 0, []
    sound = bytearray()
    for piece in job.pieces:
        hertz, samples = backend.samples(piece.text)
        sound += bytes(2 * int(piece.pause * hertz))
        if piece.chapter:
            chapters.append((len(sound) // 2, piece.chapter))
        sound += samples
    if not sound:
        raise CannotSpeak("no sound")
    return with_chapters(_wav(hertz, bytes(sound)), chapters)


def _wav(hertz: int, samples: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(hertz)
        out.writeframes(samples)
    return file.getvalue()


def with_chapters(wav: bytes, chapters: list[tuple[int, str]]) -> bytes:
    """A WAV file with cue points, each (sample, name), as players and editors read them.

    Source: Multimedia Programming Interface and Data Specifications 1.0, "cue " and "adtl".
    """
    if not chapters:
        return wav
    points = b"".join(
        struct.pack("<II4sIII", number, at, b"data", 0, 0, at)
        for number, (at, _name) in enumerate(chapters, 1)
    )
    cues = _chunk(b"cue ", struct.pack("<I", len(chapters)) + points)
    names = b"".join(_labels(chapters))
    body = wav[8:] + cues + _chunk(b"LIST", b"adtl" + names)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _labels(chapters: list[tuple[int, str]]) -> Iterator[bytes]:
    for number, (_at, name) in enumerate(chapters, 1):
        yield _chunk(b"labl", struct.pack("<I", number) + name.encode() + b"\0")


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def main() -> None:
    """Answer one job."""
    close_to_others()
    source, out = silenced()  # what a voice's library prints must not get into the file
    try:
        data = memoryview(render(msgspec.json.decode(source.read(), type=Job)))
    except CannotSpeak:
        os._exit(3)
    while data:
        data = data[out.write(data) :]
    os._exit(0)  # a library's threads may not want to end


if __name__ == "__main__":
    main()
