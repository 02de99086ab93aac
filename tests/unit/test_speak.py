"""Speak for me: which lines there are, what the room hears, and what becomes of typed words."""

import pytest

from companion.domain.journal import Answer, Entry
from companion.domain.kept import About, Draft
from companion.page.blocks import Big, Quote
from companion.page.entry_words import matching
from companion.page.events import Pressed, Typed
from companion.page.rows import rows
from companion.page.wording import page_lines
from companion.pages.speak import FIXED
from companion.problems import Problem
from companion.session import Session
from tests.fakes import World, world
from tests.unit.steps import go

SECRET = "Nobody knows about the lamp."
FULL = Problem("disk_full")


@pytest.fixture
def here() -> World:
    return world(way="screen")


def speaking(here: World) -> Session:
    session = Session(here.ports())
    go(session, "open_speak")
    return session


def lines(session: Session) -> list[str]:
    """The lines that can be said now."""
    here = rows(session.page)
    return [r.label for r in here if isinstance(r.event, Pressed) and r.event.action == "say_line"]


def all_lines(session: Session) -> list[str]:
    """The lines of every page of the list."""
    found = lines(session)
    while True:
        go(session, "more_lines")
        if lines(session)[0] == found[0]:
            return found
        found += lines(session)


def test_own_marked_lines_come_first_as_they_were_made(here: World) -> None:
    here.notes.add("Can we go slower?", aloud=True)
    here.notes.add("I have a question.", aloud=True)
    assert all_lines(speaking(here)) == ["Can we go slower?", "I have a question.", *FIXED]


def test_the_fixed_lines_are_there_without_notes(here: World) -> None:
    assert all_lines(speaking(here)) == list(FIXED)


def test_what_is_not_marked_is_never_a_line(here: World) -> None:
    here.notes.add(SECRET)
    here.notes.add(" \n", aloud=True)
    here.journal.save(Entry(helped=Answer(SECRET), said=SECRET))
    here.notes.delete(here.notes.add(f"{SECRET} Deleted.", aloud=True).id)
    assert all_lines(speaking(here)) == list(FIXED)


def test_a_mark_that_is_taken_away_takes_the_line_away(here: World) -> None:
    note = here.notes.add("Can we go slower?", aloud=True)
    session = speaking(here)
    go(session, "home", "open_more", "open_notes", f"open_note {note.id}", "mark_private")
    go(session, "home", "open_speak")
    assert "Can we go slower?" not in all_lines(session)


def test_a_line_is_said_whole_to_the_room_and_stands_on_the_screen(here: World) -> None:
    here.notes.add("I need a break.\nThen I come back to you and to the group again.", aloud=True)
    session = speaking(here)
    go(session, "say_line 0")
    here.sound.speakers["room"].end()
    assert here.sound.heard("room") == [
        "I need a break.",
        "Then I come back to you and to the group again.",
    ]
    assert here.sound.heard("own") == []
    assert any("Then I come back" in line for line in page_lines(session.page))


def test_typed_words_are_said_by_their_own_row_alone(here: World) -> None:
    session = speaking(here)
    session.send(Typed("text", "Please ask me later."))
    go(session, "more_lines", "stop_room", "help", "back")
    assert here.sound.said == []
    session.send(Typed("text", "Please ask me later."))
    go(session, "say_typed")
    assert here.sound.said == [("room", "Please ask me later.")]


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_typed_is_nothing_said(here: World, text: str) -> None:
    session = speaking(here)
    session.send(Typed("text", text))
    go(session, "say_typed")
    assert here.sound.said == []
    assert session.notice is not None


def test_stop_silences_the_room_and_keeps_the_line_and_the_words(here: World) -> None:
    session = speaking(here)
    session.send(Typed("text", "Please ask me later."))
    go(session, "say_typed")
    room = here.sound.speakers["room"]
    talked = [room.talking]
    go(session, "stop_room")
    assert [*talked, room.talking] == [True, False]
    assert Quote("Please ask me later.") in session.page.blocks
    assert any("Please ask me later." in str(row.field) for row in rows(session.page))


def test_another_line_takes_the_place_of_the_one_before(here: World) -> None:
    session = speaking(here)
    go(session, "say_line 1", "say_line 2")
    assert here.sound.heard("room") == [FIXED[1], FIXED[2]]
    here.sound.speakers["room"].end()
    assert not here.sound.speakers["room"].talking
    assert Quote(FIXED[2]) in session.page.blocks


@pytest.mark.parametrize("leave", ["back", "home", "help", "hide", "stop"])
def test_words_typed_and_left_become_a_marked_note(here: World, leave: str) -> None:
    session = speaking(here)
    session.send(Typed("text", "Please ask me later."))
    go(session, leave)
    assert [(n.text, n.aloud) for n in here.notes.all()] == [("Please ask me later.", True)]
    assert here.drafts.stored == {}


