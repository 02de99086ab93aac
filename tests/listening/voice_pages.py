"""Journeys through Speak for me, Read to me and the settings of the voice.

The program's own voice is silent here: what a screen reader says is all that is heard.
"""

from tests.listening.companion_rig import CompanionRig
from tests.listening.screen_visits import ScreenVisit
from tests.listening.visits import LinesVisit

LINE = "Yes."


def screen_voice(rig: CompanionRig) -> None:
    """All of it, in the full screen."""
    visit = ScreenVisit(rig)
    visit.choose("Speak for me")
    visit.tab()
    visit.choose(LINE)
    visit.tab()
    visit.choose("Stop the voice")
    visit.choose("Show the words")
    visit.look_up(1)
    visit.act("0")
    visit.act("?")
    visit.choose("Read to me")
    visit.tab()
    visit.choose("Slower")
    visit.choose("Voice")
    visit.tab()
    visit.choose("Choose a voice")
    visit.tab()
    visit.act("b")
    visit.choose("What the voice says")
    visit.tab()
    visit.act("b")
    visit.choose("Voice for the room")
    visit.tab()
    visit.choose("Where it comes out")
    visit.act("0")
    visit.choose("More")
    visit.choose("My notes")
    visit.act("v")
    visit.act("r")
    visit.tab()
    visit.choose("No")
    visit.act("v")
    visit.act("q")


def plain_voice(rig: CompanionRig) -> None:
    """All of it, line by line."""
    visit = LinesVisit(rig, "plain")
    visit.choose("Speak for me")
    visit.choose(LINE)
    visit.act("s")
    visit.choose("Show the words")
    visit.act("0")
    visit.act("help")
    visit.choose("Read to me")
    visit.choose("Slower")
    visit.choose("Voice")
    visit.choose("Choose a voice")
    visit.act("b")
    visit.choose("What the voice says")
    visit.act("b")
    visit.choose("Voice for the room")
    visit.choose("Where it comes out")
    visit.act("0")
    visit.choose("More")
    visit.choose("My notes")
    visit.act("v")
    visit.act("r")
    visit.choose("No")
    visit.act("v")
    visit.act("q")
