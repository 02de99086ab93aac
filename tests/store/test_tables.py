"""Our tables beside plain TinyDB's: the same calls give the same answers, also reopened."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb import TinyDB, where
from tinydb.operations import add, decrement, delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from companion.store.home import Home
from companion.store.tables import Changes, Database, LogTable, own_copy, same, with_id
from tests.store.places import open_log

values = st.one_of(
    st.integers(-3, 3),
    st.booleans(),
    st.none(),
    st.text(max_size=4),
    st.lists(st.integers(0, 2), max_size=2),
    st.dictionaries(st.sampled_from("xy"), st.integers(0, 2), max_size=2),
    st.sampled_from([1.0, 0.5]),
)
fields = st.dictionaries(st.sampled_from(["a", "b", "c"]), values, max_size=3)
queries = st.one_of(
    st.builds(lambda name: where(name).exists(), st.sampled_from("abc")),
    st.builds(lambda name, value: where(name) == value, st.sampled_from("abc"), values),
    st.builds(lambda n: where("a").test(lambda value: value == n), st.integers(-3, 3)),
)


def is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_yes(value: object) -> bool:
    return value is True


def plain(table: Table) -> list[tuple[Any, dict[str, Any]]]:
    return [(doc.doc_id, dict(doc)) for doc in table]


class TextInMemory(MemoryStorage):
    """TinyDB's own storage in memory, but as text, so that no two documents share a list."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        kept: dict[str, dict[str, Any]] | None = json.loads(self.memory or "null")
        return kept

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        self.memory = json.dumps(data)


