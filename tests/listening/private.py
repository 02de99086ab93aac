"""Journeys through the lock, the recovery card and the supporter.

The words of the card are other ones in each run: they are read where a member reads them.
"""

import re

from companion.screens.field import HIDING
from tests.listening.companion_rig import CompanionRig
from tests.listening.heard import Kind
from tests.listening.screen_visits import ScreenVisit
from tests.listening.visits import LinesVisit, Visit

ANSWER = "blue door"


def screen_private(rig: CompanionRig) -> None:
    """All of it, in the full screen."""
    visit = ScreenVisit(rig)
    visit.choose("More")
    visit.choose("Settings")
    visit.choose("My lock and my supporter")
    visit.look_up(1)
    visit.choose("My supporter")
    visit.tab()
    visit.choose("My supporter is with me")
    visit.tab()
    visit.act("b")
    visit.choose("Make a recovery card")
    visit.look_up(2)
    visit.choose("Make the card")
    card = _card_on(visit)
    visit.tab()
    visit.choose("I wrote it down")
    visit.choose("Set a lock")
    visit.tab()
    visit.choose("My own words")
    _screen_pastes(visit, ANSWER)
    visit.tab_to("Set this lock")
    visit.enter()
    visit.choose("Lock my journal")
    visit.choose("Open the lock")
    _screen_types_unseen(visit, "wrong")
    visit.enter()
    visit.choose("Your words")
    _screen_types_unseen(visit, ANSWER)
    visit.enter()
    visit.choose("Take the lock off")
    visit.look_up(1)
    visit.choose("Yes, take it off")
    visit.choose("I have my card")
    _screen_pastes(visit, card)
    visit.enter()
    visit.act("q")


def _card_on(visit: Visit) -> str:
    """The words of the card that was made, as they stand on the terminal."""
    visit.rig.expect("Word 8: ")
    words = re.findall(r"Word \d: (\w+)", " ".join(visit.rig.terminal.rows()))
    assert len(words) == 8
    visit.beside.recovery.words = tuple(words)
    return " ".join(words)


def _screen_pastes(visit: ScreenVisit, words: str) -> None:
    """Write all at once in the text box, where the focus is, and go on to the next row."""
    visit.rig.paste(words)
    visit.wrote(words)
    visit.tab()


def _screen_types_unseen(visit: ScreenVisit, words: str) -> None:
    for letter in words:
        visit.rig.press("space" if letter == " " else letter, HIDING, Kind.TYPE)
    visit.wrote(words)
    visit.tab()


def plain_private(rig: CompanionRig) -> None:
    """All of it, line by line."""
    visit = LinesVisit(rig, "plain")
    visit.choose("More")
    visit.choose("Settings")
    visit.choose("My lock and my supporter")
    visit.choose("My supporter")
    visit.choose("My supporter is with me")
    visit.act("b")
    visit.choose("Make a recovery card")
    visit.choose("Make the card")
    card = _card_on(visit)
    visit.choose("I wrote it down")
    visit.choose("Set a lock")
    visit.choose("My own words")
    visit.write_secret("Your words", ANSWER)
    visit.choose("Set this lock")
    visit.choose("Lock my journal")
    visit.choose("Open the lock")
    visit.write_secret("Your words", "wrong")
    visit.choose("Open it")
    visit.write_secret("Your words", ANSWER)
    visit.choose("Open it")
    visit.choose("Take the lock off")
    visit.choose("Yes, take it off")
    visit.choose("I have my card")
    visit.write_secret("The 8 words", card)
    visit.choose("Open everything")
    visit.act("q")
