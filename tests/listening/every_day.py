"""Journeys through what members do every day: what helps them, getting there, reminders."""

from tests.listening.companion_rig import CompanionRig
from tests.listening.screen_visits import ScreenVisit
from tests.listening.visits import LinesVisit

NEED = "Loud sound hurts me."


def screen_days(rig: CompanionRig) -> None:
    """All of it, in the full screen."""
    visit = ScreenVisit(rig)
    visit.choose("Next session")
    visit.choose("Getting there")
    visit.look_up(1)
    visit.choose("How I go")
    visit.tab()
    visit.choose("I go by bus")
    visit.choose("What I take")
    visit.choose("Headphones")
    visit.choose("Done")
    visit.act("0")
    visit.choose("More")
    visit.choose("Other things")
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
    visit.act("0")
    visit.choose("More")
    visit.choose("Other things")
    _reminders(visit)
    visit.act("q")


def plain_days(rig: CompanionRig) -> None:
    """All of it, line by line."""
    visit = LinesVisit(rig, "plain")
    visit.choose("Next session")
    visit.choose("Getting there")
    visit.choose("How I go")
    visit.choose("I go by bus")
    visit.choose("What I take")
    visit.choose("Headphones")
    visit.choose("Done")
    visit.act("0")
    visit.choose("More")
    visit.choose("Other things")
    visit.choose("What helps me")
    visit.choose("Write something new")
    visit.write("Your note", NEED)
    visit.choose("Done")
    visit.choose("Print")
    visit.choose("No file")
    visit.act("0")
    visit.choose("More")
    visit.choose("Other things")
    _reminders(visit)
    visit.act("q")


def _reminders(visit: ScreenVisit | LinesVisit) -> None:
    visit.choose("Reminders")
    visit.choose("Sessions in my calendar")
    visit.act("b")
    visit.choose("Remind me: No")
    visit.choose("30 minutes before")
    visit.act("b")
    visit.choose("Let my computer remind me")
