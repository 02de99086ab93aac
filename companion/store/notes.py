"""The member's notes, kept in a log: none is overwritten, and none goes at once."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from companion.domain.ids import id_of
from companion.domain.notes import Note
from companion.problems import Problem
from companion.store.log import Log
from companion.store.tables import Database, with_id

DAYS_TO_UNDO = 30
_TABLE = "notes"


def now_utc() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class NoteTable:
    """Keeps notes (ports.Notes). Note ids are 5 characters, easy to type: "k7m4d"."""

    def __init__(self, log: Log, now: Callable[[], datetime] = now_utc) -> None:
        self._log = log
        self._table = Database(log).table(_TABLE)
        self._now = now

    def all(self) -> list[Note]:
        """Every note that is not deleted, the one changed last first."""
        notes = [_note(str(found.doc_id), found) for found in self._table if not found["deleted"]]
        notes.sort(key=lambda note: note.changed)
        return notes[::-1]

    def get(self, note_id: str) -> Note:
        """One note. Raises Problem("no_such_note")."""
        found = self._table.find(note_id)
        if found is None or found["deleted"]:
            raise Problem("no_such_note", id=note_id)
        return _note(note_id, found)

    def add(self, text: str, *, aloud: bool = False) -> Note:
        """Keep a new note. The text comes back exactly as it is given."""
        moment = self._now()
        with self._log.writing():
            note = Note(self._free_id(), text, moment, moment, aloud=aloud)
            self._table.insert(with_id(note.id, _fields(note)))
        return note

    def save(self, note: Note) -> Note:
        """Keep a changed note. `note.version` is the version that was read.

        Where another window saved or deleted the same note since, both texts stay: this
        one becomes a new note, unless they are the same. Returns the note as it is stored.
        """
        with self._log.writing():
            found = self._table.find(note.id)
            if found is None or found["deleted"]:
                return self.add(note.text, aloud=note.aloud)
            stored = _note(note.id, found)
            if stored.version == note.version:
                return self._put(replace(note, created=stored.created, version=note.version + 1))
            if (stored.text, stored.aloud) == (note.text, note.aloud):
                return stored
            return self.add(note.text, aloud=note.aloud)

    def delete(self, note_id: str) -> None:
        """Hide a note. It can be brought back for 30 days, then it is gone.

        Raises Problem("no_such_note").
        """
        self.get(note_id)
        self._table.change(note_id, {"deleted": self._now().isoformat()})

    def undelete(self, note_id: str) -> Note:
        """Bring a deleted note back. Raises Problem("no_such_note")."""
        if self._table.find(note_id):
            self._table.change(note_id, {"deleted": ""})
        return self.get(note_id)

    def purge(self) -> None:
        """Let go of notes that were deleted more than 30 days ago, on the disk too.

        Their lines leave the file at once. If the program is killed before that, the next
        purge sees that the lines are still there.
        """
        limit = self._now() - timedelta(days=DAYS_TO_UNDO)
        over = [
            str(found.doc_id)
            for found in self._table
            if found["deleted"] and datetime.fromisoformat(found["deleted"]) < limit
        ]
        if over:
            self._table.drop(over)
        if self._log.has_removed(_TABLE):
            self._log.compact()

    def _put(self, note: Note) -> Note:
        note = replace(note, changed=self._now())
        self._table.change(note.id, _fields(note))
        return note

    def _free_id(self) -> str:
        while True:
            made = id_of(secrets.token_hex(16))
            if self._table.find(made) is None:
                return made


def _fields(note: Note) -> dict[str, Any]:
    return {
        "text": note.text,
        "created": note.created.isoformat(),
        "changed": note.changed.isoformat(),
        "version": note.version,
        "aloud": note.aloud,
        "deleted": "",
    }


def _note(note_id: str, fields: Mapping[str, Any]) -> Note:
    return Note(
        note_id,
        fields["text"],
        datetime.fromisoformat(fields["created"]),
        datetime.fromisoformat(fields["changed"]),
        fields["version"],
        fields["aloud"],
    )
