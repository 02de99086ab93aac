"""The pages about reminders outside the companion."""

from companion.page.events import Pressed
from companion.page.wording import page_lines
from companion.session import Session
from tests.fakes import World, connected_world, world

TO_REMINDERS = ("open_more", "open_rest", "open_reminders")


def at(here: World, *actions: str) -> Session:
    session = Session(here.ports())
    press(session, *TO_REMINDERS, *actions)
    return session


def press(session: Session, *actions: str) -> None:
    for action in actions:
        session.send(Pressed(action))


def told(session: Session) -> str:
    return session.notice.text if session.notice else ""


def test_the_address_of_the_calendar_is_shown_and_copied_as_it_is() -> None:
    here = connected_world(way="screen")
    session = at(here, "open_my_calendar")
    [row] = [line for line in page_lines(session.page) if line.startswith("Address: ")]
    assert row.endswith("/sessions.ics")
    assert here.desktop.copied == ""
    press(session, "copy_address")
    assert row == f"Address: {here.desktop.copied}"
    assert told(session) == "We copied it. Now paste it there."


def test_where_it_cannot_be_copied_nothing_says_that_it_was() -> None:
    here = connected_world(way="screen")
    here.desktop.broken = True
    session = at(here, "open_my_calendar", "copy_address")
    assert told(session).startswith("We could not copy it on this computer.")


def test_without_a_community_the_page_leads_to_one_and_then_shows_the_address() -> None:
    here = world(way="screen")
    session = at(here, "open_my_calendar", "open_connect")
    assert session.page.route == "connect"
    connected = connected_world().community.connection()
    here.community.connected = connected
    press(session, "back")
    assert any(line.endswith("/sessions.ics") for line in page_lines(session.page))


def test_the_computer_is_offered_only_to_who_wants_reminders() -> None:
    offered = "5 Let my computer remind me"
    assert offered not in page_lines(at(world(way="screen")).page)
    assert offered in page_lines(at(world(way="screen", remind="30")).page)


def test_a_yes_sets_it_up_with_a_message_and_it_can_be_taken_away() -> None:
    here = world(way="screen", remind="30")
    session = at(here, "open_reminding")
    assert "It is not set up." in page_lines(session.page)
    press(session, "start_reminding")
    assert here.desktop.reminds()
    assert here.settings.get("remind_notice") == "on"
    assert told(session).startswith("It is set up.")
    press(session, "open_reminding")
    assert "It is set up." in page_lines(session.page)
    press(session, "stop_reminding")
    assert not here.desktop.reminds()
    assert told(session).startswith("We took it away.")


def test_a_way_that_was_chosen_stays_the_only_one() -> None:
    here = world(way="screen", remind="30", remind_sound="on")
    press(at(here, "open_reminding"), "start_reminding")
    assert here.settings.get("remind_notice") != "on"


def test_where_it_fails_the_page_says_so_and_nothing_has_changed() -> None:
    here = world(way="screen", remind="30")
    here.desktop.broken = True
    session = at(here, "open_reminding", "start_reminding")
    assert told(session).startswith("This computer did not let us set it up.")
    assert "It is not set up." in page_lines(session.page)
    assert here.settings.get("remind_notice") == ""
