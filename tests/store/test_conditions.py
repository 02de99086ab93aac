"""What may happen to a home in a life: flipped bits, wrong clocks, copies, and locked disks."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks.faults.promises import CANARY
from companion.domain.journal import Answer, Entry
from companion.domain.kept import About
from companion.problems import Problem
from companion.store.home import Home
from companion.store.opening import Store, open_store
from tests.small_disks import disk_of
from tests.store.places import Watch
from tests.store.test_sessions import FULL

pytestmark = pytest.mark.slow

SPOTS = 24  # bytes that are flipped in each file, spread over all of it


def words_in(store: Store) -> set[str]:
    """All the member's words that can be read."""
    notes = {note.text for note in store.notes.all()}
    entries = {entry.words for entry in store.journal.all()}
    return notes | entries | {draft.text for draft in store.drafts.left_over()}


@pytest.fixture
def full_home(tmp_path: Path) -> Path:
    """A home with a file of each kind, of which some were left by a run that was killed."""
    home = Home(tmp_path / "full")
    store = open_store(home)
    for n in range(4):
        store.notes.add(f"{CANARY} note {n}")
    store.journal.save(Entry(helped=Answer(f"{CANARY} entry")))
    store.drafts.keep("d", About(), f"{CANARY} draft")
    store.settings.put("way", "plain")
    store.sessions.take("talks", [FULL])
    (home.path / "running").mkdir(0o700)
    (home.path / "running" / ("0" * 16)).write_bytes(b"left")
    home.set_aside("words-0123456789abcdef", b":a damaged line\n")
    return home.path


def flipped(whole: bytes) -> Iterator[bytes]:
    """The bytes of a file with one of them flipped, at places all over it."""
    for spot in range(min(SPOTS, len(whole))):
        at = spot * len(whole) // min(SPOTS, len(whole))
        mask = (0x01, 0x80, 0x20, 0xFF)[spot % 4]
        yield whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :]


def live_with(home: Path, expected: set[str]) -> None:
    """Open a home with a flipped byte: what is missing is told, and what is refused is left."""
    log = (home / "words.log").read_bytes()
    store = open_store(Home(home))
    try:
        there = words_in(store)
        assert there <= expected
        assert len(there) >= len(expected) - store.damaged
        store.notes.add(f"{CANARY} later")
        assert words_in(open_store(Home(home))) == {*there, f"{CANARY} later"}
    except Problem as problem:
        assert problem.code in {"key_wrong", "key_missing", "newer_home"}
        assert CANARY not in problem.say + problem.next + str(problem.facts)
        assert (home / "words.log").read_bytes() == log
    for read in (lambda: store.settings.get("way"), store.sessions.all):
        try:
            read()
        except Problem as problem:
            assert problem.code in {"settings_damaged", "sessions_damaged", "newer_home"}
            assert list((home / "damaged").glob("*.json")) or problem.code == "newer_home"


def test_a_flipped_byte_in_any_file_loses_nothing_untold(full_home: Path, tmp_path: Path) -> None:
    expected = words_in(open_store(Home(full_home)))
    assert len(expected) == 6
    files = [path.relative_to(full_home) for path in full_home.rglob("*") if path.is_file()]
    assert len(files) >= 7  # whatever they are: also those that later versions make
    for file in files:
        whole = (full_home / file).read_bytes()
        for spoilt in flipped(whole):
            copy = tmp_path / "copy"
            shutil.copytree(full_home, copy)
            (copy / file).write_bytes(spoilt)
            live_with(copy, expected)
            if file.name != "words.log":  # with the right byte, all words are there again
                (copy / file).write_bytes(whole)
                assert words_in(open_store(Home(copy))) >= expected
            shutil.rmtree(copy)


# Clocks

YEARS = (8, -30, 60, -56, 56, -20)  # 2026 to 2034, 2004, 2064, 2008, 2064, 2044


def test_a_clock_that_jumps_by_years_loses_nothing_that_is_not_deleted(home: Home) -> None:
    watch = Watch()
    store = open_store(home, watch)
    note = store.notes.add("0")
    kept = {note.id: "0"}
    for step, years in enumerate(YEARS, 1):
        watch.forward(days=365.25 * years)
        note = store.notes.save(replace(note, text=str(step)))
        kept[note.id] = str(step)
        fresh = store.notes.add(f"new {step}")
        kept[fresh.id] = f"new {step}"
        store.drafts.keep(f"d{step}", About(), f"typed {step}")
        store.notes.delete(fresh.id)
        assert store.notes.undelete(fresh.id).text == f"new {step}"
        store = open_store(Home(home.path), watch)  # lets go of what was deleted long ago
        assert {n.id: n.text for n in store.notes.all()} == kept
        assert len(store.drafts.left_over()) == step


def test_what_is_deleted_while_the_clock_is_wrong_can_be_brought_back(home: Home) -> None:
    watch = Watch()
    watch.forward(days=365 * 40)
    store = open_store(home, watch)
    note = store.notes.add("words")
    store.notes.delete(note.id)
    watch.forward(days=-365 * 40)
    again = open_store(Home(home.path), watch)
    assert again.notes.all() == []
    assert again.notes.undelete(note.id).text == "words"


