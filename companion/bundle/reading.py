"""Reads what an export made, and trusts none of it: it may be damaged, or made to do harm.

Nothing in it is ever used as the name of a file, and no more is unpacked than we can hold.
"""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from msgspec import DecodeError, Struct
from msgspec.json import decode

from companion.bundle.cleaning import (
    clean_draft,
    clean_entry,
    clean_note,
    clean_session,
    clean_share,
    moment,
)
from companion.bundle.document import FORMAT, VERSION
from companion.bundle.naming import file_name
from companion.bundle.packing import DOCUMENT, LARGEST, LARGEST_FILES, MOST_FILES
from companion.domain.everything import Everything
from companion.domain.journal import Entry
from companion.domain.kept import Draft
from companion.domain.notes import Note
from companion.domain.session_rows import session_of
from companion.domain.sessions import PlannedSession
from companion.domain.shares import Share
from companion.domain.stored import Stored
from companion.plainwords.characters import shown_line
from companion.problems import Problem
from companion.wire.files import looks_like

MOST = 100_000  # things of one kind
_MOST_FILES = MOST_FILES + 20
_ENTRY = b"PK\x01\x02"  # begins each line of a zip's contents
_DAMAGE = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError,
    TypeError, OverflowError, OSError,
)  # fmt: skip


class _Head(Struct):
    """What tells whether the rest can be read."""

    format: str
    version: int


class _NoteRow(Note, frozen=True):
    deleted: datetime | None = None


class _EntryRow(Entry, frozen=True):
    deleted: datetime | None = None


class _ShareRow(Share, frozen=True):
    deleted: datetime | None = None


class _Document(Struct):
    made: datetime
    companion: str = ""
    notes: list[_NoteRow] = []
    journal: list[_EntryRow] = []
    shares: list[_ShareRow] = []
    drafts: list[Draft] = []
    settings: dict[str, str] = {}
    calendars: dict[str, str] = {}
    sessions: list[dict[str, Any]] = []
    damaged: int = 0


def unpacked(data: bytes) -> Everything:
    """Everything in a zip that an export made, or in its companion.json alone.

    All text is clean, and all numbers and times are within bounds. Raises
    Problem("import_not_ours"), ("import_damaged"), ("import_newer") or ("import_too_large").
    """
    if data.startswith(b"PK"):
        everything = _everything(_document_of(data))
        return everything._replace(files=_files_of(data, everything))
    if data.lstrip()[:1] != b"{":
        raise Problem("import_not_ours")
    return _everything(data)


def _document_of(data: bytes) -> bytes:
    if data.count(_ENTRY) > _MOST_FILES:  # a million names would fill the memory
        raise Problem("import_not_ours")
    try:
        with ZipFile(BytesIO(data)) as zipped:
            names = zipped.namelist()
            if names.count(DOCUMENT) != 1 or any(set("/\\:") & set(name) for name in names):
                raise Problem("import_not_ours")
            with zipped.open(DOCUMENT) as document:
                # Its own word for its size is not believed.
                found = document.read(LARGEST + 1)
    except _DAMAGE as error:
        raise Problem("import_damaged") from error
    if len(found) > LARGEST:
        raise Problem("import_too_large")
    return found


def _files_of(data: bytes, everything: Everything) -> dict[str, bytes]:
    """The pictures and sounds that shares name, as far as they are what the shares say.

    A damaged one is left out: the words come in all the same.
    """
    found: dict[str, bytes] = {}
    room = LARGEST_FILES
    with ZipFile(BytesIO(data)) as zipped:
        for file in (file for one in everything.shares for file in one.thing.files):
            room -= file.size
            if room < 0:
                raise Problem("import_too_large")
            with suppress(*_DAMAGE), zipped.open(file_name(file)) as packed:
                read = packed.read(file.size + 1)
                if sha256(read).hexdigest() == file.sha256 and looks_like(file.type, read):
                    found[file.id] = read
    return found


def _everything(data: bytes) -> Everything:
    if len(data) > LARGEST:
        raise Problem("import_too_large")
    try:
        head = decode(data, type=_Head)
    except (DecodeError, RecursionError) as error:
        raise Problem("import_damaged") from error
    if head.format != FORMAT:
        raise Problem("import_not_ours")
    if head.version > VERSION:
        raise Problem("import_newer")
    try:
        document = decode(data, type=_Document)
    except (DecodeError, RecursionError) as error:
        raise Problem("import_damaged") from error
    kinds = (
        document.notes, document.journal, document.shares, document.drafts, document.sessions,
    )  # fmt: skip
    if any(len(kind) > MOST for kind in (*kinds, document.settings, document.calendars)):
        raise Problem("import_too_large")
    return _cleaned(document)


def _cleaned(document: _Document) -> Everything:
    return Everything(
        moment(document.made),
        shown_line(document.companion)[:40],
        [Stored(clean_note(row), _deleted(row)) for row in document.notes],
        [Stored(clean_entry(row), _deleted(row)) for row in document.journal],
        [clean_draft(draft) for draft in document.drafts],
        dict(_clean_texts(document.settings.items())),
        dict(_clean_texts(document.calendars.items())),
        list(_sessions(document.sessions)),
        min(max(document.damaged, 0), MOST),
        [Stored(clean_share(row), _deleted(row)) for row in document.shares],
    )


def _deleted(row: _NoteRow | _EntryRow | _ShareRow) -> datetime | None:
    return None if row.deleted is None else moment(row.deleted)


def _clean_texts(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, words in pairs:
        yield shown_line(name)[:200], shown_line(words)[:2_000]


def _sessions(rows: Iterable[dict[str, Any]]) -> Iterator[PlannedSession]:
    """The sessions. One that is none is left out: calendars can bring it again."""
    for row in rows:
        try:
            yield clean_session(session_of(row))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            continue