def test_what_was_typed_is_a_line_when_the_member_comes_back(here: World) -> None:
    session = speaking(here)
    session.send(Typed("text", "Please ask me later."))
    go(session, "help", "back")
    assert lines(session)[0] == "Please ask me later."
    go(session, "back", "open_speak", "back")
    assert len(here.notes.all()) == 1


def test_words_that_are_a_line_already_are_not_kept_twice(here: World) -> None:
    here.notes.add("Please ask me later.", aloud=True)
    session = speaking(here)
    session.send(Typed("text", "Please ask me later."))
    go(session, "say_typed", "back")
    assert len(here.notes.all()) == 1
    assert here.drafts.stored == {}


def test_on_a_full_disk_typed_words_are_told_of_and_saved_later(here: World) -> None:
    session = speaking(here)
    here.notes.broken = here.drafts.broken = FULL
    session.send(Typed("text", "do not lose me"))
    go(session, "say_typed", "back")
    assert session.notice is not None
    assert session.notice.tone == "problem"
    assert here.sound.heard("room") == ["do not lose me"]
    here.notes.broken = here.drafts.broken = None
    go(session, "open_more")
    assert [(n.text, n.aloud) for n in here.notes.all()] == [("do not lose me", True)]


def test_two_visits_on_a_full_disk_keep_the_words_of_both(here: World) -> None:
    session = speaking(here)
    here.notes.broken = FULL
    session.send(Typed("text", "the first"))
    go(session, "home", "open_speak")
    session.send(Typed("text", "the second"))
    here.notes.broken = None
    go(session, "home")
    assert {n.text for n in here.notes.all()} == {"the first", "the second"}


def test_words_that_a_crash_left_are_found_again(here: World) -> None:
    session = speaking(here)
    session.send(Typed("text", "half a li"))
    here.drafts.earlier, here.drafts.stored = here.drafts.stored, {}
    again = Session(here.ports())
    assert "You were here: words to say." in page_lines(again.page)
    go(again, "carry_on")
    assert again.page.begin_at == "text"
    assert here.sound.said == []
    go(again, "home")
    assert [(n.text, n.aloud) for n in here.notes.all()] == [("half a li", True)]
    assert here.drafts.left_over() == []


def test_new_words_do_not_take_the_place_of_those_a_crash_left(here: World) -> None:
    session = speaking(here)
    session.send(Typed("text", "of the first day"))
    here.drafts.earlier, here.drafts.stored = here.drafts.stored, {}
    again = speaking(here)
    again.send(Typed("text", "of the second day"))
    assert [draft.text for draft in here.drafts.left_over()] == ["of the first day"]


def test_a_draft_that_another_window_took_opens_an_empty_box(here: World) -> None:
    here.drafts.earlier["d"] = Draft("d", About("speak"), "taken", here.clock.now())
    session = Session(here.ports())
    here.drafts.drop("d")
    go(session, "carry_on")
    assert session.page.route == "speak"
    assert here.notes.all() == []


def test_i_said_it_makes_an_entry_that_is_shown_and_found(here: World) -> None:
    session = speaking(here)
    assert "said_it" not in session.page.actions()
    go(session, "say_line 3", "said_it")
    assert [entry.said for entry in here.journal.all()] == [FIXED[3]]
    go(session, "home", "open_journal", "look_back")
    assert any(f"I said: {FIXED[3]}" in row.label for row in rows(session.page))
    go(session, f"open_entry {here.journal.all()[0].id}")
    assert Quote(FIXED[3]) in session.page.blocks
    assert [entry.said for entry in matching(here.journal.all(), f"find {FIXED[3]}")] == [FIXED[3]]


def test_i_said_it_is_not_told_where_it_cannot_be_kept(here: World) -> None:
    session = speaking(here)
    go(session, "say_line 0")
    here.journal.broken = FULL
    go(session, "said_it")
    assert session.notice is not None
    assert session.notice.tone == "problem"
    assert Quote(FIXED[0]) in session.page.blocks


def test_the_words_are_shown_alone(here: World) -> None:
    session = speaking(here)
    go(session, "say_line 1", "show_words")
    assert session.page.blocks[0] == Big(FIXED[1])
    assert [row.label for row in rows(session.page)] == [
        "Say it again",
        "Stop the voice",
        "I said it in the session",
        "All lines",
    ]
    assert session.page.private
    go(session, "say_again")
    assert here.sound.heard("room") == [FIXED[1]] * 2
    go(session, "all_lines")
    assert Quote(FIXED[1]) in session.page.blocks


def test_a_voice_that_breaks_off_leaves_the_words_giant_on_the_screen(here: World) -> None:
    session = speaking(here)
    go(session, "say_line 1")
    here.sound.speakers["room"].lose()
    assert session.hear()
    assert session.notice is not None
    assert session.notice.text == "The voice stopped. The words are on the screen."
    assert Big(FIXED[1]) in session.page.blocks
