"""The lock of the journal and the recovery card, on a real disk."""

import itertools
import re
import shutil
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from companion.domain.journal import Answer, Entry
from companion.domain.kept import About
from companion.easyread.lexicon import card_words
from companion.problems import Problem
from companion.store import boxes, forgetting
from companion.store.gathering import gather
from companion.store.home import Home
from companion.store.key_record import FILES, read_record
from companion.store.key_store import SERVICE
from companion.store.keys import KeyFile
from companion.store.moving import copies
from companion.store.opening import Store, open_store
from companion.store.taking_in import take_in
from companion.store.wrapped import WrappedKeys
from tests.store.places import Watch, everything, memory_store

ANSWER = "my blue door"
CANARY = "The lamp was too bright for me."
QUESTION = About("question", "jaaaa", "", "helped")

pytestmark = pytest.mark.usefixtures("quick_lock")


def fresh(path: Path) -> Store:
    return open_store(Home(path), Watch())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A home with a note, an entry and a draft of an answer, whose journal is locked."""
    store = fresh(tmp_path / "home")
    store.notes.add("a note")
    store.journal.save(Entry(helped=Answer("old")))
    store.drafts.keep("jaaaa-helped", QUESTION, "half an answer")
    store.drafts.keep("da", About(), "half a note")
    store.lock.set("words", ANSWER)
    return tmp_path / "home"


def test_another_run_finds_the_journal_locked_and_all_else_open(path: Path) -> None:
    store = fresh(path)
    assert (store.lock.kind, store.lock.open) == ("words", False)
    assert [note.text for note in store.notes.all()] == ["a note"]
    assert [draft.id for draft in store.drafts.left_over()] == ["da"]
    assert store.damaged == 0
    for call in (store.journal.all, store.journal.everything, store.drafts.everything):
        with pytest.raises(Problem, match="journal_locked"):
            call()
    assert store.lock.unlock(ANSWER)
    assert [entry.helped.words for entry in store.journal.all()] == ["old"]
    assert {draft.id for draft in store.drafts.left_over()} == {"da", "jaaaa-helped"}


def test_the_home_key_alone_opens_no_journal(path: Path) -> None:
    home = Home(path)
    record = read_record(path)
    assert record is not None
    assert list(record.vaults) == [f"{home.id()}.words"]
    key = KeyFile(path).read(home.id())
    assert record.lock is not None
    assert boxes.open_key(key, record.lock.closed, record.lock.vault) is None


def test_the_answer_alone_opens_nothing(path: Path) -> None:
    (key,) = path.glob("*.key")
    key.unlink()
    with pytest.raises(Problem, match="key_missing"):
        fresh(path).lock.unlock(ANSWER)


def test_no_line_of_the_journal_stays_elsewhere(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "homes" / "version-2", tmp_path / "home")
    store = fresh(tmp_path / "home")
    store.lock.set("words", ANSWER)
    assert copies(Home(tmp_path / "home")) == []
    words = store._words
    known = set(words._known.mirror.places)
    assert "journal" not in known
    assert len(store.journal.all()) == 2


def test_a_lock_comes_before_the_first_entry(tmp_path: Path) -> None:
    store = fresh(tmp_path / "home")
    store.lock.set("pictures", "noise quiet noise plan")
    other = fresh(tmp_path / "home")
    with pytest.raises(Problem, match="journal_locked"):
        other.journal.all()
    new = other.journal.save(Entry(helped=Answer(CANARY)))
    assert other.lock.unlock("noise quiet noise plan")
    assert other.journal.all() == [new]


def test_an_open_companion_closes_when_another_one_sets_a_lock(tmp_path: Path) -> None:
    one, two = fresh(tmp_path / "home"), fresh(tmp_path / "home")
    one.journal.save(Entry(helped=Answer("old")))
    assert len(two.journal.all()) == 1
    one.lock.set("words", ANSWER)
    assert not two.lock.open
    with pytest.raises(Problem, match="journal_locked"):
        two.journal.all()
    new = two.journal.save(Entry(helped=Answer("new")))
    assert {entry.helped.words for entry in one.journal.all()} == {"old", "new"}
    assert two.lock.unlock(ANSWER)
    assert new in two.journal.all()


@pytest.mark.parametrize("killed", [False, True])
def test_a_draft_that_is_dropped_behind_a_lock_does_not_come_back(
    tmp_path: Path, *, killed: bool
) -> None:
    one, two = fresh(tmp_path), fresh(tmp_path)
    one.drafts.keep("00ff", QUESTION, "typed while it was open")
    two.lock.set("words", ANSWER)  # in another window
    one.journal.save(Entry(helped=Answer("typed while it was open, and kept")))
    one.drafts.drop("00ff")
    if killed:
        one = fresh(tmp_path)
    assert one.lock.unlock(ANSWER)
    assert one.drafts.everything() == []
    assert len(one.journal.all()) == 1
    assert list((tmp_path / "letters").iterdir()) == []


def test_closing_lets_go_of_words_and_key(path: Path) -> None:
    store = fresh(path)
    store.lock.unlock(ANSWER)
    store.journal.all()
    assert store._journal._known.mirror.tables
    store.lock.close()
    assert not store._journal._known.mirror.tables
    assert store._journal._known.vault is None
    assert not store._keys._opened


def test_a_wrong_answer_costs_nothing(path: Path) -> None:
    store = fresh(path)
    new = store.journal.save(Entry(helped=Answer("new")))
    before = everything(path)
    for answer in ("", "my blue", "x" * 10_000, "\ud800", "my red door"):
        assert not store.lock.unlock(answer)
    assert everything(path) == before
    assert store.journal.get(new.id) == new
    assert store.lock.unlock("My  BLUE\tdoor")


def test_setting_changing_and_removing_write_no_word_anew(path: Path) -> None:
    store = fresh(path)
    store.lock.unlock(ANSWER)
    log = (path / "journal.log").read_bytes()
    store.lock.set("pictures", "noise quiet noise plan")
    store.lock.remove()
    assert (path / "journal.log").read_bytes() == log
    assert len(fresh(path).journal.all()) == 1


def test_a_file_that_asks_for_too_much_is_damaged(path: Path) -> None:
    for name in FILES:
        said = (path / name).read_bytes().partition(b"\n")[0]
        said = re.sub(rb'"memory":[0-9]+', b'"memory":9999999999999', said)
        (path / name).write_bytes(b"%s\n%08x\n" % (said, zlib.crc32(said)))
    with pytest.raises(Problem, match="keys_damaged"):
        fresh(path).lock.unlock(ANSWER)


def test_no_word_and_no_answer_lies_in_clear(path: Path) -> None:
    store = fresh(path)
    store.journal.save(Entry(helped=Answer(CANARY)))
    store.drafts.keep("jbbbb-helped", QUESTION, CANARY)
    store.lock.unlock(ANSWER)
    words = store.recovery.make()
    for data in everything(path).values():
        for secret in (CANARY, ANSWER, " ".join(words)):
            assert secret.encode() not in data


def test_the_card_brings_back_a_key_that_was_lost(path: Path) -> None:
    store = fresh(path)
    store.lock.unlock(ANSWER)
    card = " ".join(store.recovery.make())
    (key,) = path.glob("*.key")
    held = key.read_bytes()
    for data in (None, b"x" * 32, b""):
        key.unlink()
        if data is not None:
            key.write_bytes(data)
        other = fresh(path)
        note = other.notes.add("meanwhile")
        entry = other.journal.save(Entry(helped=Answer("meanwhile")))
        assert not other.recovery.recover("lamp " * 8)
        assert other.recovery.recover(card)
        assert key.read_bytes() == held
        assert (other.lock.kind, other.lock.open) == ("", True)
        assert note in other.notes.all()
        assert entry in other.journal.all()
        assert data is None or any(p.read_bytes() == data for p in path.glob("*.key.*"))


def test_the_card_follows_a_lock_that_is_set_later(path: Path) -> None:
    store = fresh(path)
    store.lock.unlock(ANSWER)
    store.lock.remove()
    card = " ".join(store.recovery.make())
    store.lock.set("words", "another answer")
    store.lock.set("words", "a third answer")
    other = fresh(path)
    assert other.recovery.recover(card)
    assert [entry.helped.words for entry in other.journal.all()] == ["old"]


@pytest.mark.parametrize("reached", [True, False])
def test_the_card_puts_the_key_into_the_key_store(tmp_path: Path, reached: bool) -> None:
    path, kept = tmp_path / "home", dict[tuple[str, str], str]()

    def run(*, with_store: bool = True) -> Store:
        home = Home(path)
        store = open_store(home, Watch())
        system = memory_store(kept)
        store.__dict__["_keys"] = WrappedKeys(
            home, KeyFile(path), lambda: system if with_store else None
        )
        return store

    first = run()
    note = first.notes.add("a note")
    card = " ".join(first.recovery.make())
    held = dict(kept)
    assert list(path.glob("*.key")) == []
    kept.clear()
    other = run(with_store=reached)
    assert other.recovery.recover(card)
    assert other.notes.all() == [note]
    assert (kept == held) is reached
    assert kept.keys() <= {(SERVICE, Home(path).id())}
    assert len(list(path.glob("*.key"))) == (0 if reached else 1)
    assert run(with_store=reached).notes.all() == [note]


def test_a_flipped_byte_in_one_copy_costs_neither_lock_nor_card(path: Path) -> None:
    store = fresh(path)
    store.lock.unlock(ANSWER)
    card = " ".join(store.recovery.make())
    good = (path / FILES[0]).read_bytes()
    for at in range(0, len(good), 41):
        (path / FILES[0]).write_bytes(good[:at] + bytes([good[at] ^ 4]) + good[at + 1 :])
        assert fresh(path).lock.unlock(ANSWER)
    (path / FILES[0]).unlink()
    assert fresh(path).recovery.recover(card)


def test_all_of_it_is_forgotten(path: Path) -> None:
    store = fresh(path)
    store.journal.save(Entry(helped=Answer("new")))
    store.drafts.keep("jbbbb-helped", QUESTION, "new")
    forgetting.forget(Home(path), Watch()())
    assert forgetting.undo(Home(path))
    back = fresh(path)
    assert back.lock.unlock(ANSWER)
    assert {entry.helped.words for entry in back.journal.all()} == {"old", "new"}
    forgetting.forget(Home(path), Watch()())
    forgetting.end(Home(path))
    assert [p.name for p in path.rglob("*") if p.is_file()] == ["lock"]


def test_a_changed_entry_needs_the_lock_open(path: Path) -> None:
    store = fresh(path)
    store.lock.unlock(ANSWER)
    (entry,) = store.journal.all()
    store.lock.close()
    with pytest.raises(Problem, match="journal_locked"):
        store.journal.save(replace(entry, later=True))


def test_a_file_with_entries_is_taken_in_when_the_lock_is_open(path: Path) -> None:
    store = fresh(path)
    store.lock.unlock(ANSWER)
    everything_there = gather(store, "test", Watch()())
    store.lock.close()
    with pytest.raises(Problem, match="journal_locked"):
        take_in(store, everything_there, settings=False)
    store.lock.unlock(ANSWER)
    assert take_in(store, everything_there, settings=False).journal.there == 1


def test_the_words_of_cards_are_easy_and_none_is_like_another() -> None:
    from companion.easyread.rules.vocabulary import hard_words

    words = card_words()
    assert len(words) >= 1024
    assert all(re.fullmatch("[a-z]{3,7}", word) for word in words)
    assert not [word for word in words if any(True for _ in hard_words(word, frozenset()))]
    parts: dict[str, str] = {}
    for word in words:
        near = {word[:at] + put + word[at + 1 :] for at in range(len(word)) for put in ("", "*")}
        for part in {word, *near}:
            assert part not in parts, (word, parts[part])
            parts[part] = word


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_the_words_of_cards_all_sound_in_their_own_way() -> None:
    from tools.card_words import sounds

    words = list(card_words())
    by_sound = sorted(zip(sounds(words), words, strict=True))
    assert not [pair for pair in itertools.pairwise(by_sound) if pair[0][0] == pair[1][0]]
