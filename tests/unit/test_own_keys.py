"""Keys that the member changes or turns off."""

import pytest

from companion import actions
from companion.domain.own_keys import own_keys
from companion.page import wording
from companion.page.blocks import Action
from companion.page.events import Pressed, Typed
from companion.pages.own_keys import CHANGEABLE, keys_now, why_not
from companion.session import Session
from tests.fakes import FakeSettings, World, world
from tests.places import PLACES, at


def choose_key(here: World, action: str, *how: Pressed | Typed) -> Session:
    session = Session(here.ports(), "own_key", action)
    for event in how:
        session.send(event)
    return session


def told(session: Session) -> str:
    return session.notice.text if session.notice else ""


def test_a_key_is_changed_everywhere_at_once() -> None:
    here = world(way="screen")
    session = choose_key(here, "help", Typed("key", "Z\n"), Pressed("use_own_key"))
    assert told(session) == "The key now: z."
    page = Session(here.ports(), "charter").page
    assert actions.for_key(page, "z") == Action("help", "Help")
    assert actions.for_key(page, "?") is None
    assert "z Help" in [wording.key_row(s.key, s.label) for s in actions.always(page)]
    session.send(Pressed("help"))
    said = wording.page_lines(session.page)
    assert any(line.startswith("Help, key z:") for line in said)
    assert actions.for_word(page, "z") == Action("help", "Help")
    assert actions.for_word(page, "help") == Action("help", "Help")


@pytest.mark.parametrize("key", ["7", "0", "ab", "", " ", "\x1b"])
def test_numbers_and_what_is_no_key_stay_as_they_are(key: str) -> None:
    here = world(way="screen")
    session = choose_key(here, "help", Typed("key", key), Pressed("use_own_key"))
    assert "1 letter or sign" in told(session)
    assert own_keys(here.settings) == {}


def test_two_actions_never_have_the_same_key() -> None:
    here = world(way="screen")
    session = choose_key(here, "help", Typed("key", "b"), Pressed("use_own_key"))
    assert told(session).startswith("This key is for Back.")
    assert own_keys(here.settings) == {}
    keys = keys_now(here.settings)
    for one in CHANGEABLE:
        for other in CHANGEABLE:
            assert bool(why_not(keys, one.id, other.key)) == (one is not other)
    assert "Larger" in why_not(keys, "back", "=")


def test_a_key_that_was_given_up_is_free_and_the_usual_one_comes_back() -> None:
    here = world(way="screen")
    choose_key(here, "back", Pressed("no_own_key"))
    assert own_keys(here.settings) == {"back": ""}
    choose_key(here, "help", Typed("key", "b"), Pressed("use_own_key"))
    assert own_keys(here.settings) == {"back": "", "help": "b"}
    assert told(choose_key(here, "back", Pressed("usual_key"))).startswith("This key is for Help.")
    choose_key(here, "help", Pressed("usual_key"))
    choose_key(here, "back", Pressed("usual_key"))
    assert own_keys(here.settings) == {}


@pytest.mark.parametrize("place", PLACES)
def test_with_letters_off_only_numbers_and_named_keys_do_anything(place: str) -> None:
    session, here = at(place)
    here.settings.put("letter_keys", "off")
    page = session.page
    signs = [chr(code) for code in range(33, 127) if not chr(code).isdigit()]
    assert [sign for sign in signs if actions.for_key(page, sign)] == []
    if page.route not in ("home", "hidden"):
        assert actions.for_key(page, "0") == Action("home", "Home")
        assert actions.for_key(page, "escape") == Action("back", "Back")


def test_what_another_program_wrote_does_no_harm() -> None:
    kept = FakeSettings(own_keys="back=zz help= nonsense =x stop=\x1b larger== read=5")
    assert own_keys(kept) == {"help": "", "": "x", "larger": "="}
    here = world(way="screen", own_keys="back=zz nonsense no_such=y stop=\x1b")
    assert actions.for_key(Session(here.ports(), "charter").page, "q") is not None
