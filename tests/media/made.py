"""Pictures and sounds made for tests, with everything in them that could tell of a member."""

import struct
import zlib
from io import BytesIO
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

# What must never come out: each stands somewhere in the files below.
HIDDEN = (
    b"Canonical Phone 9",
    b"Sam Canary",
    b"sam-canary-cat.jpg",
    b"Oakwood Road",
    b"+51.2787+000.5217",
    b"51, 16",
    b"serial-77413",
    b"2026:06:19",
    b"2026-06-19",
    b"Exif",
    b"xmp",
    b"ICC_PROFILE",
    b"iCCP",
    b"eXIf",
    b"tEXt",
    b"iTXt",
    b"JFXX",
    b"ID3",
    b"Lavf",
)


def _drawn(size: tuple[int, int] = (400, 200)) -> Image.Image:
    """Red on the left and blue on the right, as an upright picture."""
    picture = Image.new("RGB", size, "blue")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    return picture


def exif(turned: int = 1) -> Image.Exif:
    """Place, device, owner, date and a thumbnail."""
    made = Image.Exif()
    made[0x0112] = turned
    made[0x0110] = "Canonical Phone 9"
    made[0x013B] = "Sam Canary"
    made[0x0132] = "2026:06:19 18:00:00"
    inner = made.get_ifd(0x8769)
    inner[0xA431] = "serial-77413"
    inner[0x9286] = b"ASCII\0\0\0Oakwood Road"
    place = made.get_ifd(0x8825)
    place[1], place[2] = "N", (51.0, 16.0, 43.0)
    place[3], place[4] = "E", (0.0, 31.0, 18.0)
    return made


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Sam Canary</dc:creator></x:xmpmeta>'


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photo(kind: str = "JPEG", turned: int = 1, size: tuple[int, int] = (400, 200)) -> bytes:
    """A photo with all that a phone puts into it."""
    out = BytesIO()
    more: dict[str, Any] = {"exif": exif(turned).tobytes(), "icc_profile": profile()}
    if kind == "JPEG":
        more |= {"comment": b"Oakwood Road sam-canary-cat.jpg", "xmp": XMP}
    _drawn(size).save(out, kind, **more)
    return out.getvalue()


def heic() -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener()
    out = BytesIO()
    _drawn().save(out, "HEIF", exif=exif().tobytes(), xmp=XMP)
    return out.getvalue()


def drawing() -> bytes:
    """A PNG with text, Exif, a profile and words behind its end."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Sam Canary")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add_text("Title", "Oakwood Road", zip=True)
    out = BytesIO()
    _drawn().save(out, "PNG", pnginfo=words, exif=exif().tobytes(), icc_profile=profile())
    return out.getvalue() + b"sam-canary-cat.jpg"


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is huge, with real data for all of its dots."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row * 1000) for _ in range(height // 1000)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tone(seconds: float, hertz: int = 48_000, note: float = 440.0) -> NDArray[np.int16]:
    at = np.arange(int(seconds * hertz)) / hertz
    return (np.sin(at * note * 2 * np.pi) * 12_000).astype("<i2")


WRITERS = {
    "wav": "pcm_s16le",
    "mp3": "libmp3lame",
    "ipod": "aac",  # .m4a
    "mov": "aac",
    "ogg": "libopus",
    "flac": "flac",
    "matroska": "libopus",
    "adts": "aac",
    "aiff": "pcm_s16be",
}
TAGS = {
    "title": "Oakwood Road",
    "artist": "Sam Canary",
    "comment": "sam-canary-cat.jpg",
    "location": "+51.2787+000.5217/",
    "creation_time": "2026-06-19T18:00:00Z",
    "make": "Canonical Phone 9",
}


def sound(kind: str = "ipod", seconds: float = 2.0, note: float = 440.0) -> bytes:
    """A note with all the tags that its kind can hold."""
    out = BytesIO()
    options = {"movflags": "use_metadata_tags"} if kind in ("ipod", "mov") else {}
    with av.open(out, "w", format=kind, options=options) as made:
        made.metadata.update(TAGS)
        stream: Any = made.add_stream(WRITERS[kind], rate=48_000)
        stream.layout = "mono"
        frame = AudioFrame.from_ndarray(tone(seconds, note=note).reshape(1, -1), "s16", "mono")
        frame.sample_rate = 48_000
        change = av.AudioResampler(
            stream.codec_context.format, "mono", 48_000, stream.codec_context.frame_size or 1024
        )
        for piece in (*change.resample(frame), *change.resample(None)):
            made.mux(stream.encode(piece))
        made.mux(stream.encode(None))
    return out.getvalue()


def loudest_note(data: bytes) -> float:
    """The frequency, in Hz, that is loudest in a sound."""
    samples = played(data)
    parts = np.abs(np.fft.rfft(samples))
    return float(np.argmax(parts)) * 48_000 / len(samples)


def played(data: bytes) -> NDArray[np.int16]:
    """The samples of a sound, 48,000 a second."""
    with av.open(BytesIO(data), "r") as found:
        change = av.AudioResampler("s16", "mono", 48_000)
        frames = [*found.decode(audio=0), None]
        return np.concatenate([p.to_ndarray()[0] for f in frames for p in change.resample(f)])
