"""Keys: one for a vault, never a second, and never in the place of another."""

import hmac
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.problems import Problem
from companion.store.home import Home
from companion.store.keys import KeyFile, key_check
from tests.store.places import everything, open_log, texts


def assert_refused(home: Home, code: str, key: Path | None = None) -> None:
    """Reading, writing and compacting raise `code`, and change nothing at all."""
    before = everything(home.path)
    for _ in range(2):  # the second time is no kinder
        log = open_log(home, key=key)
        with pytest.raises(Problem) as read:
            log.documents("notes")
        with pytest.raises(Problem) as write:
            log.append("notes", {"d": {"text": "new"}})
        with pytest.raises(Problem) as compact:
            log.compact()
        assert {read.value.code, write.value.code, compact.value.code} == {code}
        assert ".key" in read.value.say
    assert everything(home.path) == before


def test_a_missing_key_is_never_made_again(filled: Home, key_file: Callable[[], Path]) -> None:
    moved = filled.path.parent / "moved.key"
    key_file().rename(moved)
    assert_refused(filled, "key_missing")
    assert sorted(texts(open_log(filled, key=moved))) == ["a", "b", "c"]


def test_a_vault_of_which_only_a_piece_is_left_gets_no_second_key(
    filled: Home, key_file: Callable[[], Path], log_file: Path
) -> None:
    key_file().unlink()
    piece = log_file.read_bytes()[:40]
    log_file.write_bytes(piece)
    with pytest.raises(Problem) as caught:
        open_log(filled).append("notes", {"d": {"text": "new"}})
    assert caught.value.code == "key_missing"
    assert log_file.read_bytes() == piece
    assert list(filled.path.glob("*.key")) == []


@pytest.mark.parametrize(
    "wrong", [b"", b"short", b"k" * 32, b"k" * 33], ids=["empty", "cut", "other", "long"]
)
def test_a_wrong_key_changes_nothing(
    filled: Home, key_file: Callable[[], Path], wrong: bytes
) -> None:
    key_file().write_bytes(wrong)
    assert_refused(filled, "key_wrong")
    assert key_file().read_bytes() == wrong


def test_a_wrong_key_is_noticed_when_the_first_line_is_damaged(
    filled: Home, key_file: Callable[[], Path], log_file: Path
) -> None:
    log_file.write_bytes(b"X" + log_file.read_bytes()[1:])
    key_file().write_bytes(os.urandom(32))
    assert_refused(filled, "key_wrong")


def test_every_byte_of_the_key_matters(filled: Home, key_file: Callable[[], Path]) -> None:
    good = key_file().read_bytes()
    for at in range(32):
        key_file().write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises(Problem):
            texts(open_log(filled))
    key_file().write_bytes(good)
    assert len(texts(open_log(filled))) == 3


def test_the_key_is_looked_for_before_each_save(filled: Home, key_file: Callable[[], Path]) -> None:
    log = open_log(filled)
    assert len(texts(log)) == 3
    key = key_file()
    key.rename(key.with_suffix(".away"))
    with pytest.raises(Problem) as caught:
        log.append("notes", {"d": {"text": "nobody could read this tomorrow"}})
    assert caught.value.code == "key_missing"
    key.write_bytes(os.urandom(32))
    with pytest.raises(Problem) as caught:
        log.append("notes", {"d": {"text": "nor this"}})
    assert caught.value.code == "key_wrong"
    key.with_suffix(".away").rename(key)
    log.append("notes", {"d": {"text": "but this"}})
    assert len(texts(open_log(filled))) == 4


def test_a_key_without_a_vault_is_used(home: Home, key_file: Callable[[], Path]) -> None:
    """As after kill -9 between the key and the vault's first line."""
    made = KeyFile(home.path).make(home.make_id())
    open_log(home).append("notes", {"a": {"text": "words"}})
    assert key_file().read_bytes() == made
    assert len(texts(open_log(home))) == 1


def test_an_empty_vault_file_is_no_vault(home: Home, log_file: Path) -> None:
    """As after kill -9 between the file and its first line."""
    home.make_id()
    log_file.touch()
    open_log(home).append("notes", {"a": {"text": "words"}})
    assert len(texts(open_log(home))) == 1


def test_the_key_may_lie_elsewhere(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion.store.opening import open_store

    place = tmp_path / "keys" / "mine"
    monkeypatch.setenv("COMPANION_KEY_FILE", str(place))
    note = open_store(home).notes.add("words")
    assert place.stat().st_mode & 0o777 == 0o600
    assert len(place.read_bytes()) == 32
    assert list(home.path.glob("*.key")) == []
    assert open_store(Home(home.path)).notes.get(note.id) == note
    monkeypatch.delenv("COMPANION_KEY_FILE")
    assert_refused(home, "key_missing")


def test_two_homes_may_share_a_key_but_not_their_words(tmp_path: Path) -> None:
    """A line is bound to its vault: moved into another one, it is damaged, not read."""
    key = tmp_path / "key"
    one, two = Home(tmp_path / "one"), Home(tmp_path / "two")
    open_log(one, key=key).append("notes", {"a": {"text": "of one"}})
    open_log(two, key=key).append("notes", {"b": {"text": "of two"}})
    line = (one.path / "words.log").read_bytes().splitlines(keepends=True)[1]
    with (two.path / "words.log").open("ab") as file:
        file.write(line)
    log = open_log(two, key=key)
    assert (list(texts(log)), log.damaged) == (["b"], 1)


def test_a_key_that_cannot_be_read_is_missing(filled: Home, key_file: Callable[[], Path]) -> None:
    key = key_file()
    key.unlink()
    key.mkdir()
    assert_refused(filled, "key_missing")


def test_a_lost_home_id_does_not_matter_to_a_vault(filled: Home) -> None:
    (filled.path / "home-id").unlink()
    log = open_log(filled)
    log.append("notes", {"d": {"text": "more"}})
    assert len(texts(open_log(filled))) == 4


def test_two_vaults_may_have_two_keys(home: Home, tmp_path: Path) -> None:
    notes, drafts = open_log(home, "notes"), open_log(home, "drafts", tmp_path / "second.key")
    notes.append("t", {"a": {"n": 1}})
    drafts.append("t", {"b": {"n": 2}})
    assert open_log(home, "notes").documents("t") == {"a": {"n": 1}}
    assert open_log(home, "drafts", tmp_path / "second.key").documents("t") == {"b": {"n": 2}}
    with pytest.raises(Problem):
        open_log(home, "drafts").documents("t")


def test_the_check_is_the_one_that_stands_in_every_log() -> None:
    key = bytes(range(32))
    assert key_check(key) == hmac.digest(key, b"companion key check", "sha256").hex()[:16]


def test_the_check_tells_nothing_but_the_fit() -> None:
    assert key_check(b"k" * 32) == key_check(b"k" * 32) != key_check(b"l" * 32)
    assert (b"k" * 8).hex() not in key_check(b"k" * 32)
