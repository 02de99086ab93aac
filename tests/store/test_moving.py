"""Homes of earlier versions: the journal moves into its own vault, and a copy is kept."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.domain.journal import Answer
from companion.domain.kept import About
from companion.problems import Problem
from companion.store import forgetting
from companion.store.home import Home
from companion.store.key_record import FILES, read_record
from companion.store.key_store import SERVICE
from companion.store.keys import KeyFile
from companion.store.moving import copies
from companion.store.opening import Store, open_store
from companion.store.wrapped import WrappedKeys
from tests.store.places import everything, memory_store

HOMES = Path(__file__).parent / "homes"
MADE = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NAMES = ("version-1", "version-2", "version-2-store")


class Old:
    """A home that an earlier version left, and what opens it now."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path = name, path
        self.now = MADE
        shutil.copytree(HOMES / name, path)
        self.before = everything(path)

    def open(self) -> Store:
        home = Home(self.path)
        store = open_store(home, lambda: self.now)
        key = HOMES / f"{self.name}.txt"
        if key.exists():
            kept = {(SERVICE, home.id()): key.read_text().strip()}
            system = memory_store(kept)
            store.__dict__["_keys"] = WrappedKeys(home, KeyFile(self.path), lambda: system)
        return store


@pytest.fixture(params=NAMES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Old]:
    yield Old(request.param, tmp_path / "home")


def seen(store: Store) -> tuple[object, ...]:
    """All that a member can find."""
    drafts = store.drafts.left_over()
    return store.notes.everything(), sorted(map(repr, store.journal.everything())), drafts


def test_everything_is_there_and_stays(old: Old) -> None:
    first = seen(old.open())
    assert len(old.open().journal.all()) == (1 if old.name == "version-1" else 2)
    entry = next(e for e in old.open().journal.all() if e.helped.symbols)
    assert entry.helped == Answer("A lamp that is not so bright.", ("light",))
    assert "Half a sentence" in {draft.text for draft in old.open().drafts.left_over()}
    assert seen(old.open()) == first
    assert old.open().damaged == 0


def test_the_journal_leaves_the_notes(old: Old) -> None:
    store = old.open()
    entries = store.journal.everything()
    assert store._words.documents("journal") == {}
    assert len(store._journal.documents("journal")) == len(entries)
    routes = {one["about"]["route"] for one in store._words.documents("drafts").values()}
    assert routes == {"note"}
    assert not store._words.has_removed("journal")


def test_an_older_program_says_that_the_home_is_newer(old: Old) -> None:
    old.open().journal.all()
    assert (old.path / "home-id").read_bytes().startswith(b"companion-home 3 ")
    for name in FILES:
        assert (old.path / name).read_bytes().startswith(b'{"version":2,')


def test_the_vaults_have_public_halves(old: Old) -> None:
    old.open().journal.all()
    record = read_record(old.path)
    assert record is not None
    home_id = Home(old.path).id()
    assert {*record.public} == {f"{home_id}.words", f"{home_id}.journal"}


def test_a_copy_is_kept_for_30_days(old: Old) -> None:
    old.open().journal.all()
    (copy,) = copies(Home(old.path))
    for path in copy.iterdir():
        assert path.read_bytes() == old.before[old.path / path.name]
        assert path.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in copy.iterdir()} >= {"words.log", "home-id"}
    old.now += timedelta(days=30)
    old.open().journal.all()
    assert copies(Home(old.path)) == [copy]
    old.now += timedelta(days=1)
    old.open().journal.all()
    assert copies(Home(old.path)) == []


def test_the_copy_is_forgotten_too(old: Old) -> None:
    old.open().journal.all()
    forgetting.forget(Home(old.path), old.now)
    assert forgetting.ours(Home(old.path)) == []
    assert copies(Home(old.path)) == []
    assert forgetting.undo(Home(old.path))
    assert len(copies(Home(old.path))) == 1
    forgetting.forget(Home(old.path), old.now)
    forgetting.end(Home(old.path))
    assert {path.name for path in old.path.rglob("*") if path.is_file()} == {"lock"}


def test_a_home_that_cannot_be_written_still_reads_whole(old: Old) -> None:
    (old.path / "lock").mkdir()  # no lock can be had
    store = old.open()
    texts = {entry.helped.words for entry in store.journal.all()}
    assert "A lamp that is not so bright." in texts
    assert any(draft.text == "Half a sentence" for draft in store.drafts.left_over())
    store.notes.all()
    assert everything(old.path) == old.before
    (old.path / "lock").rmdir()
    assert {entry.helped.words for entry in old.open().journal.all()} == texts


def test_new_words_go_on_in_a_home_that_could_not_be_moved(old: Old) -> None:
    (old.path / "home-id.new").mkdir()
    store = old.open()
    store.drafts.keep("j-helped", About("question", "j", "", "helped"), "typed meanwhile")
    (old.path / "home-id.new").rmdir()
    again = old.open()
    assert "typed meanwhile" in {draft.text for draft in again.drafts.left_over()}
    assert again._words.documents("journal") == {}


def test_without_its_key_an_old_home_is_left_as_it_is(tmp_path: Path) -> None:
    old = Old("version-2", tmp_path / "home")
    (key,) = old.path.glob("*.key")
    key.unlink()
    before = everything(old.path)
    with pytest.raises(Problem, match="key_missing"):
        old.open().journal.all()
    assert {p: d for p, d in everything(old.path).items() if p.name != "lock"} == before


def test_what_two_runs_moved_is_there_once(old: Old) -> None:
    """As after a kill between the two files."""
    words = (old.path / "words.log").read_bytes()
    first = seen(old.open())
    (old.path / "words.log").write_bytes(words)
    assert seen(old.open()) == first
