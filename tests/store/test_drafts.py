"""Drafts: what was typed is there after the program was ended from outside."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.domain.kept import About, Draft
from companion.store.drafts import DraftTable
from companion.store.home import Home
from tests.store.places import Watch, open_log


@pytest.fixture
def watch() -> Watch:
    return Watch()


def open_drafts(home: Home, watch: Watch) -> DraftTable:
    """The drafts as the companion that made `home` sees them."""
    return DraftTable(open_log(home), home.run, home.running, watch)


def test_an_earlier_runs_drafts_are_left_over_newest_first(home: Home, watch: Watch) -> None:
    first = open_drafts(home, watch)
    first.keep("one", About(), "he")
    first.keep("one", About(), "hello")
    watch.forward(seconds=1)
    first.keep("two", About(thing="k7m4d"), "more")
    first.keep("three", About(), "gone")
    first.drop("three")
    assert first.left_over() == []
    second = open_drafts(Home(home.path), watch)
    assert [(d.id, d.about, d.text) for d in second.left_over()] == [
        ("two", About(thing="k7m4d"), "more"),
        ("one", About(), "hello"),
    ]
    assert second.left_over()[0].changed == watch.at


@given(text=st.text(st.characters(exclude_categories=[])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all(home: Home, watch: Watch, text: str) -> None:
    open_drafts(Home(home.path), watch).keep(text, About(thing=text), text)
    later = open_drafts(Home(home.path), watch)
    assert later.left_over() == [Draft(text, About(thing=text), text, watch.at)]
    later.drop(text)
    assert later.left_over() == []


def test_a_draft_that_is_carried_on_is_not_left_over(home: Home, watch: Watch) -> None:
    open_drafts(home, watch).keep("one", About(), "words")
    second = open_drafts(Home(home.path), watch)
    second.keep("one", About(), "words and more")
    assert second.left_over() == []
    third = open_drafts(Home(home.path), watch)
    assert [d.text for d in third.left_over()] == ["words and more"]


def test_a_left_over_draft_can_be_dropped(home: Home, watch: Watch) -> None:
    open_drafts(home, watch).keep("one", About(), "words")
    second = open_drafts(Home(home.path), watch)
    second.drop("one")
    second.drop("unknown")
    assert open_drafts(Home(home.path), watch).left_over() == []


def test_drafts_of_a_companion_that_is_open_are_its_own(home: Home, watch: Watch) -> None:
    other = Home(home.path)
    mine, theirs = open_drafts(home, watch), open_drafts(other, watch)
    theirs.keep("one", About(), "theirs")
    with other.presence():
        assert mine.left_over() == []
        mine.keep("one", About(), "mine")
        mine.drop("two")
        mine.drop("one")
        mine.keep("one", About(), "mine again")
    assert [d.text for d in mine.left_over()] == ["theirs"]
    third = open_drafts(Home(home.path), watch)
    assert {d.text for d in third.left_over()} == {"theirs", "mine again"}


def test_dropping_in_an_empty_home_makes_nothing(home: Home, watch: Watch) -> None:
    open_drafts(home, watch).drop("one")
    assert not home.path.exists()