class BesideTinyDB(RuleBasedStateMachine):
    """Two companions share our home; one plain TinyDB is the measure of both."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.home = Home(Path(self.folder.name) / "home")
        self.measure = TinyDB(storage=TextInMemory).table("things")
        self.ids: dict[Any, int] = {}
        self.open_both()

    def open_both(self) -> None:
        self.logs = [open_log(self.home), open_log(self.home)]
        self.tables = [Database(log).table("things") for log in self.logs]

    def teardown(self) -> None:
        self.folder.cleanup()

    def same_ids(self, ours: list[Any], theirs: list[int]) -> None:
        assert [self.ids[one] for one in ours] == theirs

    def learn(self, ours: Any, theirs: int) -> None:
        assert isinstance(ours, str)
        assert ours not in self.ids
        # TinyDB gives a removed document's number out again; we never do.
        self.ids = {one: other for one, other in self.ids.items() if other != theirs}
        self.ids[ours] = theirs

    @rule(who=st.integers(0, 1), document=fields)
    def insert(self, who: int, document: dict[str, Any]) -> None:
        self.learn(self.tables[who].insert(document), self.measure.insert(own_copy(document)))

    @rule(who=st.integers(0, 1), documents=st.lists(fields, max_size=3))
    def insert_multiple(self, who: int, documents: list[dict[str, Any]]) -> None:
        ours = self.tables[who].insert_multiple(documents)
        theirs = self.measure.insert_multiple(own_copy(documents))
        for one, other in zip(ours, theirs, strict=True):
            self.learn(one, other)

    @rule(who=st.integers(0, 1), change=fields, query=queries)
    def update(self, who: int, change: dict[str, Any], query: Any) -> None:
        self.same_ids(
            self.tables[who].update(change, query), self.measure.update(own_copy(change), query)
        )

    @rule(who=st.integers(0, 1), change=fields)
    def update_all(self, who: int, change: dict[str, Any]) -> None:
        self.same_ids(self.tables[who].update(change), self.measure.update(own_copy(change)))

    @rule(
        who=st.integers(0, 1),
        change=st.sampled_from([increment("a"), decrement("a"), add("a", 2), delete("a")]),
    )
    def update_by_call(self, who: int, change: Callable[[Any], None]) -> None:
        numbers = where("a").test(is_number)
        self.same_ids(
            self.tables[who].update(change, numbers), self.measure.update(change, numbers)
        )

    @rule(who=st.integers(0, 1))
    def update_deep_within(self, who: int) -> None:
        def longer(document: Any) -> None:
            document["b"].append(2)

        is_list = where("b").test(lambda value: isinstance(value, list) and len(value) < 5)
        self.same_ids(
            self.tables[who].update(longer, is_list), self.measure.update(longer, is_list)
        )

    @rule(who=st.integers(0, 1), change=fields, query=queries)
    def update_multiple(self, who: int, change: dict[str, Any], query: Any) -> None:
        self.same_ids(
            self.tables[who].update_multiple([(change, query), ({"c": 1}, where("a") == 1)]),
            self.measure.update_multiple([(own_copy(change), query), ({"c": 1}, where("a") == 1)]),
        )

    @rule(who=st.integers(0, 1), document=fields, query=queries)
    def upsert(self, who: int, document: dict[str, Any], query: Any) -> None:
        ours = self.tables[who].upsert(document, query)
        theirs = self.measure.upsert(own_copy(document), query)
        if ours[0] not in self.ids:
            self.learn(ours[0], theirs[0])
        self.same_ids(ours, theirs)

    @rule(who=st.integers(0, 1), query=queries)
    def remove(self, who: int, query: Any) -> None:
        self.same_ids(self.tables[who].remove(query), self.measure.remove(query))

    @precondition(lambda self: self.ids)
    @rule(who=st.integers(0, 1), data=st.data(), document=fields)
    def by_id(self, who: int, data: st.DataObject, document: dict[str, Any]) -> None:
        ours = data.draw(st.sampled_from(list(self.ids)))
        theirs = self.ids[ours]
        found, measure = self.tables[who].find(ours), self.measure.get(doc_id=theirs)
        assert found == measure == self.tables[who].get(doc_id=ours)
        assert (found is None) or found.doc_id == ours
        if data.draw(st.booleans()):
            self.tables[who].drop([ours])
            self.measure.remove(doc_ids=[theirs])
        else:
            self.tables[who].upsert(with_id(ours, document))
            self.measure.upsert(Document(own_copy(document), theirs))

    @rule(who=st.integers(0, 1))
    def truncate(self, who: int) -> None:
        self.tables[who].truncate()
        self.measure.truncate()
        self.ids.clear()

    @rule(who=st.integers(0, 1), query=queries)
    def look(self, who: int, query: Any) -> None:
        table = self.tables[who]
        assert table.search(query) == self.measure.search(query)
        assert table.get(query) == self.measure.get(query)
        assert table.count(query) == self.measure.count(query)
        assert table.contains(query) == self.measure.contains(query)

    @rule(who=st.integers(0, 1))
    def compact(self, who: int) -> None:
        self.logs[who].compact()

    @rule()
    def reopen(self) -> None:
        self.open_both()

    @invariant()
    def all_the_same(self) -> None:
        if not hasattr(self, "measure"):
            return
        theirs = plain(self.measure)
        for table in self.tables:
            ours = [(self.ids[doc_id], document) for doc_id, document in plain(table)]
            assert same([d for _, d in ours], [d for _, d in theirs])
            assert [n for n, _ in ours] == [n for n, _ in theirs]
            assert len(table) == len(self.measure)


TestBesideTinyDB = BesideTinyDB.TestCase
TestBesideTinyDB.settings = settings(max_examples=40, stateful_step_count=25)


@pytest.fixture
def database(home: Home) -> Database:
    return Database(open_log(home))


def test_dropping_whole_tables(database: Database, home: Home) -> None:
    database.table("one").insert({"a": 1})
    database.table("two").insert({"b": [2]})
    database.insert({"c": 3})
    assert database.tables() == {"one", "two", "_default"}
    database.drop_table("one")
    assert Database(open_log(home)).tables() == {"two", "_default"}
    database.storage.read()["two"].popitem()[1]["b"].append(3)  # type: ignore[index]
    assert [dict(d) for d in database.table("two")] == [{"b": [2]}]
    database.drop_tables()
    assert Database(open_log(home)).tables() == set()
    assert database.storage.read() is None


def test_a_failed_update_changes_nothing(database: Database) -> None:
    table = database.table("things")
    table.insert(with_id("x", {"a": 1}))
    with pytest.raises(ValueError, match="already exists"):
        table.insert_multiple([{"a": 2}, with_id("x", {"a": 3})])

    def spoil(document: Any) -> None:
        document["a"] = 4
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        table.update(spoil)
    with pytest.raises(TypeError):
        table.insert({"a": {1, 2}})
    assert plain(table) == [("x", {"a": 1})]


def test_the_callers_own_document_stays_its_own(database: Database) -> None:
    table = database.table("things")
    mine = {"list": [1]}
    table.insert(with_id("x", mine))
    mine["list"].append(2)
    assert table.find("x") == {"list": [1]}


def test_a_table_may_change_while_it_is_gone_through(database: Database) -> None:
    table = database.table("things")
    table.insert_multiple([{"n": n} for n in range(5)])
    for document in table:
        table.drop([str(document.doc_id)])
    assert len(table) == 0


def test_a_save_writes_only_what_it_changes(home: Home) -> None:
    log = open_log(home)
    table = Database(log).table("things")
    table.insert_multiple([{"n": n, "text": "x" * 500} for n in range(50)])
    size = (home.path / "words.log").stat().st_size
    table.update({"n": 100}, where("n") == 7)
    one = (home.path / "words.log").stat().st_size - size
    assert one < size / 25
    table.update({"n": 100}, where("n") == 100)
    assert (home.path / "words.log").stat().st_size - size == one
    table.update({"n": True}, where("n") == 1)
    assert Database(open_log(home)).table("things").count(where("n").test(is_yes)) == 1


def test_new_ids_are_long_and_random(database: Database) -> None:
    made = {str(n) for n in database.table("things").insert_multiple([{}] * 100)}
    assert len(made) == 100
    assert {len(n) for n in made} == {12}


def test_changes_act_as_a_dict() -> None:
    before: dict[str, dict[str, Any]] = {"a": {"n": 1}, "b": {"n": 2}}
    changes = Changes(before)
    changes["c"] = {"n": 3}
    changes["a"]["n"] = 10
    del changes["b"]
    assert (list(changes), len(changes), "b" in changes) == (["a", "c"], 2, False)
    with pytest.raises(KeyError):
        del changes["b"]
    with pytest.raises(KeyError):
        changes["b"]
    assert changes.pop("c") == {"n": 3}
    assert changes.made() == {"a": {"n": 10}, "b": None}
    assert before == {"a": {"n": 1}, "b": {"n": 2}}
    changes.clear()
    assert changes.made() == {"a": None, "b": None}


@pytest.mark.parametrize(
    ("one", "other"), [(1, True), (1, 1.0), ([0], [False]), ({"a": 1}, {"a": True}), (None, 0)]
)
def test_values_that_are_written_differently_are_not_the_same(one: Any, other: Any) -> None:
    assert not same(one, other)
    assert same(one, own_copy(one))


def test_a_log_table_is_a_tinydb_table(database: Database) -> None:
    assert isinstance(database.table("things"), LogTable)
    assert database.table("things") is database.table("things")
    assert "things" in repr(database.table("things"))
