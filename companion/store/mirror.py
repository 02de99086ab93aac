"""What the log says now, in memory: the newest change of every document, and where it lies."""

from collections.abc import Iterable
from typing import NamedTuple

from companion.store.lines import Document, Found, Record

CONTENTS = ""  # the table of the record that a compaction begins with


class Place(NamedTuple):
    """Where something lies in the file, in bytes, and for a document the change's number."""

    start: int
    length: int
    n: int = 0


class Mirror:
    """All documents by table and id. A change counts only when it is the newest of its own.

    So a line that is there twice, or in another order, changes nothing. A compaction drops
    the lines of documents that are gone, and with them the proof that they are gone. It
    writes the numbers of the lines it kept instead: an older line that turns up again is
    not among them.
    """

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Document]] = {}
        self.places: dict[tuple[str, str], Place] = {}
        self.last_n = 0
        self.live_bytes = 0
        self._kept_up_to = 0
        self._kept: frozenset[int] = frozenset()

    def take(self, found: Iterable[Found]) -> None:
        """Apply the records of some lines."""
        changes = []
        for one in found:
            self.last_n = max(self.last_n, one.record.n)
            if one.record.table == CONTENTS:
                self._take_contents(one.record)
            else:
                changes.append(one)
        for one in changes:
            self._apply(one)

    def contents(self) -> Record:
        """The record that a compaction begins with."""
        return Record(CONTENTS, "", self.last_n, {"kept": list(self.numbers().values())})

    def live(self) -> list[tuple[str, str]]:
        """The table and id of every document, in the order they were made."""
        return [(table, doc_id) for table, docs in self.tables.items() for doc_id in docs]

    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of the newest change of every document, by table and id."""
        return {key: self.places[key].n for key in self.live()}

    def has_removed(self, table: str) -> bool:
        """Whether the log still holds lines of documents that are gone from a table."""
        there = self.tables.get(table, {})
        return any(name == table and doc_id not in there for name, doc_id in self.places)

    def _take_contents(self, record: Record) -> None:
        if record.n >= self._kept_up_to and record.document:
            self._kept_up_to = record.n
            self._kept = frozenset(record.document["kept"])

    def _apply(self, found: Found) -> None:
        record = found.record
        if record.n <= self._kept_up_to and record.n not in self._kept:
            return
        key = record.table, record.id
        before = self.places.get(key)
        if before:
            if before.n >= record.n:
                return
            self.live_bytes -= before.length
        documents = self.tables.setdefault(record.table, {})
        if record.document is None:
            documents.pop(record.id, None)
            self.places[key] = Place(found.start, 0, record.n)
        else:
            documents[record.id] = record.document
            self.places[key] = Place(found.start, found.length, record.n)
            self.live_bytes += found.length
