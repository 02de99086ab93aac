"""What a line of the log looks like: a header that anyone may read, and sealed records.

    companion-log 1 <vault> <key check> <checksum>
    :<base64 of a nonce and the sealed record>

A record is compact JSON, sealed by AES-256-GCM together with the format and the vault's
name, so that it opens only in the vault it was written for.
"""

import os
import re
import zlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec
import pybase64

FORMAT = 1
MARK = b":"  # starts a record; it is not a base64 character
_MAGIC = b"companion-log"
_NONCE_BYTES = 12
SEAM_BYTES = 32
_PAD_TO = 256  # bytes; the length of a line would tell the length of the words

Document = dict[str, Any]


class Header(NamedTuple):
    """The first line. `vault` is the home's id, a dot and the name of the log."""

    version: int
    vault: str
    check: str

    @property
    def home(self) -> str:
        """The id of the home that the vault belongs to."""
        return self.vault.partition(".")[0]

    def line(self) -> bytes:
        """The line with its checksum."""
        text = b" ".join((_MAGIC, b"%d" % self.version, self.vault.encode(), self.check.encode()))
        return b"%s %08x\n" % (text, zlib.crc32(text))


def read_header(line: bytes) -> Header | None:
    """The header in a line, or None when it is damaged or none.

    A later format keeps the magic word, the version and the checksum where they are; what
    it puts between them reads as "" here.
    """
    text, _space, checksum = line.rstrip(b"\n").rpartition(b" ")
    if checksum != b"%08x" % zlib.crc32(text):
        return None
    found = re.fullmatch(_MAGIC + rb" ([0-9]{1,9})(?: ([!-~]+) ([!-~]+))?.*", text, re.DOTALL)
    if not found:
        return None
    return Header(int(found[1]), (found[2] or b"").decode(), (found[3] or b"").decode())


class Record(NamedTuple):
    """One change: the document `id` of `table` as it is from now on; None: it is gone.

    `n` grows with each change in the vault.
    """

    table: str
    id: str
    n: int
    document: Document | None


_DECODER = msgspec.json.Decoder(Record)


class Found(NamedTuple):
    """A record and where its base64 text lies in the line or file, in bytes."""

    record: Record
    start: int
    length: int


Take = Callable[[Record, int, int], None]


class Seal:
    """Seals and opens records with one key, for one vault."""

    def __init__(self, key: bytes, vault: str) -> None:
        # Slow to load, and not needed by commands that read no private words.
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        self._cipher = AESGCM(key)
        # Another key or changed bytes; bad base64, UTF-8 or JSON; JSON of another shape.
        self._damage = (InvalidTag, ValueError, TypeError)
        self._bound = f"{FORMAT} {vault}".encode()

    def close(self, record: Record) -> bytes:
        """The whole line of a record, with its line end. TypeError: not plain data."""
        import json  # noqa: PLC0415 - slow, and to read needs none

        # Not ASCII escapes: two lone surrogates in a row would come back as one character.
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        plain = text.encode("utf-8", "surrogatepass")
        plain += b" " * (-len(plain) % _PAD_TO)
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, plain, self._bound)
        return MARK + pybase64.b64encode(sealed) + b"\n"

    def open(self, body: bytes) -> Record | None:
        """The record in the base64 text of a line, or None when it is damaged."""
        try:
            # Strict, or whatever follows the padding would be passed over in silence.
            sealed = pybase64.b64decode(body, validate=True)
            return _record(
                self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self._bound)
            )
        except self._damage:
            return None

    def read_line(self, line: bytes, at: int = 0) -> tuple[list[Found], bool]:
        """The records in a line that lies at byte `at`, and whether nothing in it is lost.

        A damaged line end joins two lines, with one character more between them. Both
        records are found all the same.
        """
        record = self.open(line[1:])
        if record:
            return [Found(record, at + 1, len(line) - 1)], True
        found: list[Found] = []
        parts = line.split(MARK)
        for part in parts:
            for length in (len(part), len(part) - 1):
                record = self.open(part[: max(length, 0)])
                if record:
                    found.append(Found(record, at, length))
                    break
            at += len(part) + 1
        return found, len(found) == len(parts) - 1 > 0


def _record(plain: bytes) -> Record:
    """The record in JSON: read quickly, or as Python itself reads what it wrote.

    ValueError: it is none.
    """
    try:
        return _DECODER.decode(plain)
    except (msgspec.MsgspecError, ValueError):  # half a character, a number that is none, ...
        import json  # noqa: PLC0415

        return msgspec.convert(json.loads(plain.decode("utf-8", "surrogatepass")), Record)


class Damaged(NamedTuple):
    """A line that cannot be read, or not all of it, and where it lies in the file."""

    start: int
    line: bytes


class Batch(NamedTuple):
    """What some lines hold: how many records, and what is damaged. The next one starts at `end`.

    `seam` is the last bytes before `end`. None: there is a record after `end` that still
    lacks its line end. It counts, but it may yet be taken back by who is writing it.
    """

    found: int
    damaged: list[Damaged]
    end: int
    seam: bytes | None


def read_lines(
    lines: Iterable[bytes], seal: Seal, at: int, seam: bytes | None, take: Take
) -> Batch:
    """Read the lines from byte `at` on, which comes after `seam`.

    Each record goes to `take`, with the place of its base64 text: its start and length, in bytes.
    """
    found = 0
    damaged: list[Damaged] = []
    for line in lines:
        whole = line.endswith(b"\n")
        # Nearly every line is one record; there may be 10,000 of them.
        record = seal.open(line[1:-1]) if whole else None
        if record:
            take(record, at + 1, len(line) - 2)
            found += 1
        else:
            records, intact = seal.read_line(line.removesuffix(b"\n"), at)
            for one in records:
                take(*one)
            found += len(records)
            if not whole:
                return Batch(found, damaged, at, None if records else seam)
            if not intact and line != b"\n":
                damaged.append(Damaged(at, line))
        at += len(line)
        seam = line[-SEAM_BYTES:]
    return Batch(found, damaged, at, seam)
