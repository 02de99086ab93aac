"""Journeys through the pages of the keys."""

from tests.listening.companion_rig import CompanionRig
from tests.listening.screen_visits import ScreenVisit
from tests.listening.visits import LinesVisit


def screen_keys(rig: CompanionRig) -> None:
    """All of it, in the full screen."""
    visit = ScreenVisit(rig)
    visit.choose("More")
    visit.choose("Settings")
    visit.choose("Keys")
    visit.tab()
    visit.choose("Change a key")
    visit.tab()
    visit.choose("Back: b")
    visit.tab()
    visit.choose("Use this key")
    visit.act("q")


def plain_keys(rig: CompanionRig) -> None:
    """All of it, line by line."""
    visit = LinesVisit(rig, "plain")
    visit.choose("More")
    visit.choose("Settings")
    visit.choose("Keys")
    visit.choose("Change a key")
    visit.choose("Back: b")
    visit.choose("Use this key")
    visit.act("q")
