"""An export comes in on another machine, or on the same one, and nothing is lost or doubled."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from companion.bundle.packing import packed
from companion.bundle.reading import unpacked
from companion.domain.everything import Everything
from companion.domain.journal import Answer, Entry
from companion.domain.kept import About, Draft
from companion.domain.notes import Note
from companion.domain.shares import body_of
from companion.domain.stored import Stored
from companion.page.events import Pressed
from companion.problems import Problem
from companion.store.gathering import gather
from companion.store.home import Home
from companion.store.opening import Store, open_store
from companion.store.taking_in import TakenIn, is_new, take_in
from companion.sync.plan import plan
from tests.bundle.everything import CANARY, EVERYTHING, NOW, SENT, everything_of, filled
from tests.places import FULL
from tests.small_disks import disk_of


def store_at(path: Path) -> Store:
    return open_store(Home(path), lambda: NOW)


def carried(everything: Everything) -> Everything:
    """What is left of everything on its way through a file."""
    return unpacked(packed(everything)[0])


def bring(store: Store, everything: Everything) -> TakenIn:
    return take_in(store, carried(everything), settings=is_new(store))


def in_order(everything: Everything) -> Everything:
    """The same in an order that does not depend on when each was written."""
    return everything._replace(
        notes=sorted(everything.notes, key=lambda one: one.thing.id),
        journal=sorted(everything.journal, key=lambda one: one.thing.id),
        shares=sorted(everything.shares, key=lambda one: one.thing.id),
        drafts=sorted(everything.drafts, key=lambda draft: draft.id),
    )


def what_is_in(store: Store) -> Everything:
    return in_order(gather(store, "1.0", NOW))


def test_everything_reaches_another_machine(tmp_path: Path) -> None:
    here = filled(tmp_path / "one", NOW)
    there = store_at(tmp_path / "two")
    everything = gather(here, "1.0", NOW)
    done = bring(there, everything)
    assert done.whole == (7, 0, 0, 0)
    assert what_is_in(store_at(tmp_path / "two")) == in_order(everything)
    assert there.drafts.left_over()[0].text == f"draft: {CANARY}"
    [deleted] = [one for one in everything.notes if one.deleted]
    assert there.notes.undelete(deleted.thing.id).text == f"deleted: {CANARY}"


@settings(max_examples=40)
@given(EVERYTHING)
def test_any_words_come_through_and_twice_is_once(everything: Everything) -> None:
    with TemporaryDirectory() as folder:
        store = store_at(Path(folder) / "home")
        bring(store, everything)
        once = what_is_in(store)
        assert once == in_order(everything)
        log = (Path(folder) / "home" / "words.log").read_bytes() if once.notes else b""
        again = bring(store, everything)
        assert again.whole.added == again.whole.beside == 0
        assert what_is_in(store) == once
        if log:
            assert (Path(folder) / "home" / "words.log").read_bytes() == log


def test_into_its_own_home_nothing_changes(tmp_path: Path) -> None:
    here = filled(tmp_path / "one", NOW)
    before = what_is_in(here)
    done = bring(here, before)
    assert done.whole == (0, 7, 0, 0)
    assert done.settings == 0
    assert what_is_in(here) == before


def test_signs_that_a_file_loses_do_not_double_a_note(tmp_path: Path) -> None:
    """As when another program wrote the home."""
    here = store_at(tmp_path / "home")
    here.notes.add("a\x1b[2Jb\r\nc")
    assert bring(here, gather(here, "1.0", NOW)).notes == (0, 1, 0, 0)


def test_other_words_under_the_same_id_are_both_kept_once(tmp_path: Path) -> None:
    here = filled(tmp_path / "one", NOW)
    file = gather(here, "1.0", NOW)
    note = next(one for one in here.notes.all() if one.aloud)
    [entry] = here.journal.all()
    here.notes.save(replace(note, text="written since"))
    here.journal.save(replace(entry, said="since"))
    done = bring(here, file)
    assert done.whole.beside == 2
    assert {n.text for n in here.notes.all()} >= {"written since", f"note: {CANARY}"}
    assert here.notes.get(note.id).text == "written since"
    assert {e.said for e in here.journal.all()} == {"since", CANARY}
    after = what_is_in(here)
    assert bring(here, file).whole.beside == 0
    assert what_is_in(here) == after


def test_what_is_deleted_here_comes_back_but_never_the_other_way(tmp_path: Path) -> None:
    here = filled(tmp_path / "one", NOW)
    file = gather(here, "1.0", NOW)
    note = next(one for one in here.notes.all() if one.aloud)
    here.notes.delete(note.id)
    [gone] = [one.thing for one in file.notes if one.deleted]
    here.notes.undelete(gone.id)
    assert bring(here, file).notes == (1, 2, 0, 0)
    assert {n.id for n in here.notes.all()} >= {note.id, gone.id}


def test_what_was_deleted_more_than_30_days_ago_is_left_out(tmp_path: Path) -> None:
    old = Stored(Note("k7m4d", "old", NOW, NOW, 1), NOW - timedelta(days=31))
    store = store_at(tmp_path / "home")
    assert bring(store, everything_of()._replace(notes=[old])).notes == (0, 0, 0, 1)
    assert store.notes.everything() == []


def test_what_waits_to_be_sent_never_leaves_from_another_machine(tmp_path: Path) -> None:
    here, there = filled(tmp_path / "one", NOW), store_at(tmp_path / "two")
    bring(there, gather(here, "1.0", NOW))
    [share] = there.shares.all()
    assert share.sending is not None
    assert body_of(share) == body_of(SENT)  # the very bytes that the member said yes to
    parcel = there.outbox.parcel(share.sending.id)
    assert parcel is not None
    assert (parcel.state, parcel.body) == ("elsewhere", b"")
    assert plan(there.outbox.parcels(), NOW, fetch=False) == []
    # But it can be taken back from here: the key came along.
    assert there.outbox.take_back(share.sending.id, share.sending.key) is False
    assert [step.does for step in plan(there.outbox.parcels(), NOW, fetch=False)] == ["take-back"]


def test_a_share_that_is_known_is_not_doubled(tmp_path: Path) -> None:
    store = filled(tmp_path / "one", NOW)
    before = gather(store, "1.0", NOW)
    [share] = store.shares.all()
    store.shares.save(replace(share, taken_back=date(2026, 6, 19)))
    bring(store, before)
    assert [one.taken_back for one in store.shares.all()] == [date(2026, 6, 19)]


def test_a_share_that_is_made_to_do_harm_was_never_sent(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    assert SENT.sending is not None
    odd = replace(SENT, id="k7m4d", sending=replace(SENT.sending, id="../../etc/passwd"))
    bring(store, everything_of()._replace(shares=[Stored(odd)]))
    [share] = store.shares.all()
    assert share.sending is None
    assert store.outbox.parcels() == []


def test_a_session_that_is_known_under_another_id_keeps_its_notes(tmp_path: Path) -> None:
    store = store_at(tmp_path / "home")
    store.sessions.take("c", [FULL._replace(id="hhhhh", uid="1")])
    theirs = FULL._replace(id="ttttt", uid="1", calendar="c")
    done = bring(store, everything_of([Note("k7m4d", "w", NOW, NOW, 1, session="ttttt")], [theirs]))
    assert done.sessions == (0, 1, 0, 0)
    assert [session.id for session in store.sessions.all()] == ["hhhhh"]
    assert store.notes.get("k7m4d").session == "hhhhh"


def test_two_sessions_with_one_id_are_two(tmp_path: Path) -> None:
    store = store_at(tmp_path / "home")
    store.sessions.take("c", [FULL._replace(id="hhhhh", uid="1")])
    theirs = FULL._replace(id="hhhhh", uid="2", calendar="d")
    for added in (1, 0):
        assert bring(store, everything_of([], [theirs])).sessions.added == added
    assert len({session.id for session in store.sessions.all()}) == 2


def test_two_drafts_of_one_answer_are_both_kept(tmp_path: Path) -> None:
    """They can be carried on with, one after the other, and each is an entry then."""
    from companion.compose import ForThisRun, ports_of
    from companion.session import Session

    about = About("question", "k7m4d", "", "helped")
    drafts = [Draft("k7m4d-helped", about, text, NOW) for text in ("theirs", "theirs too")]
    home = tmp_path / "home"
    store_at(home).drafts.keep("k7m4d-helped", about, "ours")
    file = everything_of()._replace(drafts=drafts)
    for counts in ((0, 0, 2, 0), (0, 2, 0, 0)):
        assert bring(store_at(home), file).drafts == counts
    for _time in range(3):
        store = open_store(Home(home))
        session = Session(ports_of(store, ForThisRun(store.settings)))
        session.send(Pressed("carry_on"))
        session.end_of_input()
    store = open_store(Home(home))
    assert {e.helped.words for e in store.journal.all()} == {"ours", "theirs", "theirs too"}
    assert store.drafts.left_over() == []


def test_a_draft_follows_its_note_to_another_id(tmp_path: Path) -> None:
    store = store_at(tmp_path / "home")
    store.notes.save(Note("k7m4d", "ours"))
    draft = Draft("00ff", About("note", "k7m4d"), "theirs, and more", NOW)
    bring(store, everything_of([Note("k7m4d", "theirs", NOW, NOW, 1)])._replace(drafts=[draft]))
    [beside] = [note for note in store.notes.all() if note.text == "theirs"]
    assert store.drafts.left_over()[0].about.thing == beside.id != "k7m4d"


def test_settings_come_only_when_they_are_asked_for(tmp_path: Path) -> None:
    store = store_at(tmp_path / "home")
    strange = {"theme": "cream", "clock": "no such", "room_device": "other", "way": "plain"}
    strange |= {"supporter": "helps", "card_offer": "no"}  # who sees the journal, no file says
    file = everything_of()._replace(settings=strange)
    assert is_new(store)
    store.settings.put("theme", "light")
    assert take_in(store, file, settings=is_new(store)).settings == 0
    assert store.settings.get("theme") == "light"
    assert take_in(store, file, settings=True).settings == 2
    assert store.settings.everything() == {"theme": "cream", "way": "plain"}


@pytest.mark.slow
def test_a_full_disk_takes_in_each_kind_whole_or_not_at_all(tmp_path: Path) -> None:
    notes = [Note(f"n{n}", f"{n} {CANARY}", NOW, NOW, 1) for n in range(40)]
    entries = [
        Stored(Entry(f"e{n}", Answer(f"{n} " + "words " * 300), created=NOW, changed=NOW))
        for n in range(40)
    ]
    file = everything_of(notes)._replace(journal=entries)
    with disk_of("64k", tmp_path) as disk:
        store = store_at(disk / "home")
        store.notes.add("ours")
        with pytest.raises(Problem) as caught:
            bring(store, file)
        assert caught.value.code == "import_no_room"
        store = store_at(disk / "home")
        assert {n.text for n in store.notes.all()} == {"ours", *(n.text for n in notes)}
        assert store.journal.all() == []
        assert store.damaged == 0
