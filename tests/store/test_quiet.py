"""The first page is shown before the words are read only where there was nothing to tell."""

from pathlib import Path

import pytest

from companion.compose import ForThisRun, ports_of
from companion.domain.journal import Answer, Entry
from companion.domain.kept import About
from companion.pages.home import QUIET
from companion.session import Session
from companion.store.home import Home
from companion.store.opening import Store, open_store
from tests.store.places import Watch

DRAFT = "You were here: a note. Carry on?"


def started(path: Path) -> tuple[Store, Session]:
    """A run as it starts on the full screen."""
    store = open_store(Home(path), Watch())
    quiet = QUIET if store.is_quiet() else ""
    return store, Session(ports_of(store, ForThisRun(store.settings)), "home", quiet)


def ended(path: Path) -> None:
    """A run that ends in good order, with nothing typed."""
    store, session = started(path)
    store.keep_quiet(lambda: session.nothing_to_tell)


def has_read(store: Store) -> bool:
    return "_words" in vars(store)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A home with a note and an entry, where a run has ended in good order."""
    store = open_store(Home(tmp_path / "home"), Watch())
    store.notes.add("a note")
    store.journal.save(Entry(helped=Answer("an entry")))
    ended(tmp_path / "home")
    return tmp_path / "home"


def test_a_quiet_home_opens_without_reading_and_then_looks(path: Path) -> None:
    store, session = started(path)
    assert not has_read(store)
    before = session.page
    assert not session.look_again()
    assert has_read(store)
    assert session.page == before


def test_an_empty_home_is_quiet_and_gets_no_file(tmp_path: Path) -> None:
    ended(tmp_path / "home")
    store, _session = started(tmp_path / "home")
    assert store.is_quiet()
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", ["words.log", "journal.log", "keys", "quiet"])
def test_whatever_changed_is_read_first(path: Path, name: str) -> None:
    (path / name).write_bytes((path / name).read_bytes() + b"x")
    assert has_read(started(path)[0])


@pytest.mark.parametrize("what", ["damaged", "letters", "earlier", "community.signed"])
def test_whatever_came_is_read_first(path: Path, what: str) -> None:
    (path / what).mkdir()
    assert has_read(started(path)[0])


def test_a_draft_is_told_at_once_until_it_is_finished(path: Path) -> None:
    store, _session = started(path)
    store.drafts.keep("d1", About(), "half a")
    for _time in range(2):
        _store, session = started(path)
        assert DRAFT in str(session.page)
        ended(path)
    store, session = started(path)
    store.drafts.drop("d1")
    assert has_read(started(path)[0])
    ended(path)
    assert not has_read(started(path)[0])


def test_what_another_window_types_is_not_forgotten(path: Path) -> None:
    """It is nobody's left-over yet, and would be one if that window were killed."""
    other = Home(path)
    with other.presence():
        open_store(other, Watch()).drafts.keep("d1", About(), "half a")
        ended(path)
    assert DRAFT in str(started(path)[1].page)


def test_a_key_that_is_gone_is_told_after_the_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, home = tmp_path / "my.key", tmp_path / "home"
    monkeypatch.setenv("COMPANION_KEY_FILE", str(key))
    open_store(Home(home), Watch()).notes.add("a note")
    ended(home)
    key.unlink()
    store, session = started(home)
    assert not has_read(store)
    assert session.look_again()
    assert "The key for your words is not here" in str(session.page)
    ended(home)
    assert started(home)[1].look_again()  # it is told at each start


def test_the_next_day_is_looked_at_anew(path: Path) -> None:
    store = open_store(Home(path))  # another day: the watch of the tests stands still
    assert not store.is_quiet()
