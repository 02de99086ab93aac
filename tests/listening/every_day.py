"""Journeys through what members do every day: the card of what helps them."""

from tests.listening.companion_rig import CompanionRig
from tests.listening.screen_visits import ScreenVisit
from tests.listening.visits import LinesVisit

NEED = "Loud sound hurts me."


def screen_days(rig: CompanionRig) -> None:
    """All of it, in the full screen."""
    visit = ScreenVisit(rig)
    visit.choose("More")
    visit.choose("More")
    visit.choose("What helps me")
    visit.tab()
    visit.choose("Write something new")
    visit.rig.paste(NEED)
    visit.wrote(NEED)
    visit.tab()
    visit.enter()
    visit.tab()
    visit.choose("Print")
    visit.look_up(1)
    visit.choose("No file")
    visit.act("q")


def plain_days(rig: CompanionRig) -> None:
    """All of it, line by line."""
    visit = LinesVisit(rig, "plain")
    visit.choose("More")
    visit.choose("More")
    visit.choose("What helps me")
    visit.choose("Write something new")
    visit.write("Your note", NEED)
    visit.choose("Done")
    visit.choose("Print")
    visit.choose("No file")
    visit.act("q")
