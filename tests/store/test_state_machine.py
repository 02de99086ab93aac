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

from companion.domain.kept import About
from companion.domain.notes import Note
from companion.problems import Problem
from companion.store import log as log_module
from companion.store.home import Home
from companion.store.kept import DAYS_TO_UNDO
from companion.store.lines import read_header
from companion.store.opening import open_store
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


TestTwoCompanions = pytest.mark.slow(TwoCompanions.TestCase)
TestTwoCompanions.settings = settings(
    max_examples=100,
    stateful_step_count=50,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # to shrink a long story of saves takes minutes
)
