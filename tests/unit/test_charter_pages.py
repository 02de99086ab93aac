"""Reading the charter: whole pages, a sentence at a time, other words, pictures."""

import pytest

from companion.page.blocks import Picture
from companion.page.events import Typed
from companion.page.wording import page_lines
from companion.session import Session
from tests.fakes import World, world
from tests.unit.steps import go


@pytest.fixture
def here() -> World:
    return world(way="screen")


def part_5(here: World, *more: str) -> Session:
    session = Session(here.ports())
    go(session, "open_charter", "open_part 5", *more)
    return session


def test_read_together_shows_1_sentence_and_stops(here: World) -> None:
    session = part_5(here, "next_page", "read_together")
    lines = page_lines(session.page)
    assert "Acknowledge." in lines
    assert "This means we show that we heard you." not in lines
    assert session.page.place == (4, 24)
    go(session, "next_page", "whole_pages")
    assert session.page.place == (2, 8)


def test_the_views_say_the_same_line(here: World) -> None:
    session = part_5(here, "next_page", "next_page", "full_words")
    assert "Accept: what a person has lived through is true for that person." in page_lines(
        session.page
    )
    go(session, "easy_words")
    assert "Your experience is true for you." in page_lines(session.page)


def test_a_meaning_leads_back_to_the_same_sentence(here: World) -> None:
    session = part_5(here, "read_together", *["next_page"] * 10)
    before = session.page
    go(session, "meanings", "back")
    assert session.page == before


def test_the_last_sentence_is_the_end_and_nothing_moves_by_itself(here: World) -> None:
    session = part_5(here, "read_together", *["next_page"] * 40)
    assert session.page.place == (24, 24)
    assert "This is the last page." in page_lines(session.page)


def test_it_is_said_in_another_way(here: World) -> None:
    session = part_5(here, "next_page", "next_page", "other_words")
    assert "We believe you." in page_lines(session.page)
    go(session, "first_words")
    assert "Your experience is true for you." in page_lines(session.page)


def test_pictures_are_switched_on_and_off_at_the_same_line(here: World) -> None:
    session = part_5(here, "next_page", "read_together", "with_pictures")
    place = session.page.place
    assert any(isinstance(block, Picture) for block in session.page.blocks)
    go(session, "full_words", "easy_words")
    assert any(isinstance(block, Picture) for block in session.page.blocks)
    go(session, "without_pictures")
    assert not any(isinstance(block, Picture) for block in session.page.blocks)
    assert session.page.place == place


def test_lines_on_1_idea_share_their_picture(here: World) -> None:
    here.settings.put("charter_view", "pictures")
    session = part_5(here, "next_page")
    assert len([block for block in session.page.blocks if isinstance(block, Picture)]) == 1


def test_what_is_not_right_is_a_private_note_about_its_clause(here: World) -> None:
    session = part_5(here, "next_page", "not_right", "not_right_line 5.1")
    assert session.page.title == "What is not right?"
    assert session.page.private
    session.send(Typed("text", "This word hurts."))
    go(session, "save_note")
    [note] = here.notes.all()
    assert (note.text, note.prompt, note.aloud) == ("This word hurts.", "not_right 5.1", False)


def test_again_says_the_sentence_again(here: World) -> None:
    session = part_5(here, "next_page", "read_together", "again")
    assert page_lines(session.page).count("Acknowledge.") == 2
    assert session.page.place == (4, 24)


def test_talking_is_never_a_quiz(here: World) -> None:
    session = part_5(here, "read_together", "talk_about")
    assert "There is no right answer." in page_lines(session.page)
    go(session, "back")
    assert session.page.route == "charter_part"


def test_one_sentence_at_a_time_can_be_the_usual_way(here: World) -> None:
    here.settings.put("charter_steps", "sentences")
    session = part_5(here)
    assert session.page.place == (1, 24)
    assert session.page.read_at_once
