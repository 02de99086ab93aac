"""Getting there: times worked out backwards, and what to take."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from companion.domain.getting_there import PACK, TRAVEL, WAYS
from companion.domain.notes import Note
from companion.page.events import Chose, Typed
from companion.page.wording import page_lines
from companion.session import Session
from tests.fakes import World, world
from tests.places import EMPTY, FULL, SUMMER
from tests.unit.steps import go


@pytest.fixture
def here() -> World:
    made = world(way="screen")
    made.sessions.take("c", [FULL, EMPTY])
    return made


def opened(here: World) -> Session:
    session = Session(here.ports())
    go(session, "open_next_session", "getting_there")
    return session


def answer(session: Session, part: str, value: str) -> None:
    go(session, f"getting_part {part}")
    session.send(Chose("answer", value))


def note(here: World, prompt: str) -> Note:
    [found] = (one for one in here.notes.all() if one.prompt == prompt)
    return found


def test_the_times_are_worked_out_backwards_in_words(here: World) -> None:
    session = opened(here)
    assert "Say how you go and how long it takes." in page_lines(session.page)
    answer(session, "way", "bus")
    answer(session, "long", "30")
    lines = page_lines(session.page)
    at = lines.index("Start to get ready at 4:50pm.")
    assert lines[at + 1 : at + 5] == [
        "Leave at 5:20pm.",
        "The bus takes 30 minutes.",
        "You are there at 5:50pm.",
        "It starts at 6pm.",
    ]


def test_from_home_nobody_leaves(here: World) -> None:
    session = opened(here)
    answer(session, "way", "home")
    lines = page_lines(session.page)
    assert "Be at your computer at 5:50pm." in lines
    assert not any("Leave at" in line for line in lines)


def test_a_way_is_one_and_can_be_changed_and_taken_away(here: World) -> None:
    session = opened(here)
    for way in WAYS:
        answer(session, "way", way)
        assert len(note(here, TRAVEL).text.split("\n")) == 1
    answer(session, "long", "45")
    answer(session, "way", "home")
    assert note(here, TRAVEL).text == "45 minutes"


def test_own_lines_stay_as_they_are(here: World) -> None:
    session = opened(here)
    go(session, "getting_part pack")
    session.send(Chose("answer", "phone"))
    go(session, "own_things")
    session.send(Typed("text", "My phone\nThe blue bag "))
    go(session, "save_note")
    session.send(Chose("answer", "phone"))
    session.send(Chose("answer", "headphones"))
    assert note(here, PACK).text == "The blue bag \nHeadphones"
    go(session, "joining_done")
    assert "Take with you: The blue bag , Headphones" in page_lines(session.page)


def test_a_session_that_moves_moves_the_times(here: World) -> None:
    session = opened(here)
    answer(session, "way", "train")
    answer(session, "long", "120")
    here.sessions.take("c", [FULL._replace(starts=datetime(2026, 6, 26, 2, tzinfo=SUMMER)), EMPTY])
    session = Session(here.ports())
    go(session, "open_next_session", "getting_there")
    lines = page_lines(session.page)
    assert "Start to get ready at 11:20pm on Thursday 25 June 2026." in lines
    assert "Leave at 11:50pm on Thursday 25 June 2026." in lines


def test_a_session_with_a_day_and_no_time_says_so(here: World) -> None:
    session = Session(here.ports())
    go(session, "open_next_session", "open_sessions", f"open_session {EMPTY.id}", "getting_there")
    assert "We do not know yet when it starts." in page_lines(session.page)


def test_each_session_has_its_own(here: World) -> None:
    later = FULL._replace(id="", uid="9", starts=FULL.starts + timedelta(days=28))
    here.sessions.take("c", [FULL, EMPTY, later])
    session = opened(here)
    answer(session, "way", "home")
    [other] = (one.id for one in here.sessions.all() if one.uid == "9")
    go(session, "back", "open_sessions", f"open_session {other}", "getting_there")
    assert "Say how you go and how long it takes." in page_lines(session.page)
    assert replace(note(here, TRAVEL), text="").session == FULL.id
