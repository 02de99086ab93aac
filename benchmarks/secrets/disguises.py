"""What words look like when a program has written them down in another way."""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote, quote_plus

# Where a gzip file or a zlib stream may begin: its magic number, or a header with each level.
_GZIP, _ZLIB = re.compile(rb"\x1f\x8b\x08"), re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_DEFLATED = re.compile(rb"PK\x03\x04.{4}\x08\x00.{16}(..)(..)", re.DOTALL)  # a member of a zip
_UNPACKED = 8_000_000  # bytes of one stream that are looked at
_STREAMS = 20_000  # in one file; chance finds a header in any few thousand bytes


def disguises(words: str) -> dict[str, bytes]:
    """The bytes to look for, by the name of the encoding."""
    plain = words.encode()
    found = {
        "UTF-8": plain,
        "UTF-16, low byte first": words.encode("utf-16-le"),
        "UTF-16, high byte first": words.encode("utf-16-be"),
        "UTF-32, low byte first": words.encode("utf-32-le"),
        "UTF-32, high byte first": words.encode("utf-32-be"),
        "Latin-1": words.encode("latin-1"),
        "hexadecimal": plain.hex().encode(),
        "hexadecimal, capital": plain.hex().upper().encode(),
        "hexadecimal, Latin-1": words.encode("latin-1").hex().encode(),
        "URL": quote(words).encode(),
        "URL, small": quote(words).lower().encode(),
        "form": quote_plus(words).encode(),
        "JSON": json.dumps(words)[1:-1].encode(),
        "repr of bytes": repr(plain)[2:-1].encode(),
        "quoted-printable": "".join(
            chr(byte) if 32 < byte < 127 else f"={byte:02X}" for byte in plain
        ).encode(),
        "octal": b"".join(
            bytes([byte]) if 32 <= byte < 127 else b"\\%03o" % byte for byte in plain
        ),
        "backwards": words[::-1].encode(),
        "backwards, byte by byte": plain[::-1],
        "capitals": words.upper().encode(),
        "a space after each letter": " ".join(words).encode(),
    }
    for start in range(3):
        found[f"base64, from byte {start}"] = _base64(plain, start)
        wide = words.encode("utf-16-le")
        found[f"base64 of UTF-16, from byte {start}"] = _base64(wide, start)
    return found


def _base64(data: bytes, start: int) -> bytes:
    """The letters that are the same whatever stands before and after `data`."""
    whole = base64.b64encode(b"\0" * start + data)
    first = -(-start * 8 // 6)
    return whole[first : (start + len(data)) * 8 // 6]


class Finder:
    """Looks for one text in bytes, in every disguise, also where they are compressed."""

    def __init__(self, words: str) -> None:
        self.wanted: dict[bytes, str] = {}
        for name, data in disguises(words).items():
            self.wanted.setdefault(data, name)  # "Latin-1" is "UTF-8" where all is ASCII
        self._any = re.compile(b"|".join(map(re.escape, self.wanted)))
        self.longest = max(map(len, self.wanted))

    def names(self, data: bytes, *, compressed: bool = False) -> list[str]:
        """In which disguises the text stands in `data`."""
        found = {self.wanted[match[0]] for match in self._any.finditer(data)}
        if compressed:
            for kind, unpacked in _unpacked(data):
                found |= {f"{name}, in {kind}" for name in self.names(unpacked)}
        return sorted(found)

    def count(self, data: bytes) -> int:
        """How often it stands there."""
        return sum(1 for _match in self._any.finditer(data))


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What each compressed stream in `data` holds."""
    starts = [("gzip", match.start(), 31) for match in _GZIP.finditer(data)]
    starts += [("zlib", match.start(), 15) for match in _ZLIB.finditer(data)]
    for match in _DEFLATED.finditer(data):
        skip = int.from_bytes(match[1], "little") + int.from_bytes(match[2], "little")
        starts.append(("zip", match.end() + skip, -15))
    for kind, at, bits in starts[:_STREAMS]:
        with suppress(zlib.error):
            yield kind, zlib.decompressobj(bits).decompress(data[at:], _UNPACKED)
