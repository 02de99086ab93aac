"""Journeys of keys: older homes, letters while the key is away, the lock, the recovery card."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from benchmarks.faults.promises import ANSWERS, CANARY
from benchmarks.faults.stage import Stage, entry, note
from companion.domain.journal import Answer
from companion.domain.kept import About
from companion.store.home import Home
from companion.store.key_record import read_record, write_record
from companion.store.keys import KeyFile
from companion.store.log import Log
from companion.store.wrapped import WrappedKeys

IN_JOURNAL = About("question", "jcccc", "", "helped")


def as_before(stage: Stage) -> None:
    """Make the home of a stage one of format 2: the journal lies among the notes."""
    home = Home(stage.home)
    keys = WrappedKeys(home, KeyFile(home.path), lambda: None)
    words, journal = (Log(home, name, keys) for name in ("words", "journal"))
    for table in ("journal", "drafts"):
        words.append(table, journal.documents(table))
    (home.path / "journal.log").unlink()
    record = read_record(home.path)
    assert record is not None
    vault = f"{home.id()}.words"
    older = replace(record, vaults={vault: record.vaults[vault]}, public={})
    write_record(home.path, older)
    said = f"companion-home 2 {home.id()}\n"
    (home.path / "home-id").write_bytes(said.encode())


def moved(stage: Stage) -> None:
    """The journal of an older home gets a vault of its own, and life goes on."""
    home, store = stage.open()
    with home.presence():
        stage.draft(store, "left", "carried on")
        answers = stage.save(store.journal, entry("jaaaa", "new"))
        stage.save(store.journal, replace(answers, different=Answer(f"{CANARY} slower")))
        stage.save(store.notes, note("naaaa", "new"))


def letters(stage: Stage) -> None:
    """The key is away: new words go into letters. Then it is there again, in another run."""
    with _without_key():
        home, store = stage.open()
        with home.presence():
            stage.draft(store, "da", "typing")
            stage.draft(store, "da", "typing more")
            stage.save(store.notes, note("naaaa", "new"))
            stage.drop(store, "da")
            stage.draft(store, "dj", "typing in the journal", IN_JOURNAL)
            answers = stage.save(store.journal, entry("jaaaa", "new"))
            stage.save(store.journal, replace(answers, different=Answer(f"{CANARY} slower")))
    home, store = stage.open()
    with home.presence():
        stage.save(store.notes, note("nbbbb", "with the key"))
        stage.draft(store, "dj", "carried on", IN_JOURNAL)
        stage.save(store.journal, entry("jbbbb", "with the key"))


def lock(stage: Stage) -> None:
    """The journal is locked, written in, unlocked, locked in another way, and open again."""
    first, second = ANSWERS
    (one, store), (two, other) = stage.open(), stage.open()
    with one.presence(), two.presence():
        answers = stage.save(store.journal, entry("jaaaa", "before"))
        stage.lock(store, "words", first)
        stage.save(store.journal, replace(answers, different=Answer(f"{CANARY} while open")))
        stage.draft(other, "dj", "typing", IN_JOURNAL)
        stage.save(other.journal, entry("jbbbb", "while it is closed"))
        other.lock.unlock(first)
        stage.save(other.journal, entry("jdddd", "while it is open"))
        stage.drop(other, "dj")
        stage.lock(store, "pictures", second)
        store.lock.close()
        stage.save(store.journal, entry("jeeee", "closed again"))
        for answer in ANSWERS:  # where the lock could not be changed it is the first
            store.lock.unlock(answer)
        stage.take_off(store)


def card(stage: Stage) -> None:
    """A card is made, the journal locked, and another card made."""
    home, store = stage.open()
    with home.presence():
        stage.make_card(store)
        stage.save(store.journal, entry("jaaaa", "with a card"))
        stage.lock(store, "words", ANSWERS[0])
        stage.make_card(store)


def lost(stage: Stage) -> None:
    """Turn a home into one that is locked and has lost its key; there is a card."""
    card(stage)
    for key in stage.home.glob("*.key"):
        key.unlink()


def recovered(stage: Stage) -> None:
    """The card opens everything, and letters from before come in."""
    home, store = stage.open()
    with home.presence():
        stage.save(store.notes, note("naaaa", "without the key"))
        stage.recover(store)
        stage.save(store.journal, entry("jbbbb", "with the key"))


@contextmanager
def _without_key() -> Iterator[None]:
    os.environ["COMPANION_KEY_FILE"] = os.devnull + "/no-key"
    try:
        yield
    finally:
        del os.environ["COMPANION_KEY_FILE"]
