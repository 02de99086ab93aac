"""Two companions on one home do whatever they like, beside a simple model of what is kept."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from msgspec.structs import replace

from companion.domain.journal import Answer, Entry
from companion.domain.kept import About
from companion.domain.locking import LockKind
from companion.domain.notes import Note
from companion.problems import Problem
from companion.store import boxes
from companion.store import log as log_module
from companion.store.home import Home, Presence
from companion.store.kept import DAYS_TO_UNDO
from companion.store.lines import read_header
from companion.store.opening import Store, open_store
from companion.store.vault import find_vault
from tests.store.places import Watch, keys_of, open_log

WORDS = st.text(max_size=12)
WHICH = st.integers(0, 1)
DRAFTS = st.sampled_from(["d1", "d2"])
NUMBERS = st.integers(0, 1_000_000)


def pick(ids: Iterable[str], number: int) -> str:
    """One of the ids, by the order in which they were made: they themselves are random."""
    known = list(ids)
    return known[number % len(known)]


class Companion:
    """One open companion, and the notes as it last saw them."""

    def __init__(self, path: Path, watch: Watch) -> None:
        self.home = Home(path)
        self.store = open_store(self.home, watch)
        self.presence = self.home.presence()
        self.seen: dict[str, Note] = {}
        self.store.journal.all()
        self.look()

    def look(self) -> None:
        self.seen = {note.id: note for note in self.store.notes.all()}

    def kill(self) -> None:
        """End as with kill -9: the system closes its files, and no sign is taken down."""
        descriptor = self.presence._descriptor
        assert descriptor is not None
        os.close(descriptor)


ANSWERS = st.sampled_from(["a blue door", "noise quiet noise plan"])
KEY_CODES = {"key_missing", "key_wrong"}


class LockedCompanions(RuleBasedStateMachine):
    """Two companions write in a journal that is locked and opened, while its key comes and goes.

    `entries` is what was saved, by id; `answer` opens the lock, "" where there is none.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "home"
        self.watch = Watch()
        self.entries: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.answer = ""
        self.cost, boxes.COST = boxes.COST, boxes.Cost(1, 2**14)

    @initialize()
    def two_open(self) -> None:
        first = open_store(Home(self.path), self.watch)
        self.entries[first.journal.save(Entry(helped=Answer("first"))).id] = "first"
        self.notes[first.notes.add("first").id] = "first"
        self.open = [self.start(), self.start()]
        (self.key,) = self.path.glob("*.key")
        self.held = self.key.read_bytes()

    def start(self) -> tuple[Home, Store, Presence]:
        home = Home(self.path)
        return home, open_store(home, self.watch), home.presence()

    def teardown(self) -> None:
        boxes.COST = self.cost
        for _, _, presence in self.open:
            presence.close()
        shutil.rmtree(self.folder)

    @property
    def there(self) -> bool:
        return self.key.exists()

    @rule(which=WHICH, words=WORDS)
    def write_entry(self, which: int, words: str) -> None:
        """New words can always be kept, and be read by who wrote them."""
        store = self.open[which][1]
        entry = store.journal.save(Entry(helped=Answer(words)))
        assert store.journal.get(entry.id) == entry
        changed = store.journal.save(replace(entry, different=Answer("more")))
        assert (changed.id, changed.version) == (entry.id, 2)
        self.entries[entry.id] = words

    @rule(which=WHICH, words=WORDS)
    def write_note(self, which: int, words: str) -> None:
        self.notes[self.open[which][1].notes.add(words).id] = words

    @rule(which=WHICH, words=WORDS)
    def type(self, which: int, words: str) -> None:
        drafts = self.open[which][1].drafts
        drafts.keep("j-helped", About("question", "j", "", "helped"), words)
        drafts.keep("d", About(), words)
        drafts.drop("j-helped")
        drafts.drop("d")

    @rule(which=WHICH, answer=ANSWERS)
    def set_lock(self, which: int, answer: str) -> None:
        lock = self.open[which][1].lock
        kind: LockKind = "words" if answer.startswith("a ") else "pictures"
        was_open = lock.open
        try:
            lock.set(kind, answer)
        except Problem as problem:
            assert problem.code in KEY_CODES if was_open else problem.code == "journal_locked"
            assert not (was_open and self.there)
        else:
            self.answer = answer

    @rule(which=WHICH)
    def take_off(self, which: int) -> None:
        lock = self.open[which][1].lock
        was_open = lock.open
        try:
            lock.remove()
        except Problem as problem:
            assert problem.code in {"journal_locked", *KEY_CODES}
            assert not (was_open and self.there)
        else:
            self.answer = ""

    @rule(which=WHICH, answer=ANSWERS)
    def unlock(self, which: int, answer: str) -> None:
        lock = self.open[which][1].lock
        was_open = lock.open
        try:
            assert lock.unlock(answer) == (was_open or answer == self.answer)
        except Problem as problem:
            assert problem.code == "key_missing"
            assert not self.there

    @rule(which=WHICH)
    def close(self, which: int) -> None:
        lock = self.open[which][1].lock
        lock.close()
        assert lock.open == (not self.answer)

    @rule()
    def key_goes_or_comes(self) -> None:
        if self.there:
            self.key.unlink()
        else:
            self.key.write_bytes(self.held)

    @rule(which=WHICH, kill=st.booleans())
    def reopen(self, which: int, kill: bool) -> None:
        _, _, presence = self.open[which]
        if kill:
            assert presence._descriptor is not None
            os.close(presence._descriptor)
        else:
            presence.close()
        self.open[which] = self.start()

    @invariant()
    def a_closed_journal_shows_nothing(self) -> None:
        for _, store, _ in self.open:
            assert store.lock.kind == ("" if not self.answer else store.lock.kind)
            if not store.lock.open:
                with pytest.raises(Problem, match="journal_locked"):
                    store.journal.all()

    @invariant()
    def who_has_key_and_answer_finds_everything_that_ended(self) -> None:
        """As a run would that comes after both: on a copy, where nobody is open."""
        copy = self.folder / "copy"
        shutil.copytree(self.path, copy, ignore=shutil.ignore_patterns("running"))
        (copy / self.key.name).write_bytes(self.held)
        store = open_store(Home(copy), self.watch)
        assert store.lock.unlock(self.answer)
        assert {e.id: e.helped.words for e in store.journal.all()} == self.entries
        assert {n.id: n.text for n in store.notes.all()} == self.notes
        assert store.drafts.left_over() == []
        assert store.damaged == 0
        assert not list((copy / "letters").glob("*.letter"))
        shutil.rmtree(copy)


