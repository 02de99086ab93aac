"""Journeys through what a community tells all its members.

Each page holds more than one thing, so that what follows what is heard too.
"""

from tests.listening.companion_rig import CompanionRig
from tests.listening.screen_visits import ScreenVisit
from tests.listening.visits import LinesVisit

# How many rows are read above the choices.
LISTS = {"What changed": 2, "What others shared": 3, "What did not go to plan": 2}


def screen_told(rig: CompanionRig) -> None:
    """All of it, in the full screen."""
    visit = ScreenVisit(rig)
    visit.choose("More")
    visit.choose("News")
    visit.choose("What they tell us")
    visit.walk()
    for name, rows in LISTS.items():
        visit.choose(name)
        visit.look_up(rows)
        visit.act("b")
    visit.choose("Promises")
    visit.look_up(2)
    visit.choose("Show more")
    visit.act("b")
    visit.choose("Who leads")
    visit.look_up(2)
    visit.choose("Sub-groups")
    visit.look_up(2)
    visit.act("b")
    visit.choose("How they do things")
    visit.look_up(2)
    visit.act("q")


def plain_told(rig: CompanionRig) -> None:
    """All of it, line by line."""
    visit = LinesVisit(rig, "plain")
    visit.choose("More")
    visit.choose("News")
    visit.choose("What they tell us")
    for name in LISTS:
        visit.choose(name)
        visit.act("b")
    visit.choose("Promises")
    visit.choose("Show more")
    visit.act("b")
    visit.choose("Who leads")
    visit.choose("Sub-groups")
    visit.act("b")
    visit.choose("How they do things")
    visit.act("q")
