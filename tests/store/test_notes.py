"""Notes: nothing is overwritten, and a deleted note can come back for 30 days."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from companion.domain.notes import Note
from companion.problems import Problem
from companion.store.home import Home
from companion.store.kept import NoteTable
from tests.store.places import Watch, open_log


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def notes(home: Home, watch: Watch) -> NoteTable:
    return NoteTable(open_log(home), watch)


def reopened(home: Home, watch: Watch) -> NoteTable:
    return NoteTable(open_log(home), watch)


def missing(notes: NoteTable, note_id: str) -> bool:
    try:
        notes.get(note_id)
    except Problem as problem:
        assert (problem.code, problem.facts) == ("no_such_note", {"id": note_id})
        return True
    return False


def test_a_note_comes_back_as_it_was(notes: NoteTable, home: Home, watch: Watch) -> None:
    kept = notes.add(" two\nlines\t", aloud=True)
    assert kept == Note(kept.id, " two\nlines\t", watch.at, watch.at, 1, True)
    assert notes.get(kept.id) == reopened(home, watch).get(kept.id) == kept
    assert reopened(home, watch).all() == [kept]


@given(text=st.text(st.characters(exclude_categories=[])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all(home: Home, watch: Watch, text: str) -> None:
    kept = reopened(home, watch).add(text)
    assert reopened(home, watch).get(kept.id).text == text


def test_ids_are_easy_to_type(notes: NoteTable) -> None:
    made = {notes.add("").id for _ in range(200)}
    assert len(made) == 200
    for one in made:
        assert len(one) == 5
        assert one[0].isalpha()
        assert not set(one) & set("aeiouylbsqzg012568")
        assert one == one.lower()


def test_the_note_changed_last_comes_first(notes: NoteTable, watch: Watch) -> None:
    one, two, three = (notes.add(text) for text in "abc")
    assert [n.text for n in notes.all()] == ["c", "b", "a"]
    watch.forward(minutes=1)
    notes.save(replace(one, text="a again"))
    assert [n.id for n in notes.all()] == [one.id, three.id, two.id]


def test_saving_counts_and_keeps_the_day_it_was_made(notes: NoteTable, watch: Watch) -> None:
    kept = notes.add("one")
    watch.forward(hours=1)
    saved = notes.save(replace(kept, text="two", aloud=True))
    expected = Note(kept.id, "two", kept.created, watch.at, 2, True)
    assert saved == notes.get(kept.id) == expected
    assert notes.save(replace(saved, text="three")).version == 3


def test_two_windows_never_overwrite_each_other(notes: NoteTable, home: Home, watch: Watch) -> None:
    read = notes.add("as it was")
    other = reopened(home, watch)
    theirs = other.save(replace(read, text="theirs"))
    mine = notes.save(replace(read, text="mine", aloud=True))
    assert mine.id != read.id
    assert (mine.version, mine.aloud) == (1, True)
    assert {n.text for n in notes.all()} == {"theirs", "mine"}
    assert notes.get(read.id) == theirs
    again = notes.save(replace(mine, text="mine, more"))
    assert again.id == mine.id


def test_the_same_words_from_two_windows_stay_one_note(notes: NoteTable) -> None:
    read = notes.add("as it was")
    once = notes.save(replace(read, text="the same"))
    assert notes.save(replace(read, text="the same")) == once
    assert notes.all() == [once]


def test_words_typed_into_a_deleted_note_become_a_new_one(notes: NoteTable) -> None:
    read = notes.add("as it was")
    notes.delete(read.id)
    kept = notes.save(replace(read, text="still typing"))
    assert kept.id != read.id
    assert notes.all() == [kept]
    assert notes.undelete(read.id) == read


def test_words_typed_into_an_unknown_note_become_a_new_one(notes: NoteTable, watch: Watch) -> None:
    kept = notes.save(Note("gone1", "words", watch.at, watch.at, 7))
    assert kept.id != "gone1"
    assert notes.all() == [kept]


def test_a_deleted_note_is_hidden_and_comes_back(
    notes: NoteTable, home: Home, watch: Watch
) -> None:
    kept = notes.add("words")
    notes.delete(kept.id)
    assert notes.all() == []
    assert missing(notes, kept.id)
    with pytest.raises(Problem):
        notes.delete(kept.id)
    watch.forward(days=29)
    later = reopened(home, watch)
    later.purge()
    assert later.undelete(kept.id) == kept
    assert notes.undelete(kept.id) == kept  # undoing twice does no harm
    assert notes.all() == [kept]


@pytest.mark.parametrize("call", ["get", "delete", "undelete"])
def test_unknown_notes_are_told(notes: NoteTable, home: Home, call: str) -> None:
    with pytest.raises(Problem) as caught:
        getattr(notes, call)("nope")
    assert caught.value.code == "no_such_note"
    assert not home.path.exists()


def test_after_30_days_a_deleted_note_is_gone_from_the_disk(
    notes: NoteTable, home: Home, watch: Watch, log_file: Path
) -> None:
    stays, goes = notes.add("stays"), notes.add("goes")
    notes.save(replace(goes, text="goes, changed"))
    lines = log_file.read_bytes().splitlines()
    notes.delete(goes.id)
    watch.forward(days=30, seconds=1)
    later = reopened(home, watch)
    later.purge()
    assert missing(later, goes.id)
    with pytest.raises(Problem):
        later.undelete(goes.id)
    left = log_file.read_bytes().splitlines()
    assert [line for line in lines if line in left] == lines[:2]
    assert notes.all() == later.all() == [stays]


def test_a_purge_that_was_killed_half_way_is_finished(
    notes: NoteTable, home: Home, watch: Watch, log_file: Path
) -> None:
    kept = notes.add("goes")
    line = log_file.read_bytes().splitlines()[1]
    open_log(home).append("notes", {kept.id: None})  # removed, but its line is still there
    assert line in log_file.read_bytes()
    reopened(home, watch).purge()
    assert line not in log_file.read_bytes()


def test_a_purge_with_nothing_to_do_writes_nothing(
    notes: NoteTable, home: Home, watch: Watch, log_file: Path
) -> None:
    reopened(home, watch).purge()
    assert not home.path.exists()
    notes.delete(notes.add("words").id)
    before = log_file.read_bytes()
    reopened(home, watch).purge()
    assert log_file.read_bytes() == before


def test_times_keep_their_zone(home: Home) -> None:
    kept = NoteTable(open_log(home)).add("words")
    assert kept.created.utcoffset() == timedelta(0)


def test_what_is_unsaid_again_stays_unsaid(home: Home, watch: Watch) -> None:
    """What was never said is not written; so what was said must be written anew to end it."""
    notes = reopened(home, watch)
    kept = notes.save(Note(text="words", aloud=True, session="s1"))
    notes.save(replace(kept, text="", aloud=False, session=""))
    again = reopened(home, watch).get(kept.id)
    assert (again.text, again.aloud, again.session, again.version) == ("", False, "", 2)