class TwoCompanions(RuleBasedStateMachine):
    """`notes` and `deleted` are what is kept, by id; `drafts` by run and id.

    A damaged line leaves an older value of its document, or none. Such documents are
    `loose` from then on: they may have any value they ever had (`had`).
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "home"
        self.watch = Watch()
        self.notes: dict[str, str] = {}
        self.deleted: dict[str, tuple[str, datetime]] = {}
        self.drafts: dict[tuple[str, str], str] = {}
        self.had: set[str] = set()
        self.loose: set[str] = set()
        self.damaged = 0
        self.compacts_at, log_module.WORTH_COMPACTING = log_module.WORTH_COMPACTING, 4_000

    @initialize()
    def two_open(self) -> None:
        self.open = [Companion(self.path, self.watch), Companion(self.path, self.watch)]

    def teardown(self) -> None:
        log_module.WORTH_COMPACTING = self.compacts_at
        for companion in self.open:
            companion.presence.close()
        shutil.rmtree(self.folder)

    # What members do

    @rule(which=WHICH, words=WORDS)
    def write(self, which: int, words: str) -> None:
        note = self.open[which].store.notes.add(words)
        assert note.id not in self.notes
        self.notes[note.id] = words
        self.had.add(words)

    @rule(which=WHICH)
    def look(self, which: int) -> None:
        self.open[which].look()

    @rule(which=WHICH, number=NUMBERS, words=WORDS)
    def change(self, which: int, number: int, words: str) -> None:
        """Save a change of a note as it was last seen here: perhaps it is another by now."""
        one = self.open[which]
        if not one.seen:
            return
        seen = one.seen[pick(one.seen, number)]
        before = dict(self.notes)
        saved = one.store.notes.save(replace(seen, text=words))
        one.seen[saved.id] = saved
        self.had.add(words)
        self.notes[saved.id] = words
        if saved.id != seen.id:
            assert saved.id not in before  # words of the other companion are not written over
        assert saved.text == words

    @precondition(lambda self: self.notes)
    @rule(which=WHICH, number=NUMBERS)
    def delete(self, which: int, number: int) -> None:
        note_id = pick(self.notes, number)
        try:
            self.open[which].store.notes.delete(note_id)
        except Problem:
            assert note_id in self.loose
        self.deleted[note_id] = self.notes.pop(note_id), self.watch.at

    @precondition(lambda self: self.deleted)
    @rule(which=WHICH, number=NUMBERS)
    def bring_back(self, which: int, number: int) -> None:
        note_id = pick(self.deleted, number)
        words, _ = self.deleted.pop(note_id)
        try:
            assert self.open[which].store.notes.undelete(note_id).text in {
                words,
                *self._any(note_id),
            }
        except Problem:
            assert note_id in self.loose
        self.notes[note_id] = words

    @rule(which=WHICH, draft=DRAFTS, words=WORDS)
    def type(self, which: int, draft: str, words: str) -> None:
        one = self.open[which]
        one.store.drafts.keep(draft, About(), words)
        self._leave(draft)
        self.drafts[one.home.run, draft] = words
        self.had.add(words)

    @rule(which=WHICH, draft=DRAFTS)
    def drop(self, which: int, draft: str) -> None:
        self.open[which].store.drafts.drop(draft)
        self._leave(draft)
        self.drafts.pop((self.open[which].home.run, draft), None)

    # What happens to programs and files

    @rule(which=WHICH, kill=st.booleans())
    def reopen(self, which: int, kill: bool) -> None:
        if kill:
            self.open[which].kill()
        else:
            self.open[which].presence.close()
        self.open[which] = Companion(self.path, self.watch)
        limit = self.watch.at - timedelta(days=DAYS_TO_UNDO)
        for note_id, (_, when) in list(self.deleted.items()):
            if when < limit:
                del self.deleted[note_id]

    @rule()
    def compact(self) -> None:
        open_log(Home(self.path)).compact()

    @rule(days=st.sampled_from([-20_000, -400, -31, -1, 1, 31, 400, 20_000]))
    def clock(self, days: int) -> None:
        at = self.watch.at + timedelta(days=days)
        if 1970 <= at.year <= 2200:
            self.watch.at = at

    @precondition(lambda self: self.notes and self.damaged < 3)
    @rule(number=NUMBERS, byte=NUMBERS)
    def damage(self, number: int, byte: int) -> None:
        """One byte of one record changes behind everyone's back."""
        file = self.path / "words.log"
        first, *lines = file.read_bytes().splitlines(keepends=True)
        seal = find_vault(self.home, "words", keys_of(self.home), read_header(first)).seal
        at = number % len(lines)
        found, intact = seal.read_line(lines[at].removesuffix(b"\n"))
        if not intact:
            return
        spoilt = bytearray(lines[at])
        spoilt[1 + byte % (len(spoilt) - 2)] ^= 0x80  # not its mark, nor its line end
        lines[at] = bytes(spoilt)
        told = open_log(Home(self.path)).damaged
        file.write_bytes(b"".join((first, *lines)))
        # Who had read the line before may not notice, and may drop it once it is an old one.
        assert open_log(Home(self.path)).damaged == told + 1
        self.damaged += 1
        self.loose |= {one.record.id for one in found}

    @property
    def home(self) -> Home:
        return self.open[0].home

    # What must be true after each step

    @invariant()
    def everything_is_there(self) -> None:
        for one in self.open:
            there = {note.id: note.text for note in one.store.notes.all()}
            sure = {i: words for i, words in self.notes.items() if i not in self.loose}
            assert {i: words for i, words in there.items() if i not in self.loose} == sure
            assert {*there.values()} <= self.had
            assert one.store.damaged <= self.damaged

    @invariant()
    def drafts_of_the_dead_are_left_over(self) -> None:
        alive = {one.home.run for one in self.open}
        left = {key: words for key, words in self.drafts.items() if key[0] not in alive}
        sure = Counter((d, w) for (run, d), w in left.items() if f"{run}/{d}" not in self.loose)
        for one in self.open:
            found = Counter((draft.id, draft.text) for draft in one.store.drafts.left_over())
            assert found >= sure
            assert {words for _, words in found} <= self.had
            if not self.loose:
                assert found == sure

    @invariant()
    def both_are_seen(self) -> None:
        one, two = self.open
        assert (one.home.running(), two.home.running()) == ({two.home.run}, {one.home.run})

    def _any(self, note_id: str) -> set[str]:
        return self.had if note_id in self.loose else set()

    def _leave(self, draft: str) -> None:
        """A draft of runs that have ended goes on in another, or is dropped."""
        alive = {one.home.run for one in self.open}
        for key in [k for k in self.drafts if k[1] == draft and k[0] not in alive]:
            del self.drafts[key]


TestLockedCompanions = pytest.mark.slow(LockedCompanions.TestCase)
TestLockedCompanions.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    phases=[Phase.reuse, Phase.generate],
)
TestTwoCompanions = pytest.mark.slow(TwoCompanions.TestCase)
TestTwoCompanions.settings = settings(
    max_examples=100,
    stateful_step_count=50,
    phases=[Phase.reuse, Phase.generate],  # to shrink a long story of saves takes minutes
)
