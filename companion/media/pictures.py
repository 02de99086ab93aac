"""Makes a picture anew from its dots alone: nothing else of the file comes along.

Only the child process imports this.
"""

from io import BytesIO

import pillow_heif
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from companion.media.kinds import CannotUse

# Importing a reader makes it known. No other one is tried: some start programs, and all are
# more to attack.
_READERS = (BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "HEIF")
MOST_DOTS = 64_000_000
SIDE = 2000  # dots of the longer side
SMALL = 1_000_000  # bytes; a slow line takes 10 minutes for them
QUALITY = 82
SMALLER = 0.8


def clean(data: bytes, kind: str) -> bytes:
    """A PNG for a "drawing", else a JPEG. Raises CannotUse."""
    try:
        dots = _dots(data)
    except MemoryError as error:
        raise CannotUse("picture_too_large") from error
    except CannotUse:
        raise
    except Exception as error:  # readers of pictures raise anything for a broken one
        raise CannotUse("no_picture") from error
    write = _png if kind == "drawing" else _jpeg
    while len(made := write(dots)) > SMALL:
        dots = dots.resize((round(dots.width * SMALLER), round(dots.height * SMALLER)))
    return made


def _dots(data: bytes) -> Image.Image:
    """The first picture of a file, upright, on white, and no larger than needed."""
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # we say ourselves what is too large
    with Image.open(BytesIO(data), formats=FORMATS) as found:
        if found.width * found.height > MOST_DOTS:
            raise CannotUse("picture_too_large")
        found.draft("RGB", (SIDE, SIDE))  # a JPEG can be read smaller than it is
        turned = found.getexif().get(0x0112, 1)
        found.thumbnail((SIDE, SIDE))
        plain = _on_white(found)
    if found.format != "HEIF":  # that reader turns by itself
        exif = Image.Exif()
        exif[0x0112] = turned
        plain.info = {"exif": exif.tobytes()}
        plain = ImageOps.exif_transpose(plain)
    bare = Image.new("RGB", plain.size)
    bare.paste(plain)
    return bare


def _on_white(found: Image.Image) -> Image.Image:
    if found.mode in ("RGBA", "LA", "PA") or "transparency" in found.info:
        clear = found.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return found.convert("RGB")


def _jpeg(dots: Image.Image) -> bytes:
    made = BytesIO()
    dots.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _png(dots: Image.Image) -> bytes:
    """All colours where that is small; else 256 of them, as for a drawing on paper."""
    made = BytesIO()
    dots.save(made, "PNG", optimize=True)
    if made.tell() <= SMALL:
        return made.getvalue()
    made = BytesIO()
    dots.quantize(256).save(made, "PNG", optimize=True)
    return made.getvalue()