def test_companions_whose_clocks_differ_do_not_write_over_each_other(home: Home) -> None:
    early, late = Watch(), Watch()
    early.forward(days=-365 * 50)
    one, two = open_store(home, early), open_store(Home(home.path), late)
    note = two.notes.add("0")
    for step in range(1, 7):
        note = (one, two)[step % 2].notes.save(replace(note, text=str(step)))
        assert one.notes.get(note.id) == two.notes.get(note.id) == note
    assert len(one.notes.all()) == 1
    one.notes.save(replace(note, text="old", version=2))
    assert {n.text for n in two.notes.all()} == {"6", "old"}


# A home that is copied, and companions that are killed, while another saves

SAVES = """
import itertools, sys
from pathlib import Path
from companion.domain.kept import About
from companion.store import log
from companion.store.home import Home
from companion.store.opening import open_store
log.WORTH_COMPACTING = 5_000
home = Home(Path(sys.argv[1]))
store = open_store(home)
with home.presence():
    for step in itertools.count():
        store.drafts.keep("d", About(), f"{sys.argv[2]} typing {step}" + "y" * 500)
        print(store.notes.add(f"{sys.argv[2]} {step}").id, flush=True)
"""


class Saver:
    """A program that saves in a loop, and says the id of each note once it is saved."""

    def __init__(self, home: Path, name: str, said: Path) -> None:
        self._said = said / name
        with self._said.open("wb") as out:
            line = [sys.executable, "-W", "error", "-c", SAVES, str(home), name]
            self.program = subprocess.Popen(line, stdout=out)
        self.name = name

    def kept(self) -> dict[str, str]:
        """What it has said so far."""
        ids = [w.strip() for w in self._said.read_text().splitlines(keepends=True) if w[-1] == "\n"]
        return {note_id: f"{self.name} {step}" for step, note_id in enumerate(ids)}

    def wait_for(self, count: int) -> None:
        """Wait until it has saved so much."""
        while len(self.kept()) < count:
            assert self.program.poll() is None
            time.sleep(0.01)

    def kill(self) -> None:
        """kill -9."""
        self.program.kill()
        assert self.program.wait() == -signal.SIGKILL


def assert_holds(home: Path, kept: dict[str, str]) -> None:
    store = open_store(Home(home))
    there = {note.id: note.text for note in store.notes.all()}
    assert there.items() >= kept.items()
    assert store.damaged == 0
    later = store.notes.add("later")
    assert open_store(Home(home)).notes.get(later.id) == later


@pytest.mark.skipif(shutil.which("cp") is None, reason="there is no cp here")
def test_a_copy_that_is_made_while_another_saves_has_all_that_was_saved(tmp_path: Path) -> None:
    home = tmp_path / "home"
    saver = Saver(home, "saver", tmp_path)
    try:
        for number in range(20):
            saver.wait_for(number * 3 + 1)
            kept = saver.kept()
            # A file may go while cp works (the log that is written anew): it says so, and goes on.
            subprocess.run(["cp", "-r", home, tmp_path / f"copy {number}"], check=False)
            assert_holds(tmp_path / f"copy {number}", kept)
    finally:
        saver.kill()
    assert_holds(home, saver.kept())


def test_companions_that_are_killed_beside_another_take_nothing_of_its_words(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    stays = Saver(home, "stays", tmp_path)
    kept: dict[str, str] = {}
    for number in range(5):
        dies = Saver(home, f"dies{number}", tmp_path)
        dies.wait_for(4 + number)
        dies.kill()
        kept |= dies.kept()
        stays.wait_for(len(stays.kept()) + 2)
    stays.kill()
    assert_holds(home, kept | stays.kept())
    assert open_store(Home(home)).other_open is False
    assert len(open_store(Home(home)).drafts.left_over()) >= 1


# A disk that becomes read-only while a companion is open


def test_a_disk_that_becomes_read_only_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with disk_of("4m", tmp_path) as disk:
        store = open_store(Home(disk / "home"))
        note = store.notes.add(f"{CANARY} before")
        store.settings.put("way", "plain")
        store.drafts.keep("d", About(), f"{CANARY} typed before")
        remount(disk, "ro")
        for write in (
            lambda: store.notes.save(replace(note, text=f"{CANARY} changed")),
            lambda: store.notes.delete(note.id),
            lambda: store.drafts.keep("d", About(), f"{CANARY} typed"),
            lambda: store.settings.put("way", "screen"),
        ):
            with pytest.raises(Problem) as caught:
                write()
            assert caught.value.code == "home_not_writable"
            assert CANARY not in caught.value.say + str(caught.value.facts)
        for look in (store, open_store(Home(disk / "home"))):
            assert (look.notes.all(), look.settings.get("way")) == ([note], "plain")
        with Home(disk / "home").presence() as presence:
            assert not presence.held
        remount(disk, "rw")
        changed = store.notes.save(replace(note, text=f"{CANARY} changed"))
        again = open_store(Home(disk / "home"))
        assert again.notes.all() == [changed]
        assert [draft.text for draft in again.drafts.left_over()] == [f"{CANARY} typed before"]


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)
