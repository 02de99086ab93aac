"""What every lock and every recovery card does, whoever keeps it."""

from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from companion.compose import ports_of
from companion.domain.journal import Answer, Entry
from companion.domain.kept import About
from companion.ports import Drafts, Kept, Lock, RecoveryCard
from companion.problems import Problem
from companion.store.home import Home
from companion.store.opening import open_store
from tests.fakes import world

ANSWERS = [("words", "my blue door"), ("pictures", "noise quiet noise plan")]


class Locked(NamedTuple):
    """What the lock covers, and the lock and card of it."""

    lock: Lock
    card: RecoveryCard
    journal: Kept[Entry]
    drafts: Drafts


@pytest.fixture(params=["fake", "store"])
def one(request: pytest.FixtureRequest, tmp_path: Path, quick_lock: None) -> Locked:
    if request.param == "fake":
        ports = world().ports()
    else:
        store = open_store(Home(tmp_path / "home"))
        ports = ports_of(store, store.settings)
    return Locked(ports.lock, ports.recovery, ports.journal, ports.drafts)


def entry(words: str) -> Entry:
    return Entry(helped=Answer(words=words))


def test_without_a_lock_everything_is_open(one: Locked) -> None:
    assert (one.lock.kind, one.lock.open) == ("", True)
    one.lock.close()
    assert one.lock.open
    kept = one.journal.save(entry("a"))
    assert one.journal.all() == [kept]


@pytest.mark.parametrize(("kind", "answer"), ANSWERS)
def test_only_the_answer_opens_the_lock(one: Locked, kind: str, answer: str) -> None:
    kept = one.journal.save(entry("a"))
    one.lock.set(kind, answer)  # type: ignore[arg-type]
    assert (one.lock.kind, one.lock.open) == (kind, True)
    one.lock.close()
    assert not one.lock.open
    assert not one.lock.unlock("something else")
    assert not one.lock.open
    with pytest.raises(Problem, match="journal_locked"):
        one.journal.all()
    assert one.lock.unlock(f"  {answer.upper()}  ")
    assert one.journal.all() == [kept]


@pytest.mark.parametrize(
    ("kind", "answer", "problem"),
    [
        ("words", " a b c ", "lock_words_short"),
        ("pictures", "noise quiet noise", "not_four_pictures"),
        ("pictures", "noise quiet noise nothing", "not_four_pictures"),
    ],
)
def test_what_cannot_be_a_lock_is_a_problem(
    one: Locked, kind: str, answer: str, problem: str
) -> None:
    with pytest.raises(Problem, match=problem):
        one.lock.set(kind, answer)  # type: ignore[arg-type]
    assert one.lock.kind == ""


def test_a_closed_journal_takes_new_entries_and_nothing_else(one: Locked) -> None:
    old = one.journal.save(entry("old"))
    one.lock.set("words", "my blue door")
    one.lock.close()
    new = one.journal.save(entry("new"))
    assert one.journal.get(new.id) == new
    changed = one.journal.save(replace(new, different=Answer(words="more")))
    assert (changed.id, changed.version) == (new.id, 2)
    assert one.journal.get(new.id) == changed
    for call in (one.journal.get, one.journal.delete, one.journal.undelete):
        with pytest.raises(Problem, match="journal_locked"):
            call(old.id)
    with pytest.raises(Problem, match="journal_locked"):
        one.journal.save(replace(old, different=Answer(words="more")))
    one.lock.unlock("my blue door")
    assert {kept.id: kept for kept in one.journal.all()} == {old.id: old, new.id: changed}


def test_closing_again_forgets_what_this_run_wrote(one: Locked) -> None:
    one.lock.set("words", "my blue door")
    one.lock.close()
    new = one.journal.save(entry("new"))
    one.lock.close()
    with pytest.raises(Problem, match="journal_locked"):
        one.journal.get(new.id)
    one.lock.unlock("my blue door")
    assert one.journal.get(new.id) == new


def test_a_closed_journal_keeps_drafts(one: Locked) -> None:
    one.lock.set("words", "my blue door")
    one.lock.close()
    one.drafts.keep("d", About(route="question"), "a")
    one.drafts.keep("d", About(route="question"), "ab")
    one.drafts.keep("e", About(route="question"), "e")
    one.drafts.drop("e")
    assert one.drafts.left_over() == []


def test_the_lock_can_change_and_go_while_it_is_open(one: Locked) -> None:
    one.lock.set("words", "my blue door")
    one.lock.set("pictures", "noise quiet noise plan")
    one.lock.close()
    assert not one.lock.unlock("my blue door")
    for call in (one.lock.remove, lambda: one.lock.set("words", "another"), one.card.make):
        with pytest.raises(Problem, match="journal_locked"):
            call()
    assert one.lock.unlock("noise quiet noise plan")
    one.lock.remove()
    one.lock.close()
    assert (one.lock.kind, one.lock.open) == ("", True)


def test_there_is_no_card_until_it_is_made(one: Locked) -> None:
    assert not one.card.made


def test_the_card_takes_the_lock_off(one: Locked) -> None:
    kept = one.journal.save(entry("a"))
    assert not one.card.recover("any words")
    words = one.card.make()
    assert len(words) == 8
    assert one.card.made
    one.lock.set("words", "my blue door")
    one.lock.close()
    assert not one.card.recover(" ".join(words[:-1]))
    assert not one.lock.open
    assert one.card.recover(", ".join(words).upper())
    assert (one.lock.kind, one.lock.open) == ("", True)
    assert one.journal.all() == [kept]


def test_a_new_card_ends_the_old_one(one: Locked) -> None:
    old = one.card.make()
    new = one.card.make()
    assert not one.card.recover(" ".join(old))
    assert one.card.recover(" ".join(new))
