"""What came from the community reaches the page, as one quiet line."""

from companion.domain.connections import Arrived
from companion.exchange import Exchange
from companion.page.arrivals import arrived_in_words
from companion.page.blocks import Field, Notice
from companion.page.events import Doing, Pressed, Typed
from companion.page.wishes import Connect, Disconnect, GetNew, Look, PauseSending
from companion.problems import Problem
from companion.session import Session
from tests.fakes import OFFER, connected_world, world


def test_what_came_is_one_quiet_line() -> None:
    here = connected_world(way="plain")
    session = Session(here.ports())
    heard: list[bool] = []
    session.listen(lambda: heard.append(True))
    assert session.hear() is False
    here.sync.come(Arrived(got=1, cancelled=2))
    assert heard == [True]
    assert session.hear() is True
    assert session.notice == Notice(
        "good", "They have 1 thing that you sent. 2 sessions will not happen."
    )
    assert session.hear() is False


def test_a_quiet_line_takes_the_place_of_nothing() -> None:
    here = connected_world(way="plain")
    session = Session(here.ports())
    session.tell(Problem("disk_full"))
    before = session.notice
    here.sync.come(Arrived(news=1))
    session.hear()
    assert session.notice == before


def test_a_page_that_is_typed_on_is_left_alone() -> None:
    here = connected_world(way="plain")
    session = Session(here.ports(), "note")
    assert any(isinstance(block, Field) for block in session.page.blocks)
    here.sync.come(Arrived(news=1))
    assert session.hear() is False
    session.send(Pressed("back"))
    assert session.notice == Notice("good", "There is 1 piece of news.")


def test_a_look_that_failed_is_told() -> None:
    here = world(way="plain")
    session = Session(here.ports(), "connect")
    here.sync.look("https://nowhere.example", "apple river apple river")
    assert session.hear()
    assert session.notice is not None
    assert session.notice.text.startswith("We could not reach")


def test_what_is_done_now_reaches_the_page() -> None:
    here = connected_world(way="plain")
    exchange = Exchange(here.ports())
    here.sync.doing = "Sending. 1 of 2."
    assert list(exchange.news()) == [Doing("Sending. 1 of 2.")]
    assert list(exchange.news()) == []
    here.sync.doing = ""
    assert list(exchange.news()) == [Doing("")]


def test_wishes_about_the_community_are_granted() -> None:
    here = world(way="plain")
    exchange = Exchange(here.ports())
    exchange.grant(Look("https://north.example", "apple river"))
    assert here.sync.codes == ["apple river"]
    exchange.grant(Connect(OFFER))
    assert here.community.connection() is not None
    assert here.sync.went == 1
    exchange.grant(PauseSending())
    exchange.grant(PauseSending(paused=False))
    exchange.grant(GetNew())
    assert here.sync.went == 3
    exchange.grant(Disconnect())
    assert here.community.connection() is None


def test_nothing_new_needs_no_words() -> None:
    assert arrived_in_words(Arrived()) == ""


def test_what_a_look_found_is_told_in_place_of_that_we_look() -> None:
    here = world(way="reader")
    here.sync.offers["https://north.example"] = OFFER
    session = Session(here.ports(), "connect")
    session.send(Typed("typed", "https://north.example apple river apple river"))
    session.send(Pressed("look_at_community"))
    looking = [session.looking]
    assert session.hear()
    assert [*looking, session.looking] == [True, False]
    assert session.notice == Notice("good", "This is what we found.")


def test_nobody_waits_for_a_look_on_another_page() -> None:
    session = Session(world(way="reader").ports(), "connect")
    session.send(Typed("typed", "https://north.example"))
    session.send(Pressed("look_at_community"))
    session.send(Pressed("home"))
    assert not session.looking
