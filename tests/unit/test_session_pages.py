"""The pages about sessions: the next one, what changed, notes for it."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from companion.domain.timeline import been, is_over, next_of, to_come
from companion.page.events import Chose, Typed
from companion.page.wording import page_lines
from companion.session import Session
from tests.fakes import World, connected_world, world
from tests.places import EMPTY, EVENING, FULL, MOVED, OVER
from tests.unit.steps import go


@pytest.fixture
def here() -> World:
    made = world(way="screen")
    made.sessions.take("c", [OVER, FULL, EMPTY])
    return made


def test_the_next_session_comes_first_in_words(here: World) -> None:
    session = Session(here.ports())
    assert page_lines(session.page)[1] == "Next session: Friday 26 June 2026, 6pm"
    go(session, "open_next_session")
    lines = page_lines(session.page)
    for line in (
        "Day: Friday 26 June 2026",
        "Time: 6pm to 8pm",
        "That is 6 in the evening.",
        "Where: online",
        "Cost: free",
        "For: everyone",
        "Stepping back is always okay.",
    ):
        assert line in lines


def test_the_time_in_words_can_be_turned_off(here: World) -> None:
    here.settings.put("clock", "short")
    session = Session(here.ports())
    go(session, "open_next_session")
    assert "That is 6 in the evening." not in page_lines(session.page)


def test_each_step_has_its_time_as_far_as_it_is_known(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_next_session", "what_will_happen")
    lines = page_lines(session.page)
    assert "6pm: Welcome. 10 minutes." in lines
    assert "6:10pm: Break. 15 minutes." in lines
    assert "6:25pm: Goodbye." in lines


def test_a_change_shows_old_and_new_until_it_is_read(here: World) -> None:
    here.sessions.take("c", [OVER, MOVED, EMPTY])
    session = Session(here.ports())
    assert "News: 1 session changed" in page_lines(session.page)
    go(session, "open_sessions")
    session = Session(here.ports())
    go(session, "open_next_session", "open_sessions", f"open_session {FULL.id}")
    lines = page_lines(session.page)
    assert "It was: Friday 26 June 2026, 6pm" in lines
    assert "Now it is: Friday 3 July 2026, 6pm" in lines
    go(session, "have_read_changes")
    assert not any(line.startswith("It was") for line in page_lines(session.page))
    go(session, "back")
    assert not any("something changed" in line for line in page_lines(session.page))
    go(session, "home")
    assert "News: nothing new" in page_lines(session.page)


def test_a_session_that_is_gone_is_told_and_is_not_next(here: World) -> None:
    here.sessions.take("c", [OVER, EMPTY])
    session = Session(here.ports())
    assert page_lines(session.page)[1] == "Next session: Thursday 16 July 2026"
    go(session, "open_next_session", "open_sessions", f"open_session {FULL.id}")
    assert "This will not happen." in page_lines(session.page)


def test_with_no_session_it_says_how_to_get_some() -> None:
    session = Session(world(way="screen").ports())
    go(session, "open_next_session")
    assert "Connect to your community." in page_lines(session.page)
    go(session, "open_connect")
    assert session.page.route == "connect"
    go(session, "back", "open_sessions")
    assert "Then type: companion sessions add FILE" in page_lines(session.page)
    joined = Session(connected_world(way="screen").ports())
    go(joined, "open_next_session")
    assert "1 How often we meet" in page_lines(joined.page)


def test_nobody_is_counted(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_more", "open_rest", "open_missed")
    assert "That is fine." in page_lines(session.page)
    assert "Last session: Monday 27 April 2026, 6pm" in page_lines(session.page)


def test_a_prompt_is_one_note_of_that_session(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_next_session", "session_notes", "open_prompt need")
    assert session.page.title == "What I need"
    session.send(Typed("text", "A break at half time."))
    go(session, "save_note")
    [note] = here.notes.all()
    assert (note.session, note.prompt, note.aloud) == (FULL.id, "need", False)
    assert "3 What I need: A break at half time." in page_lines(session.page)
    go(session, "open_prompt need")
    assert session.page.blocks[2].value == "A break at half time."  # type: ignore[union-attr]


def test_ways_to_join_in_are_many_and_words_of_ones_own_stay(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_next_session", "session_notes", "open_prompt join")
    for way in ("draw", "listen", "draw", "type"):
        session.send(Chose("way", way))
    [note] = here.notes.all()
    assert note.text == "I listen\nI type in the chat"
    go(session, "joining_done")
    chosen = "5 How I want to join in: I listen, I type in the chat"
    assert chosen in page_lines(session.page)
    go(session, "open_prompt join")
    here.notes.save(replace(note, text=f"{note.text}\nwith my dog"))
    go(session, "joining_done", "open_prompt join")
    session.send(Chose("way", "listen"))
    [note] = here.notes.all()
    assert note.text == "I type in the chat\nwith my dog"


def test_notes_of_other_sessions_are_not_among_them(here: World) -> None:
    here.notes.add("for no session")
    session = Session(here.ports())
    go(session, "open_next_session", "session_notes", "other_notes")
    assert "You have no notes yet." in page_lines(session.page)


NOW = datetime(2026, 6, 26, 17, 30, tzinfo=UTC)  # 6:30pm in Kent


def test_a_running_session_is_not_over() -> None:
    assert next_of([OVER, FULL, EMPTY], NOW) is FULL
    assert not is_over(FULL._replace(ends=None), NOW)
    assert is_over(FULL, NOW + timedelta(hours=2))
    assert [s.id for s in to_come([OVER, FULL, EMPTY], NOW)] == [FULL.id, EMPTY.id]
    assert been([OVER, FULL, EMPTY], NOW) == [OVER]


def test_a_whole_day_ends_with_the_day() -> None:
    day = EMPTY._replace(starts=EVENING.date())
    assert not is_over(day, NOW + timedelta(hours=5))
    assert is_over(day, NOW + timedelta(hours=7))


def test_the_first_page_reminds_only_if_asked(here: World) -> None:
    here.clock.time = EVENING - timedelta(minutes=20)
    reminder = "Reminder: Friday 26 June 2026, 6pm."
    assert reminder not in page_lines(Session(here.ports()).page)
    session = Session(here.ports())
    go(session, "open_more", "open_rest", "open_reminders", "open_setting remind")
    session.send(Chose("remind", "30"))
    go(session, "home")
    assert page_lines(session.page)[1] == reminder
    here.settings.put("remind", "10")
    assert reminder not in page_lines(Session(here.ports()).page)
