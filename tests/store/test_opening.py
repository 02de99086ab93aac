"""The store as a whole: opened late, telling what is wrong, and never showing words."""

from base64 import b64encode
from pathlib import Path

import pytest

from companion.domain.kept import About
from companion.domain.notes import Note
from companion.ports import Drafts, Kept, Settings
from companion.store.home import Home
from companion.store.opening import open_store
from tests.store.places import Watch, run

SLOW_TO_LOAD = """
import sys
from pathlib import Path
from companion.store.home import Home
from companion.store.opening import open_store

def loaded():
    return " ".join(sorted({"tinydb", "cryptography", "platformdirs", "nacl"} & set(sys.modules)))

store = open_store(Home(Path(sys.argv[1])))
store.settings.get("look"), store.other_open
print(loaded())
store.settings.put("look", "plain")
print(loaded())
store.notes.all(), store.journal.all(), store.damaged
print(loaded())
store.drafts.left_over()
print(loaded())
store.notes.add("words")
store.lock.kind, store.recovery.made
print(loaded())
"""


@pytest.mark.slow
def test_what_is_slow_to_load_is_loaded_late(home: Home) -> None:
    said = run(SLOW_TO_LOAD, home.path).splitlines()
    assert said == ["", "", "", "tinydb", "cryptography tinydb"]


def test_the_store_is_what_the_pages_ask_for(home: Home) -> None:
    store = open_store(home)
    notes: Kept[Note] = store.notes
    drafts: Drafts = store.drafts
    settings: Settings = store.settings
    assert notes is store.notes
    assert drafts is store.drafts
    assert settings is store.settings


def test_the_clock_is_handed_on(home: Home) -> None:
    watch = Watch()
    store = open_store(home, watch)
    assert store.notes.add("words").created == watch.at
    store.drafts.keep("one", About(), "words")
    assert open_store(Home(home.path)).drafts.left_over()[0].changed == watch.at


def test_notes_and_drafts_share_a_vault(home: Home) -> None:
    store = open_store(home)
    note = store.notes.add("words")
    store.drafts.keep(note.id, About(thing=note.id), "typing")
    assert store.notes.all() == [note]
    assert [p.name for p in home.path.glob("*.log")] == ["words.log"]


def test_damage_is_counted(home: Home) -> None:
    open_store(home).notes.add("words")
    with (home.path / "words.log").open("ab") as file:
        file.write(b":damage\n")
    assert open_store(home).damaged == 1


def test_old_deleted_notes_go_when_the_notes_are_opened(home: Home) -> None:
    watch = Watch()
    store = open_store(home, watch)
    store.notes.delete(store.notes.add("words").id)
    size = (home.path / "words.log").stat().st_size
    watch.forward(days=31)
    assert open_store(Home(home.path), watch).notes.all() == []
    assert (home.path / "words.log").stat().st_size < size


def test_opening_notes_without_the_key_raises_only_when_they_are_read(home: Home) -> None:
    from companion.problems import Problem

    open_store(home).notes.add("words")
    next(home.path.glob("*.key")).unlink()
    notes = open_store(Home(home.path)).notes
    with pytest.raises(Problem) as caught:
        notes.all()
    assert caught.value.code == "key_missing"


CANARY = "kanarienvogel"


def disguises(word: str) -> set[bytes]:
    """The word as it could lie in a file: in every encoding, in base64 at every offset, in hex."""
    plain = {word.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")}
    coded = set()
    for raw in plain:
        coded |= {raw.hex().encode(), raw.hex().upper().encode(), raw[::-1]}
        for offset in range(3):
            text = b64encode(b"\0" * offset + raw)
            coded.add(text[(offset * 8 + 5) // 6 : len(text) - 4])
    return plain | coded


def all_bytes(folder: Path) -> dict[Path, bytes]:
    return {p: p.name.encode() + p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_no_word_lies_in_clear_anywhere(home: Home, tmp_path: Path) -> None:
    watch = Watch()
    store = open_store(home, watch)
    with home.presence():
        note = store.notes.add(f"one {CANARY}")
        store.notes.delete(store.notes.add(f"two {CANARY}", aloud=True).id)
        store.drafts.keep(CANARY, About(part=CANARY), f"three {CANARY}")
        log = home.path / "words.log"
        torn = log.read_bytes()[-300:-30]
        with log.open("ab") as file:
            file.write(torn + b"\n" + torn)
        assert store.damaged == 1
        store.notes.add(f"four {CANARY}")
        watch.forward(days=31)
        again = open_store(Home(home.path), watch)
        assert len(again.notes.all()) == 2
        assert again.notes.get(note.id).text == f"one {CANARY}"
    found = all_bytes(tmp_path)
    assert any("damaged" in path.parts for path in found)
    for path, data in found.items():
        for disguise in disguises(CANARY):
            assert disguise not in data, path
        assert b"notes" not in data, path


def test_the_search_for_words_would_find_them() -> None:
    for text in (f"x{CANARY}", f"ab{CANARY}cd", f"{{{CANARY}}}"):
        for data in (text.encode(), b64encode(text.encode()), text.encode().hex().encode()):
            assert any(disguise in data for disguise in disguises(CANARY)), data
        assert any(d in b64encode(text.encode("utf-16-le")) for d in disguises(CANARY))
