"""TinyDB over the log: the same calls, but a save costs what it changes.

TinyDB itself reads and writes every document for each change.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TableDocument
from tinydb.table import Table

from companion.store.lines import Document
from companion.store.log import Log


class LogStorage(Storage):
    """All tables at once, as TinyDB asks for them: only to list or drop whole tables."""

    def __init__(self, log: Log) -> None:
        super().__init__()
        self.log = log

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table, as copies, or None when there is none."""
        tables = {name: own_copy(self.log.documents(name)) for name in self.log.tables()}
        return tables or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the tables be `data`. Only what differs is written."""
        with self.log.writing() as tables:
            for name in {*tables, *data}:
                changes = Changes(tables.get(name, {}))
                changes.clear()
                changes.update(data.get(name, {}))
                self.log.append(name, changes.made())


class LogTable(Table):
    """One table. Document ids are strings: 12 random hex digits unless the caller has one.

    `durable` false: its changes outlive kill -9 but perhaps not a power cut. What `get`
    and `search` give is a copy at the top level only, so lists within must not be changed.
    """

    document_id_class = str  # type: ignore[assignment]  # TinyDB's annotations know only int

    def __init__(self, storage: LogStorage, name: str, *, durable: bool = True) -> None:
        # Without a query cache: another companion may change the table at any time.
        super().__init__(storage, name, cache_size=0)
        self._log = storage.log
        self._durable = durable

    def find(self, doc_id: str) -> TableDocument | None:
        """One document by its id, without looking at the others."""
        found = self._log.document(self.name, doc_id)
        return None if found is None else with_id(doc_id, found)

    def put_new(self, doc_id: str, fields: Mapping[str, Any]) -> None:
        """Keep a new document under an id of one's own. ValueError: there is one."""
        self.insert(with_id(doc_id, fields))

    def change(self, doc_id: str, fields: Mapping[str, Any]) -> None:
        """Put new values into a document, if there is one with this id."""
        self.update(fields, doc_ids=[cast(int, doc_id)])

    def make_sure(self) -> None:
        """Have all that is in the log on the disk."""
        self._log.make_sure()

    def drop(self, doc_ids: Iterable[str]) -> None:
        """Remove documents. Unknown ids are fine."""
        self.remove(doc_ids=cast(Iterable[int], doc_ids))

    def _get_next_id(self) -> str:
        # Random, so that two companions never give the same one.
        return os.urandom(6).hex()

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast(dict[str, Mapping[str, Any]], self._log.documents(self.name))

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._log.writing() as tables:
            changes = Changes(tables.get(self.name, {}))
            updater(changes)
            self._log.append(self.name, changes.made(), durable=self._durable)


class Database(TinyDB):
    """A TinyDB whose tables lie in one log."""

    table_class = LogTable  # type: ignore[assignment]  # made by TinyDB.table alone

    def __init__(self, log: Log) -> None:
        super().__init__(log, storage=LogStorage)

    def table(self, name: str, **kwargs: Any) -> LogTable:
        """A table, by its name. `durable=False` as in LogTable."""
        return cast(LogTable, super().table(name, **kwargs))


class Changes(MutableMapping[str, Document]):
    """A table as an update sees it: remembers what it touches, and changes nothing yet."""

    def __init__(self, before: Mapping[str, Document]) -> None:
        self._before = before
        self._touched: dict[str, Document | None] = {}

    def made(self) -> dict[str, Document | None]:
        """The documents that are different now; None: removed."""
        return {
            doc_id: document
            for doc_id, document in self._touched.items()
            if not same(document, self._before.get(doc_id))
        }

    def __getitem__(self, doc_id: str) -> Document:
        if doc_id not in self._touched:
            # A copy, since whoever asks may change it in place.
            self._touched[doc_id] = own_copy(self._before[doc_id])
        document = self._touched[doc_id]
        if document is None:
            raise KeyError(doc_id)
        return document

    def __setitem__(self, doc_id: str, document: Document) -> None:
        self._touched[doc_id] = document

    def __delitem__(self, doc_id: str) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._touched[doc_id] = None

    def __contains__(self, doc_id: object) -> bool:
        if doc_id in self._touched:
            return self._touched[doc_id] is not None
        return doc_id in self._before

    def __iter__(self) -> Iterator[str]:
        yield from (doc_id for doc_id in self._before if doc_id in self)
        yield from (doc_id for doc_id in list(self._touched) if self._is_new(doc_id))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document."""
        self._touched = dict.fromkeys(self._before)

    def _is_new(self, doc_id: str) -> bool:
        return doc_id not in self._before and doc_id in self


def with_id(doc_id: str, fields: Mapping[str, Any]) -> TableDocument:
    """A document to insert under an id of one's own."""
    return TableDocument(fields, doc_id=cast(int, doc_id))  # TinyDB's annotation, not its need


def own_copy(value: Any) -> Any:
    """A copy of plain data, all the way down. `copy.deepcopy` is ten times slower."""
    if isinstance(value, dict):
        return {key: own_copy(part) for key, part in value.items()}
    if isinstance(value, list):
        return [own_copy(part) for part in value]
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are written alike. Python's == takes True for 1."""
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, dict):
        return all(same(part, other[key]) for key, part in one.items())
    if isinstance(one, list):
        return all(map(same, one, other))
    return True
