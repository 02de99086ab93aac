"""The journal: two questions, each of which can be answered in any way, or not at all."""

import pytest

from companion.domain.journal import Answer, Entry
from companion.domain.kept import About, Draft
from companion.page.events import Chose, Typed
from companion.page.wording import page_lines
from companion.problems import Problem
from companion.session import Session
from tests.fakes import World, world
from tests.unit.steps import go


@pytest.fixture
def here() -> World:
    return world(way="screen")


def at_question(here: World) -> Session:
    session = Session(here.ports())
    go(session, "open_journal", "write_entry")
    return session


def only(here: World) -> Entry:
    [entry] = here.journal.all()
    return entry


def test_both_questions_in_the_charters_words(here: World) -> None:
    session = at_question(here)
    assert "What would have helped?" in page_lines(session.page)
    go(session, "next_question")
    assert "What one thing could be different?" in page_lines(session.page)


def test_words_for_both_questions_are_one_entry(here: World) -> None:
    session = at_question(here)
    session.send(Typed("words", "A quiet room."))
    go(session, "next_question")
    session.send(Typed("words", "Fewer people."))
    go(session, "next_question")
    assert session.page.route == "entry"
    entry = only(here)
    assert (entry.helped.words, entry.different.words) == ("A quiet room.", "Fewer people.")
    assert here.drafts.stored == {}


def test_skipping_both_keeps_nothing_and_is_fine(here: World) -> None:
    session = at_question(here)
    go(session, "next_question", "next_question")
    assert "That is fine." in page_lines(session.page)
    assert here.journal.all() == []


def test_i_do_not_know_yet_is_a_full_answer(here: World) -> None:
    session = at_question(here)
    go(session, "do_not_know", "next_question")
    assert only(here).helped == Answer(unknown=True)
    assert "I do not know yet." in page_lines(session.page)


def test_the_second_question_alone_and_then_the_first(here: World) -> None:
    session = at_question(here)
    go(session, "next_question")
    session.send(Typed("words", "Start late."))
    go(session, "back")
    assert session.page.route == "question"
    session.send(Typed("words", "More time."))
    go(session, "next_question", "next_question")
    entry = only(here)
    assert (entry.helped.words, entry.different.words) == ("More time.", "Start late.")


def test_symbols_are_an_answer_and_can_be_taken_away(here: World) -> None:
    session = at_question(here)
    session.send(Typed("words", "It was loud."))
    go(session, "choose_symbols")
    for symbol in ("noise", "too_much", "noise"):
        session.send(Chose("symbol", symbol))
    go(session, "symbols_done")
    assert "You chose: too much." in page_lines(session.page)
    assert only(here).helped == Answer("It was loud.", ("too_much",))


def test_stop_and_keep_puts_it_in_the_list_to_come_back_to(here: World) -> None:
    session = at_question(here)
    session.send(Typed("words", "half"))
    go(session, "stop_and_keep")
    assert session.page.route == "home"
    go(session, "open_journal", "entries_for_later", f"open_entry {only(here).id}")
    go(session, "change_helped")
    session.send(Typed("words", "half and whole"))
    go(session, "next_question", "no_more_later")
    entry = only(here)
    assert (entry.helped.words, entry.later) == ("half and whole", False)


def test_stop_and_keep_with_no_answer_keeps_nothing(here: World) -> None:
    session = at_question(here)
    go(session, "stop_and_keep")
    assert session.page.route == "home"
    assert here.journal.all() == []


def test_a_draft_carries_on_at_its_question(here: World) -> None:
    about = About("question", "j9", "", "different")
    here.drafts.earlier["j9-different"] = Draft("j9-different", about, "hal", here.clock.now())
    session = Session(here.ports())
    assert "You were here: your journal." in page_lines(session.page)
    go(session, "carry_on")
    assert "What one thing could be different?" in page_lines(session.page)
    session.send(Typed("words", "half"))
    go(session, "next_question")
    assert only(here).different.words == "half"


def test_a_deleted_entry_can_be_brought_back(here: World) -> None:
    entry = here.journal.save(Entry(helped=Answer("by mistake")))
    session = Session(here.ports())
    go(session, "open_journal", "look_back", f"open_entry {entry.id}", "delete_entry")
    assert here.journal.all() == []
    go(session, "undo_delete_entry")
    assert only(here).helped.words == "by mistake"


@pytest.mark.parametrize(("words", "count"), [("ROOM", 1), ("noise", 1), ("  room  ", 1), ("x", 0)])
def test_search_finds_words_and_symbols(here: World, words: str, count: int) -> None:
    here.journal.save(Entry(helped=Answer("A quiet room", ("noise",))))
    session = Session(here.ports())
    go(session, "open_journal", "search_journal")
    session.send(Typed("words", words))
    go(session, "find_entries")
    found = f"You wrote {count} time." if count else "There is nothing here."
    assert found in page_lines(session.page)


def test_a_full_disk_loses_no_answer(here: World) -> None:
    session = at_question(here)
    here.journal.broken = here.drafts.broken = Problem("disk_full")
    session.send(Typed("words", "do not lose me"))
    go(session, "next_question")
    assert session.page.route == "question"
    assert "The disk is full." in page_lines(session.page)
    here.journal.broken = here.drafts.broken = None
    go(session, "next_question")
    assert only(here).helped.words == "do not lose me"


def test_leaving_by_back_keeps_the_words(here: World) -> None:
    session = at_question(here)
    session.send(Typed("words", "kept"))
    go(session, "back")
    assert session.page.route == "journal"
    assert only(here).helped.words == "kept"


def test_two_windows_on_one_entry_keep_both(here: World) -> None:
    entry = here.journal.save(Entry(helped=Answer("start")))
    first, second = Session(here.ports()), Session(here.ports())
    for session, words in ((first, "from the first"), (second, "from the second")):
        go(session, "open_journal", "look_back", f"open_entry {entry.id}", "change_helped")
        session.send(Typed("words", words))
    go(first, "next_question")
    go(second, "next_question")
    assert {e.helped.words for e in here.journal.all()} == {"from the first", "from the second"}
