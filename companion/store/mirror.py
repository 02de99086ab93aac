"""What the log says now, in memory: the newest change of every document, and where it lies."""

from msgspec import Struct

from companion.store.lines import Document, Record

CONTENTS = ""  # the table of the record that a compaction begins with


class Place(Struct, frozen=True, gc=False):
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
        self.places: dict[str, dict[str, Place]] = {}
        self.last_n = 0
        self.live_bytes = 0
        self._kept_up_to = 0
        self._kept: frozenset[int] = frozenset()

    def take(self, record: Record, start: int, length: int) -> None:
        """Apply a record whose base64 text lies at byte `start`."""
        table, doc_id, n, document = record
        self.last_n = max(self.last_n, n)
        if table == CONTENTS:
            self._take_contents(n, document)
        elif n > self._kept_up_to or n in self._kept:
            self._apply(table, doc_id, document, Place(start, length, n))

    def contents(self) -> Record:
        """The record that a compaction begins with."""
        return Record(CONTENTS, "", self.last_n, {"kept": list(self.numbers().values())})

    def live(self) -> list[tuple[str, str]]:
        """The table and id of every document, in the order they were made."""
        return [(table, doc_id) for table, docs in self.tables.items() for doc_id in docs]

    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of the newest change of every document, by table and id."""
        return {(table, doc_id): self.places[table][doc_id].n for table, doc_id in self.live()}

    def has_removed(self, table: str) -> bool:
        """Whether the log still holds lines of documents that are gone from a table."""
        return len(self.places.get(table, {})) > len(self.tables.get(table, {}))

    def _take_contents(self, n: int, document: Document | None) -> None:
        if n < self._kept_up_to or not document:
            return
        self._kept_up_to = n
        self._kept = frozenset(document["kept"])
        for table, places in self.places.items():  # lines that came before it
            for doc_id, place in list(places.items()):
                if place.n <= n and place.n not in self._kept:
                    del places[doc_id]
                    self.tables[table].pop(doc_id, None)
                    self.live_bytes -= place.length

    def _apply(self, table: str, doc_id: str, document: Document | None, place: Place) -> None:
        if table not in self.places:
            self.places[table], self.tables[table] = {}, {}
        places = self.places[table]
        before = places.get(doc_id)
        if before:
            if before.n >= place.n:
                return
            self.live_bytes -= before.length
        if document is None:
            self.tables[table].pop(doc_id, None)
            place = Place(place.start, 0, place.n)
        else:
            self.tables[table][doc_id] = document
        places[doc_id] = place
        self.live_bytes += place.length
