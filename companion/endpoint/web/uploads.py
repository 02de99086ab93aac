"""Reads a form that brings files, as browsers send it (multipart/form-data, RFC 7578)."""

import re
from typing import NamedTuple

LARGEST_UPLOAD = 3 * 2**20  # bytes

_MOST_PARTS = 200
_KIND = re.compile(
    r"multipart/form-data;\s*boundary=(\"?)([A-Za-z0-9'()+_,./:=?-]{1,70})\1", re.IGNORECASE
)
_PLACED = re.compile(rb"content-disposition:\s*form-data;(.*)", re.IGNORECASE)
_FIELD = re.compile(rb'(?:^|;)\s*name="([^"]*)"')
_FILE = re.compile(rb'(?:^|;)\s*filename="([^"]*)"')


class Uploaded(NamedTuple):
    """The fields of a form by name, and its files: the path that the browser told, and the bytes.

    A path is only words from a stranger.
    """

    fields: dict[str, list[str]]
    files: list[tuple[str, bytes]]


def uploaded(body: bytes, kind: str) -> Uploaded:
    """What a form brought; `kind` is its Content-Type. Raises ValueError."""
    told = _KIND.fullmatch(kind.strip())
    if not told:
        raise ValueError("no form with files")
    pieces = (b"\r\n" + body).split(b"\r\n--" + told[2].encode())
    if len(pieces) < 2 or pieces[0] or not pieces[-1].startswith(b"--"):
        raise ValueError("not whole")
    if len(pieces) > _MOST_PARTS:
        raise ValueError("too many parts")
    found = Uploaded({}, [])
    for piece in pieces[1:-1]:
        head, blank, data = piece.partition(b"\r\n\r\n")
        placed = next(filter(None, map(_PLACED.fullmatch, head.split(b"\r\n"))), None)
        name = _FIELD.search(placed[1]) if placed else None
        if not blank or not placed or not name:
            raise ValueError("a part without a name")
        file = _FILE.search(placed[1])
        if file is None:
            found.fields.setdefault(name[1].decode(), []).append(data.decode())
        elif file[1] or data:  # a browser sends an empty one where nothing was chosen
            found.files.append((file[1].decode(errors="replace"), data))
    return found
