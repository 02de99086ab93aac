"""What the community tells: what changed, promises, what others shared, who leads, the catch-up."""

from datetime import date

import pytest
from msgspec.structs import replace

from companion.page.blocks import Action, Fact, Line, Quote
from companion.page.events import Pressed
from companion.page.share_words import Standing, state_words, story
from companion.page.wording import page_lines
from companion.session import Session
from companion.wire.community import Promise, promise_on
from companion.wire.trails import Mark, Trail
from tests.fakes import COMMUNITY, World, world
from tests.places import at
from tests.sharing_places import TOLD, sent, telling, to_told


def lines_of(place: str) -> list[str]:
    return list(page_lines(at(place)[0].page))


def test_what_changed_has_only_that_and_says_its_day() -> None:
    said = lines_of("what changed")
    assert "There are more breaks" in said
    assert "Thursday 18 June 2026" in said
    assert "You asked for them." in said
    assert not {"The room is new", "The sound stopped"} & set(said)
    assert "The sound stopped" in lines_of("not planned")
    assert "They told us of no change yet." in lines_of("what changed, nothing")


def test_a_promise_says_how_it_stands_and_late_is_late() -> None:
    first, second = lines_of("promises"), lines_of("promises, page 2")
    at_work = first.index("They work on it")
    late = first.index("They are late")
    assert first[at_work + 1 : at_work + 3] == [
        "We tell you who reads it.", "They said: by: Friday 3 July 2026",
    ]  # fmt: skip
    assert first[late + 1] == "We find a small room."
    assert "They kept it" in second
    changed = second.index("They changed it")
    assert second[changed + 1 : changed + 4] == [
        "We meet in May.", "They said: by: Saturday 2 May 2026", "We meet in June.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "day", "stands"),
    [
        ("open", date(2026, 6, 30), "open"),
        ("open", date(2026, 7, 1), "late"),
        ("kept", date(2027, 1, 1), "kept"),
        ("changed", date(2027, 1, 1), "changed"),
    ],
)
def test_a_promise_is_late_only_once_its_day_has_passed(state: str, day: date, stands: str) -> None:
    promise = Promise("p1", "We find a room.", "2026-06-30", state)  # type: ignore[arg-type]
    assert promise_on(promise, day).state == stands


def test_what_others_shared_is_word_for_word_and_says_who_made_it() -> None:
    page = at("shared")[0].page
    quotes = [block.text for block in page.blocks if isinstance(block, Quote)]
    assert quotes == ["Noise", "strange", "It was loud.", "I left."]
    said = list(page_lines(page))
    assert "This is the view of a supporter." in said
    assert {"A member", "Sam"} <= set(said)


def test_who_leads_are_those_who_agreed_and_what_is_open_is_said() -> None:
    said = lines_of("who leads")
    assert {"Name: Ana", "Name: Tom", "These people said yes to show their names."} <= set(said)
    assert {"The group has not chosen the name yet.", "The group will decide."} <= set(said)
    nobody = lines_of("who leads, no names")
    assert "We know no names." in nobody
    assert "The group has not chosen the name yet." in nobody
    assert not any("[" in line for line in (*said, *nobody))


def test_a_decision_in_the_charter_ends_what_is_open() -> None:
    from companion.easyread.reading import charter_pack
    from companion.pages.told import pending_words

    pack = charter_pack()
    assert "The group will decide." in pending_words(pack)
    decided = tuple(
        part._replace(clauses=tuple(clause._replace(pending=False) for clause in part.clauses))
        for part in pack.parts
    )
    assert pending_words(pack._replace(parts=decided)) == []


def test_how_they_do_things_says_what_is_not_said() -> None:
    said = lines_of("how they do things")
    assert "How to join: Ask Ana." in said
    assert "Money and travel: they have not said yet" in said


@pytest.mark.parametrize("place", ["told", "who leads", "sub-groups", "promises", "missed, told"])
def test_a_page_has_no_more_than_5_choices(place: str) -> None:
    rows = [block for block in at(place)[0].page.blocks if isinstance(block, Action)]
    assert len(rows) <= 5


@pytest.mark.parametrize(
    ("way", "route"),
    [
        (("open_more", "open_rest", "open_told"), "told"),
        (("open_more", "open_news", "open_told"), "told"),
        (("open_more", "open_rest", "open_community", "open_told"), "told"),
        (("open_next_session", "open_sessions", "past_sessions", "open_missed"), "missed"),
    ],
)
def test_members_find_it_where_they_look(way: tuple[str, ...], route: str) -> None:
    here = world(way="screen")
    telling()(here)
    session = Session(here.ports())
    for action in way:
        session.send(Pressed(action))
    assert session.page.route == route


def test_the_catch_up_has_5_lines_and_counts_nobody() -> None:
    page = at("missed, told")[0].page
    told = [block for block in page.blocks if isinstance(block, Line | Fact)]
    assert len(told) == 5
    assert told[0] == Line("You missed some. That is fine.")
    assert Fact("What changed", "There are more breaks") in told
    plain = [block for block in at("missed")[0].page.blocks if isinstance(block, Line | Fact)]
    assert plain[0] == told[0]
    assert len(plain) == 5


def test_all_of_it_is_there_without_a_connection() -> None:
    """What came is read from this computer: no page asks the endpoint."""
    here = world(way="screen")
    telling()(here)
    session = Session(here.ports())
    before = here.sync.went
    for event in to_told("open_promises", "more_told"):
        session.send(event)
    assert session.page.route == "promises"
    assert here.sync.went == before


def _standing(here: World) -> Standing:
    from companion.pages.sharing import standing_of

    return standing_of(here.ports(), here.shares.all()[0])


def test_what_is_taken_care_of_in_another_way_is_not_late() -> None:
    here = world(way="screen")
    late = Trail(marks=(Mark("got", "2026-05-12"),), promise="2026-06-01")
    sent(late)(here)
    assert _standing(here).late
    closed = world(way="screen")
    sent(replace(late, closed=True))(closed)
    standing = _standing(closed)
    said = [words for _name, words in story(standing, {})]
    assert "The people who lead take care of it in another way." in said
    assert not any("late" in words or "will answer" in words for words in said)
    assert state_words(standing) == "They have it"


def test_a_community_that_tells_nothing_says_so() -> None:
    here = world(way="screen")
    for actions in (("open_promises",), ("open_shared",), ("open_people",), ("open_changed",)):
        session = Session(here.ports())
        for event in to_told(*actions):
            session.send(event)
        assert len(session.page.blocks) >= 1
    assert COMMUNITY.promises == ()
    assert len(TOLD.promises) == 4
