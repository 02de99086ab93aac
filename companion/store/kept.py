"""Private things in a table of the log: none is overwritten, and none goes at once."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic

from msgspec import ValidationError, convert, to_builtins
from msgspec.structs import replace

from companion.domain.ids import new_id
from companion.domain.journal import Entry
from companion.domain.notes import Note
from companion.domain.stored import Stored, T
from companion.plainwords.characters import without_controls
from companion.problems import Problem
from companion.store.letters import OUT_OF_REACH, Letters
from companion.store.lines import Document
from companion.store.log import Log

if TYPE_CHECKING:
    from companion.domain.merging import Counts
    from companion.store.tables import LogTable

DAYS_TO_UNDO = 30
_OF_EACH_SAVE = ("id", "created", "changed", "version")


def now_utc() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class KeptTable(Generic[T]):
    """Keeps things of one kind (ports.Kept). Ids are 5 characters, easy to type: "k7m4d"."""

    kind: type[T]
    table: str
    missing: str  # the Problem where there is none with an id

    def __init__(
        self,
        log: Log,
        now: Callable[[], datetime] = now_utc,
        letters: Letters | None = None,
    ) -> None:
        self._log = log
        self._now = now
        self._letters = letters
        self._unsaid = self._content(self.kind())

    @cached_property
    def _table(self) -> "LogTable":
        from companion.store.tables import Database  # noqa: PLC0415 - to read needs no TinyDB

        return Database(self._log).table(self.table)

    def all(self) -> list[T]:
        """Everything that is not deleted, what was changed last first."""
        self._take_in()
        here = self._log.documents(self.table)
        found = [self._thing(name, one) for name, one in here.items() if not one["deleted"]]
        found += [self._thing(thing_id, one) for thing_id, one in self._own().items()]
        found.sort(key=lambda thing: thing.changed)
        return found[::-1]

    def everything(self) -> list[Stored[T]]:
        """Every thing, also those that are deleted but not gone yet, in no order."""
        self._take_in()
        return [self._stored(name, one) for name, one in self._log.documents(self.table).items()]

    def get(self, thing_id: str) -> T:
        """One thing. Raises the Problem `missing`."""
        own = self._own().get(thing_id)
        found = own or self._log.document(self.table, thing_id)
        if found is None or found["deleted"]:
            raise Problem(self.missing, id=thing_id)
        return self._thing(thing_id, found)

    def save(self, thing: T) -> T:
        """Keep a new thing (version 0) or a changed one. Its words come back as given.

        `version` is the version that was read. Where another window saved or deleted the
        same thing since, both stay: this one becomes a new one, unless they are the same.
        Returns it as it is stored. A new one whose key cannot be had is kept in a letter.
        """
        if self._own():
            self._take_in()
        try:
            with self._log.writing():
                return self._save(thing, self._table)
        except Problem as problem:
            own = self._own()
            known = not thing.version or thing.id in own
            if self._letters is None or problem.code not in OUT_OF_REACH or not known:
                raise
            return self._save(thing, _Shelf(self._letters, self.table, problem))

    def _save(self, thing: T, shelf: "LogTable | _Shelf") -> T:
        found = shelf.find(thing.id) if thing.id else None
        if found is None or found["deleted"]:
            return self._add(thing, shelf)
        stored = self._thing(thing.id, found)
        if stored.version == thing.version:
            return self._change(replace(thing, created=stored.created), shelf, found)
        if self._content(stored) == self._content(thing):
            shelf.make_sure()  # it may be here from a try that failed
            return stored
        return self._add(thing, shelf)

    def delete(self, thing_id: str) -> None:
        """Hide a thing. It can be brought back for 30 days, then it is gone."""
        self.get(thing_id)
        self._table.change(thing_id, {"deleted": self._now().isoformat()})

    def undelete(self, thing_id: str) -> T:
        """Bring a deleted thing back. Raises the Problem `missing`."""
        if self._table.find(thing_id):
            self._table.change(thing_id, {"deleted": ""})
        return self.get(thing_id)

    def take(self, coming: Iterable[Stored[T]]) -> "tuple[Counts, dict[str, str]]":
        """Bring in things of an export: all of them are kept when this returns, or none.

        Nothing that is here is changed, but what is deleted here and not there comes back.
        Returns how they count, and under which id each of theirs is here.
        """
        from companion.domain.merging import merged  # noqa: PLC0415 - needed by imports alone

        with self._log.writing() as tables:
            here = {one.thing.id: one for one in self.everything()}
            found = merged(here, coming, self._said, self._now() - timedelta(days=DAYS_TO_UNDO))
            before = tables.get(self.table, {})
            self._log.append(
                self.table,
                {
                    new.thing.id: {
                        **(old := before.get(new.thing.id, {})),
                        **self._fields(new.thing, old),
                        "deleted": new.deleted.isoformat() if new.deleted else "",
                    }
                    for new in found.changes
                },
            )
        return found.counts, found.ids

    def purge(self) -> None:
        """Let go of what was deleted more than 30 days ago, on the disk too.

        Its lines leave the file at once. If the program is killed before that, the next
        purge sees that the lines are still there.
        """
        limit = self._now() - timedelta(days=DAYS_TO_UNDO)
        over = [
            name
            for name, one in self._log.documents(self.table).items()
            if one["deleted"] and datetime.fromisoformat(one["deleted"]) < limit
        ]
        if over:
            self._table.drop(over)
        if self._log.has_removed(self.table):
            self._log.compact()

    def _add(self, thing: T, shelf: "LogTable | _Shelf") -> T:
        moment = self._now()
        taken = thing.version or not thing.id or shelf.find(thing.id)
        new_id = _free_id(shelf) if taken else thing.id
        new = replace(thing, id=new_id, created=moment, changed=moment, version=1)
        shelf.put_new(new.id, self._fields(new, {}))
        return new

    def _change(self, thing: T, shelf: "LogTable | _Shelf", found: Document) -> T:
        new = replace(thing, changed=self._now(), version=thing.version + 1)
        shelf.change(new.id, self._fields(new, found))
        return new

    def _own(self) -> dict[str, Document]:
        """What this run has written in letters, by id."""
        return self._letters.own(self.table) if self._letters else {}

    def _take_in(self) -> None:
        if self._letters:
            self._letters.take_in()

    def _content(self, thing: T) -> dict[str, Any]:
        fields: dict[str, Any] = to_builtins(thing)
        return {name: value for name, value in fields.items() if name not in _OF_EACH_SAVE}

    def _said(self, thing: T) -> str:
        """What makes two things the same: all that the member sees, as it would be kept."""
        import json  # noqa: PLC0415 - needed by imports alone

        return json.dumps(_clean(self._content(thing)), sort_keys=True)

    def _fields(self, thing: T, found: Document) -> dict[str, Any]:
        """What to write of a thing. What was never said needs no room, on disk or in memory."""
        content = self._content(thing).items()
        return {
            **{name: one for name, one in content if name in found or one != self._unsaid[name]},
            "created": thing.created.isoformat(),
            "changed": thing.changed.isoformat(),
            "version": thing.version,
            "deleted": "",
        }

    def _thing(self, thing_id: str, fields: Mapping[str, Any]) -> T:
        try:
            return convert({**fields, "id": thing_id}, self.kind)
        except ValidationError:
            # A record that another program wrote. What can be read of it stays in sight.
            return self._readable(thing_id, fields)

    def _stored(self, thing_id: str, fields: Mapping[str, Any]) -> Stored[T]:
        deleted = fields["deleted"]
        when = datetime.fromisoformat(deleted) if deleted else None
        return Stored(self._thing(thing_id, fields), when)

    def _readable(self, thing_id: str, fields: Mapping[str, Any]) -> T:
        good: dict[str, Any] = {"id": thing_id}
        for name, value in fields.items():
            with suppress(ValidationError):
                convert({**good, name: value}, self.kind)
                good[name] = value
        return convert(good, self.kind)


class _Shelf:
    """Letters in the place of a table, for what this run has written: `why` it is not there."""

    def __init__(self, letters: Letters, table: str, why: Problem) -> None:
        self._letters, self._table, self._why = letters, table, why

    def find(self, doc_id: str) -> Document | None:
        return self._letters.own(self._table).get(doc_id)

    def put_new(self, doc_id: str, fields: Document) -> None:
        self._letters.write(self._table, doc_id, fields, self._why)

    def make_sure(self) -> None:
        """A letter is safe on disk, or this run does not know it."""

    def change(self, doc_id: str, fields: Mapping[str, Any]) -> None:
        self._letters.write(self._table, doc_id, {**(self.find(doc_id) or {}), **fields}, self._why)


def _free_id(shelf: "LogTable | _Shelf") -> str:
    while True:
        made = new_id()
        if shelf.find(made) is None:
            return made


def _clean(value: Any) -> Any:
    """Plain data as it is when it comes from outside, all the way down."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return value


class NoteTable(KeptTable[Note]):
    """Keeps notes."""

    kind = Note
    table = "notes"
    missing = "no_such_note"

    def add(self, text: str, *, aloud: bool = False) -> Note:
        """Keep a new note."""
        return self.save(Note(text=text, aloud=aloud))


class JournalTable(KeptTable[Entry]):
    """Keeps the journal."""

    kind = Entry
    table = "journal"
    missing = "no_such_entry"
