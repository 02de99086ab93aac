"""Letters: new words while the key cannot be had, and what becomes of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from companion.domain.journal import Answer, Entry
from companion.domain.kept import About
from companion.problems import Problem
from companion.store import forgetting
from companion.store.home import Home
from companion.store.opening import Store, open_store
from tests.store.places import Watch, everything

CANARY = "The lamp was too bright for me."
QUESTION = About("question", "jaaaa", "", "helped")


class Place:
    """A home with a note and an entry, whose key can go away and come back."""

    def __init__(self, path: Path) -> None:
        self.path, self.watch = path, Watch()
        store = self.open()
        self.note = store.notes.add("old note")
        self.entry = store.journal.save(Entry(helped=Answer("old entry")))
        (self.key,) = path.glob("*.key")
        self.held = self.key.read_bytes()
        self.before = everything(path)

    def open(self) -> Store:
        return open_store(Home(self.path), self.watch)

    def lose(self) -> None:
        self.key.unlink()

    def find(self) -> None:
        self.key.write_bytes(self.held)

    @property
    def letters(self) -> list[Path]:
        return sorted((self.path / "letters").glob("*"))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    yield Place(tmp_path / "home")


def test_new_words_are_kept_without_the_key_and_taken_in_with_it(place: Place) -> None:
    place.lose()
    store = place.open()
    note = store.notes.add(CANARY, aloud=True)
    entry = store.journal.save(Entry(helped=Answer(CANARY)))
    entry = store.journal.save(replace(entry, different=Answer("more"), later=True))
    store.drafts.keep("da", About(), CANARY)
    store.drafts.keep("jaaaa-helped", QUESTION, CANARY)
    assert (store.notes.get(note.id), store.journal.get(entry.id)) == (note, entry)
    assert len(place.letters) == 4
    place.watch.forward(days=3)
    place.find()
    again = place.open()
    assert again.notes.all() == [note, place.note]
    assert again.journal.all() == [entry, place.entry]
    assert {(d.id, d.text) for d in again.drafts.left_over()} == {
        ("da", CANARY),
        ("jaaaa-helped", CANARY),
    }
    assert place.letters == []
    assert place.open().notes.all() == [note, place.note]


def test_what_is_here_stays_as_it_is_and_cannot_be_read(place: Place) -> None:
    place.lose()
    store = place.open()
    store.notes.add("new")
    changed = {p: d for p, d in everything(place.path).items() if p.parent.name != "letters"}
    assert changed == {p: d for p, d in place.before.items() if p != place.key}
    with pytest.raises(Problem, match="key_missing"):
        store.notes.all()
    with pytest.raises(Problem, match="key_missing"):
        store.notes.get(place.note.id)
    with pytest.raises(Problem, match="key_missing"):
        store.notes.save(replace(place.note, text="another"))
    with pytest.raises(Problem, match="key_missing"):
        store.notes.delete(place.note.id)
    with pytest.raises(Problem, match="key_missing"):
        store.drafts.left_over()


@pytest.mark.parametrize("wrong", [b"", b"short", b"x" * 32])
def test_a_key_that_does_not_fit_is_as_none(place: Place, wrong: bytes) -> None:
    place.key.write_bytes(wrong)
    note = place.open().notes.add(CANARY)
    place.find()
    assert place.open().notes.get(note.id) == note


def test_no_word_and_no_length_shows(place: Place) -> None:
    place.lose()
    store = place.open()
    for words in ("", "a", "The lamp"):
        store.notes.add(words)
    sizes = {path.stat().st_size for path in place.letters}
    assert len(sizes) == 1
    for path in place.letters:
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"The lamp" not in path.read_bytes()


def test_without_a_public_half_nothing_new_can_be_kept(place: Place, tmp_path: Path) -> None:
    for name in ("keys", "keys-2"):
        (place.path / name).unlink()
    place.lose()
    before = everything(place.path)
    with pytest.raises(Problem, match="key_missing"):
        place.open().notes.add(CANARY)
    assert everything(place.path) == before


def test_a_key_that_comes_back_in_the_same_run(place: Place) -> None:
    store = place.open()
    store.notes.all()
    place.lose()
    note = store.notes.add("first")
    store.drafts.keep("da", About(), "typed")
    assert store.notes.all() == [note, place.note]  # its words are in memory
    place.find()
    note = store.notes.save(replace(note, text="second"))
    assert note.version == 2
    assert store.notes.all() == [note, place.note]
    assert place.letters == []
    store.drafts.drop("da")
    assert place.open().drafts.left_over() == []


def test_a_draft_that_is_dropped_leaves_no_letter(place: Place) -> None:
    place.lose()
    store = place.open()
    store.drafts.keep("da", About(), "a")
    store.drafts.keep("da", About(), "ab")
    assert len(place.letters) == 1
    store.drafts.drop("da")
    store.drafts.drop("db")
    assert place.letters == []


def test_letters_of_a_companion_that_is_open_are_left_alone(place: Place) -> None:
    place.lose()
    home = Home(place.path)
    store = open_store(home, place.watch)
    with home.presence():
        store.drafts.keep("da", About(), "typing")
        place.find()
        assert place.open().drafts.left_over() == []
        assert len(place.letters) == 1
    assert [draft.text for draft in place.open().drafts.left_over()] == ["typing"]


def test_a_letter_that_was_taken_in_changes_nothing_a_second_time(place: Place) -> None:
    place.lose()
    note = place.open().notes.add("first")
    (letter,) = place.letters
    data = letter.read_bytes()
    place.find()
    store = place.open()
    changed = store.notes.save(replace(store.notes.get(note.id), text="changed since"))
    letter.write_bytes(data)
    assert place.open().notes.all() == [changed, place.note]
    assert place.letters == []
    store.notes.delete(note.id)
    letter.write_bytes(data)
    assert place.open().notes.all() == [place.note]


def test_an_id_that_is_taken_gives_both(place: Place) -> None:
    place.lose()
    place.open().notes.save(replace(place.note, text="of the letter", version=0))
    place.find()
    found = {note.text: note.id for note in place.open().notes.all()}
    assert set(found) == {"old note", "of the letter"}
    assert found["old note"] == place.note.id


def test_a_damaged_letter_is_set_aside_and_told_whatever_byte_flips(place: Place) -> None:
    place.lose()
    note = place.open().journal.save(Entry(helped=Answer("new")))
    (letter,) = place.letters
    good = letter.read_bytes()
    place.find()
    for at in range(0, len(good), 5):
        for path in (place.path / "damaged").glob("letter-*"):
            path.unlink()
        letter.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        spoilt = letter.read_bytes()
        store = place.open()
        kept = {entry.id for entry in store.journal.all()} == {note.id, place.entry.id}
        store.notes.all()
        if not kept:
            newer = spoilt.startswith(b"companion-letter") and not letter.exists()
            assert newer or letter.exists()
            aside = [p.read_bytes() for p in (place.path / "damaged").glob("letter-*")]
            assert aside == [spoilt]
            assert store.damaged == 1
        else:
            place.open().journal.delete(note.id)
            break_even = place.open()
            break_even._journal.append("journal", {note.id: None})


def test_a_newer_letter_waits(place: Place) -> None:
    place.lose()
    place.open().notes.add("new")
    (letter,) = place.letters
    letter.write_bytes(letter.read_bytes().replace(b"letter 1", b"letter 2"))
    place.find()
    store = place.open()
    assert store.notes.all() == [place.note]
    assert (place.letters, store.damaged) == ([letter], 0)


def test_letters_are_forgotten_too(place: Place) -> None:
    place.lose()
    place.open().notes.add(CANARY)
    (letter,) = place.letters
    forgetting.forget(Home(place.path), place.watch())
    assert place.letters == []
    assert forgetting.ours(Home(place.path)) == []
    assert forgetting.undo(Home(place.path))
    assert place.letters == [letter]


def test_what_is_no_letter_of_ours_is_left_alone(place: Place) -> None:
    (place.path / "letters").mkdir()
    for name in ("readme.txt", f"{'0' * 16}-{'1' * 16}.letter.new", "a.letter"):
        (place.path / "letters" / name).write_bytes(b"half")
    before = place.letters
    place.open().notes.all()
    assert place.letters == before
