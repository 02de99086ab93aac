"""companion.json: everything, complete, for this program and others. docs/export-format.md."""

import json
from typing import Any

from msgspec import to_builtins

from companion.domain.everything import Everything
from companion.domain.session_rows import row_of
from companion.domain.stored import Stored, T

FORMAT = "companion-export"
VERSION = 1


def as_json(everything: Everything) -> bytes:
    """The document, in UTF-8, for people to read too."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "companion": everything.program,
        "made": everything.made.isoformat(),
        "notes": [_row(one) for one in everything.notes],
        "journal": [_row(one) for one in everything.journal],
        "shares": [_row(one) for one in everything.shares],
        "drafts": to_builtins(everything.drafts),
        "settings": everything.settings,
        "calendars": everything.calendars,
        "sessions": [row_of(session) for session in everything.sessions],
        "damaged": everything.damaged,
    }
    # Half a surrogate pair is no letter; UTF-8 has no way to write one.
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace") + b"\n"


def _row(one: Stored[T]) -> dict[str, Any]:
    deleted = one.deleted.isoformat() if one.deleted else None
    return {**to_builtins(one.thing), "deleted": deleted}
