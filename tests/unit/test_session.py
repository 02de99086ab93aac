"""The loop that every front end shares: moving, keeping, problems, stopping."""

import pytest

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


def write_note(session: Session, text: str) -> None:
    go(session, "open_more", "open_notes", "new_note")
    session.send(Typed("text", text))


def test_the_first_question_leads_home_and_is_kept(here: World) -> None:
    here.settings.values.clear()
    session = Session(here.ports(), "ways")
    session.send(Chose("way", "bigger"))
    assert session.page.route == "home"
    assert here.settings.values == {"way": "screen", "text_size": "large", "voice": "off"}
    assert session.notice is not None
    assert session.notice.tone == "good"


def test_a_screen_reader_is_asked_for_lines_or_a_screen(here: World) -> None:
    here.settings.values.clear()
    session = Session(here.ports(), "ways")
    session.send(Chose("way", "reader"))
    assert session.page.route == "reader_ways"
    assert session.way == ""
    session.send(Chose("way", "reader_screen"))
    assert session.way == "reader"


def test_skipping_the_question_opens_home(here: World) -> None:
    here.settings.values.clear()
    session = Session(here.ports(), "ways")
    go(session, "back")
    assert session.page.route == "home"


def test_back_keeps_the_place_in_a_text(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_charter", "open_part 5", "next_page", "next_page", "meanings", "back")
    assert session.page.place == (3, 8)


def test_the_ends_of_a_text_are_told(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_charter", "open_part 5", "page_before")
    assert "This is the first page." in page_lines(session.page)
    go(session, *["next_page"] * 8)
    assert session.page.place == (8, 8)
    assert "This is the last page." in page_lines(session.page)


@pytest.mark.parametrize("leave", ["back", "home", "help", "hide", "stop", "save_note"])
def test_however_a_note_is_left_it_is_kept(here: World, leave: str) -> None:
    session = Session(here.ports())
    write_note(session, "I need a quiet room.")
    go(session, leave)
    assert [n.text for n in here.notes.all()] == ["I need a quiet room."]
    assert here.drafts.stored == {}


def test_end_of_input_keeps_and_stops(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "half a sent")
    session.end_of_input()
    assert session.stopped
    assert [n.text for n in here.notes.all()] == ["half a sent"]


def test_typing_keeps_a_draft_at_once(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "too lou")
    assert [d.text for d in here.drafts.stored.values()] == ["too lou"]


def test_a_note_left_twice_is_one_note(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "once")
    go(session, "help", "back", "help", "back", "back")
    assert len(here.notes.all()) == 1


def test_an_empty_note_is_no_note(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "x")
    session.send(Typed("text", ""))
    go(session, "back")
    assert here.notes.all() == []
    assert here.drafts.stored == {}


def test_an_untouched_note_is_not_saved_again(here: World) -> None:
    note = here.notes.add("as it was")
    session = Session(here.ports())
    go(session, "open_more", "open_notes", f"open_note {note.id}", "back")
    assert here.notes.get(note.id) == note


def test_marking_saves_the_words_too(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "Please wait.")
    go(session, "mark_aloud")
    assert [(n.text, n.aloud) for n in here.notes.all()] == [("Please wait.", True)]
    go(session, "mark_private", "back")
    assert [n.aloud for n in here.notes.all()] == [False]


@pytest.mark.parametrize("typed_more", [False, True])
def test_delete_can_be_undone_whole(here: World, typed_more: bool) -> None:
    note = here.notes.add("before")
    session = Session(here.ports())
    go(session, "open_more", "open_notes", f"open_note {note.id}")
    if typed_more:
        session.send(Typed("text", "before and after"))
    go(session, "delete_note")
    assert here.notes.all() == []
    go(session, "undo_delete", "back")
    assert [n.text for n in here.notes.all()] == ["before and after" if typed_more else "before"]


def test_a_new_note_can_be_deleted_and_brought_back(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "sent by mistake")
    go(session, "delete_note")
    assert here.notes.all() == []
    go(session, "undo_delete")
    assert [n.text for n in here.notes.all()] == ["sent by mistake"]


def test_words_of_an_earlier_run_are_offered_and_whole(here: World) -> None:
    here.drafts.earlier["d"] = Draft("d", About(), "every lett", here.clock.now())
    session = Session(here.ports())
    assert any("You were here" in line for line in page_lines(session.page))
    go(session, "carry_on d", "back")
    assert [n.text for n in here.notes.all()] == ["every lett"]
    assert not any("You were here" in line for line in page_lines(session.page))


def test_a_draft_of_a_note_deleted_elsewhere_becomes_a_new_note(here: World) -> None:
    here.drafts.earlier["d"] = Draft(
        "d", About(thing="gone"), "kept all the same", here.clock.now()
    )
    session = Session(here.ports())
    go(session, "carry_on d", "back")
    assert [n.text for n in here.notes.all()] == ["kept all the same"]


def test_two_windows_on_one_note_keep_both_texts(here: World) -> None:
    note = here.notes.add("start")
    first, second = Session(here.ports()), Session(here.ports())
    for session, text in ((first, "from the first"), (second, "from the second")):
        go(session, "open_more", "open_notes", f"open_note {note.id}")
        session.send(Typed("text", text))
    go(first, "back")
    go(second, "back")
    assert {n.text for n in here.notes.all()} == {"from the first", "from the second"}


def test_a_full_disk_is_told_and_the_words_are_saved_later(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "do not lose me")
    here.notes.broken = here.drafts.broken = Problem("disk_full")
    go(session, "back")
    assert session.page.route == "notes"
    assert session.notice is not None
    assert session.notice.tone == "problem"
    here.notes.broken = here.drafts.broken = None
    go(session, "home")
    assert [n.text for n in here.notes.all()] == ["do not lose me"]


def test_stopping_with_words_that_cannot_be_saved_asks_once(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "first")
    here.notes.broken = Problem("disk_full")
    go(session, "stop")
    stopped_at_once = session.stopped
    session.send(Typed("text", "first and more"))
    here.notes.broken = None
    go(session, "stop")
    assert (stopped_at_once, session.stopped) == (False, True)
    assert [n.text for n in here.notes.all()] == ["first and more"]


def test_a_second_stop_is_obeyed_and_told_truthfully(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "lost")
    here.notes.broken = Problem("disk_full")
    go(session, "stop", "stop")
    assert session.stopped
    assert session.last_words == "We could not save your last words."


def test_a_page_that_cannot_open_leaves_the_member_where_they_are(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_more", "open_notes")
    go(session, "open_note unknown")
    assert session.page.route == "notes"
    assert session.notice is not None
    assert "unknown" in session.notice.text


def test_hide_has_home_behind_it(here: World) -> None:
    session = Session(here.ports())
    write_note(session, "private")
    go(session, "hide")
    assert page_lines(session.page) == ["Companion", "1 Carry on"]
    go(session, "carry_on_home")
    assert session.page.route == "home"


def test_a_problem_stays_while_the_member_types(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_more", "open_notes", "new_note")
    here.drafts.broken = Problem("disk_full")
    session.send(Typed("text", "a"))
    told = session.notice
    session.send(Typed("text", "ab"))
    assert session.notice == told
