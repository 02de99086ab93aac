"""The card "What helps me": written, checked once a year if the member wants, and shared."""

from datetime import timedelta

import pytest

from companion.domain.notes import HELPS, Note, card_of, need_of
from companion.page.events import Typed
from companion.page.rows import rows
from companion.page.wording import page_lines
from companion.pages.helps import in_a_row
from companion.session import Session
from tests.fakes import World, world
from tests.unit.steps import go

LOUD, LIGHT = "Loud sound hurts me.\nTurn it down, please.", "Bright light"


@pytest.fixture
def here() -> World:
    return world(way="screen")


def opened(here: World) -> Session:
    session = Session(here.ports())
    go(session, "open_more", "open_rest", "open_helps")
    return session


def write(session: Session, text: str) -> None:
    go(session, "new_help")
    session.send(Typed("text", text))
    go(session, "save_note")


def labels(session: Session) -> list[str]:
    return [row.label for row in rows(session.page)]


def test_what_is_written_stands_on_the_card_in_its_order(here: World) -> None:
    session = opened(here)
    write(session, LOUD)
    here.clock.time += timedelta(minutes=1)
    write(session, LIGHT)
    assert session.page.route == "helps"
    assert labels(session)[1:3] == ["Loud sound hurts me. Turn it down, please.", LIGHT]
    assert {note.prompt for note in here.notes.all()} == {HELPS}
    here.clock.time += timedelta(minutes=1)
    first = card_of(here.notes.all())[0]
    go(session, f"open_note {first.id}")
    session.send(Typed("text", "Loud sound"))
    go(session, "save_note")
    assert labels(session)[1:3] == ["Loud sound", LIGHT]


def test_other_notes_are_not_on_the_card(here: World) -> None:
    here.notes.add("Buy bread.")
    session = opened(here)
    assert labels(session)[0] == "Write something new"
    assert not any("bread" in line for line in page_lines(session.page))


def test_no_word_is_lost_between_what_is_needed_and_what_to_do() -> None:
    note = Note(text="Loud sound\n\nDo this:\n  turn it down\n\n\nthen ask me")
    assert need_of(note) == ("Loud sound", "Do this:\n  turn it down\n\n\nthen ask me")
    assert in_a_row(note) == "Loud sound: Do this: turn it down then ask me"


def test_a_check_is_offered_after_a_year_and_keeps_its_day(here: World) -> None:
    session = opened(here)
    write(session, LOUD)
    [before] = card_of(here.notes.all())
    here.clock.time += timedelta(days=364)
    assert "It is still right" not in labels(opened(here))
    here.clock.time += timedelta(days=1)
    assert not any("still right" in line for line in page_lines(Session(here.ports()).page))
    session = opened(here)
    go(session, "still_right")
    assert "It is still right" not in labels(session)
    [after] = card_of(here.notes.all())
    assert (after.text, after.id) == (before.text, before.id)
    assert after.changed - before.changed >= timedelta(days=365)
    assert "It is still right" not in labels(opened(here))


def test_nothing_goes_into_a_file_without_a_yes(here: World) -> None:
    session = opened(here)
    write(session, LOUD)
    go(session, "print_helps", "helps_file_no")
    assert not here.files.stored
    go(session, "print_helps", "helps_file_yes")
    [text] = here.files.stored.values()
    assert LOUD in text
    assert session.page.route == "helps"


def test_a_copy_of_the_card_can_be_shared_and_the_card_stays(here: World) -> None:
    session = opened(here)
    write(session, LOUD)
    write(session, LIGHT)
    go(session, "share_helps")
    assert session.page.route == "share_words"
    go(session, "share_written")
    [share] = here.shares.all()
    assert share.words == f"{LOUD}\n\n{LIGHT}"
    assert (share.about.kind, share.about.id, share.sending) == ("access", HELPS, None)
    assert len(card_of(here.notes.all())) == 2


def test_one_part_can_be_shared_too(here: World) -> None:
    session = opened(here)
    write(session, LOUD)
    [note] = here.notes.all()
    go(session, f"open_note {note.id}", "share_note", "share_written")
    [share] = here.shares.all()
    assert (share.words, share.about.kind) == (LOUD, "access")
