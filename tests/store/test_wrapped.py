"""Wrapped keys: 2 copies, each bound to its vault, and homes from before there were any."""

import shutil
import zlib
from pathlib import Path

import pytest

from companion.domain.journal import Answer
from companion.problems import Problem
from companion.store.home import Home
from companion.store.key_record import FILES
from companion.store.keys import KeyFile
from companion.store.opening import open_store
from tests.store.places import everything, keys_of, open_log, texts

VERSION_1 = Path(__file__).parent / "homes" / "version-1"


def refused(home: Home, code: str) -> None:
    before = everything(home.path)
    for call in (texts, lambda log: log.append("notes", {"d": {"text": "new"}})):
        with pytest.raises(Problem) as caught:
            call(open_log(home))
        assert caught.value.code == code
    assert everything(home.path) == before


def test_the_key_of_the_words_lies_nowhere_as_it_is(filled: Home) -> None:
    vault = f"{filled.id()}.words"
    key, around = keys_of(filled).read(vault), KeyFile(filled.path).read(filled.id())
    assert key != around
    for text in everything(filled.path).values():
        assert key not in text


def test_each_copy_alone_opens_the_words_whatever_byte_of_the_other_flips(filled: Home) -> None:
    for name in FILES:
        file = filled.path / name
        good = file.read_bytes()
        for at in range(len(good)):
            file.write_bytes(good[:at] + bytes([good[at] ^ 4]) + good[at + 1 :])
            assert keys_of(filled).read(f"{filled.id()}.words")
        file.unlink()
        assert len(texts(open_log(filled))) == 3
        file.write_bytes(good)


@pytest.mark.parametrize("text", [b"", b"{}\n", b'{"version":1}\n71309a33\n', b"\xff" * 200])
def test_two_damaged_copies_change_nothing(filled: Home, text: bytes) -> None:
    for name in FILES:
        (filled.path / name).write_bytes(text)
    refused(filled, "keys_damaged")


def test_a_newer_file_is_left_alone(filled: Home) -> None:
    for name in FILES:
        (filled.path / name).write_bytes(b'{"version":3,"new":[]}\nea42a2fe\n')
    refused(filled, "newer_home")


def test_without_both_copies_nothing_gets_a_second_key(filled: Home) -> None:
    for name in FILES:
        (filled.path / name).unlink()
    refused(filled, "key_wrong")


def test_a_key_of_another_vault_does_not_open(filled: Home) -> None:
    open_log(filled, "other").append("notes", {"a": {"text": "other"}})
    for name in FILES:
        text = (filled.path / name).read_bytes().partition(b"\n")[0]
        here = f"{filled.id()}.".encode()
        swapped = text.replace(here + b"words", here + b"x").replace(
            here + b"other", here + b"words"
        )
        swapped = swapped.replace(here + b"x", here + b"other")
        (filled.path / name).write_bytes(b"%s\n%08x\n" % (swapped, zlib.crc32(swapped)))
    refused(filled, "key_wrong")


def test_the_newest_copy_counts(filled: Home) -> None:
    """As after a crash between the two copies."""
    old = (filled.path / FILES[1]).read_bytes()
    open_log(filled, "other").append("notes", {"a": {"text": "other"}})
    (filled.path / FILES[1]).write_bytes(old)
    assert texts(open_log(filled, "other")) == {"a": {"text": "other"}}
    open_log(filled, "third").append("notes", {"a": {"text": "third"}})
    copies = {(filled.path / name).read_bytes() for name in FILES}
    assert len(copies) == 1


@pytest.fixture
def first_version(tmp_path: Path) -> Home:
    """A home as the first version left it, with a note, a deleted one, an entry and a draft."""
    shutil.copytree(VERSION_1, tmp_path / "home")
    return Home(tmp_path / "home")


def test_a_home_of_the_first_version_opens_whole(first_version: Home) -> None:
    store = open_store(first_version)
    (note,) = store.notes.all()
    assert note.text == "I want to say: more quiet, please.\nSecond line: café."
    (entry,) = store.journal.all()
    assert entry.helped == Answer("A lamp that is not so bright.", ("light",))
    assert entry.different == Answer(unknown=True)
    assert [draft.text for draft in store.drafts.left_over()] == ["Half a sentence"]
    assert store.settings.get("way") == "plain"
    assert [one.title for one in store.sessions.all()] == ["How we listen"]
    assert store.damaged == 0


def test_a_home_of_the_first_version_goes_on(first_version: Home) -> None:
    changed = ("words.log", "home-id")
    before = {p.name: p.read_bytes() for p in VERSION_1.iterdir() if p.name not in changed}
    note = open_store(first_version).notes.add("new words")
    assert open_store(Home(first_version.path)).notes.get(note.id) == note
    after = {p.name: p.read_bytes() for p in first_version.path.iterdir() if p.is_file()}
    assert before.items() <= after.items()
    open_log(first_version, "other").append("t", {"a": {"text": "in a vault of its own"}})
    assert len(open_store(Home(first_version.path)).notes.all()) == 2
