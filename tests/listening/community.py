"""Journeys through sessions, the journal, settings and what only tells something.

Here most pages are opened and heard for a few keys; every key is heard in the other journeys.
"""

from companion.page.session_words import row_words
from tests.listening.companion_rig import CompanionRig
from tests.listening.homes import SHAPING
from tests.listening.screen_visits import ScreenVisit
from tests.listening.visits import LinesVisit

PARTS = ("How to join", "What will happen", "What it is like")
CHANGED = row_words(SHAPING).partition(" ")[0]  # its weekday, which stays
SAY = "What I want to say"
JOIN_IN = "How I want to join in"
# Pages that only tell something, and how many rows are read there.
CHARTER = ("Charter", "What changed")
TELLING = {"I missed a session": 1, "Who can read my words": 2, "About Companion": 2}
TELL_MORE = {
    "Who can read my words": ("Where my words are", "Copies of my words", "What this computer does")
}


def screen_community(rig: CompanionRig) -> None:
    """All of it, in the full screen."""
    visit = ScreenVisit(rig)
    _screen_sessions(visit)
    visit.act("0")
    _screen_journal(visit)
    visit.act("0")
    _screen_more(visit)
    visit.act("q")


def _screen_sessions(visit: ScreenVisit) -> None:
    visit.choose("Next session")
    visit.read_up()
    for part in PARTS:
        visit.choose(part)
        visit.look_up(3 if part == PARTS[0] else 0)
        visit.act("b")
    visit.choose("My notes")
    visit.choose(SAY)
    visit.rig.type("ok")
    visit.wrote("ok")
    visit.tab()
    visit.enter()
    visit.choose(JOIN_IN)
    visit.tab()
    visit.enter()
    visit.choose("I draw")
    visit.tab()
    visit.choose("Done")
    visit.act("b")
    visit.choose("Other sessions")
    visit.tab()
    visit.choose(CHANGED)
    visit.look_up(1)
    visit.choose("I have read this")
    visit.tab()
    visit.act("b")
    visit.choose("Sessions that have been")
    visit.act("b")
    visit.choose("How often we meet")
    visit.look_up(4)


def _screen_journal(visit: ScreenVisit) -> None:
    visit.choose("My journal")
    visit.look_up(1)
    visit.choose("Write now")
    visit.look_up(2)
    visit.choose("Write")
    visit.rig.type("ok")
    visit.wrote("ok")
    visit.tab()
    visit.choose("Done")
    visit.choose("Choose pictures")
    visit.enter()
    visit.choose("Too much")
    visit.tab()
    visit.choose("More pictures")
    visit.choose("Done")
    visit.choose("I do not know yet")
    visit.look_up(4)
    visit.choose("Come back to it")
    visit.tab()
    visit.choose("My journal")
    visit.choose("Come back to these")
    visit.act("b")
    visit.choose("Look back")
    visit.tab()
    visit.act("b")
    visit.choose("Search")
    visit.rig.type("ok")
    visit.wrote("ok")
    visit.tab()
    visit.enter()


def _screen_more(visit: ScreenVisit) -> None:
    for page in CHARTER:
        visit.choose(page)
    visit.look_up(3)
    visit.act("0")
    visit.choose("More")
    visit.tab()
    visit.choose("Settings")
    visit.choose("Times")
    visit.tab()
    visit.choose("6pm")
    visit.tab()
    visit.act("b")
    visit.act("b")
    visit.choose("Other things")
    for page, rows in TELLING.items():
        visit.choose(page)
        visit.look_up(rows)
        for part in TELL_MORE.get(page, ()):
            visit.choose(part)
            visit.act("b")
        visit.act("b")


def plain_community(rig: CompanionRig) -> None:
    """All of it, line by line."""
    visit = LinesVisit(rig, "plain")
    _plain_sessions(visit)
    visit.act("0")
    _plain_journal(visit)
    visit.act("0")
    _plain_more(visit)
    visit.act("q")


def _plain_sessions(visit: LinesVisit) -> None:
    visit.choose("Next session")
    for part in PARTS:
        visit.choose(part)
        visit.act("b")
    visit.choose("My notes")
    visit.choose(SAY)
    visit.write("Your note", "ok")
    visit.choose("Done")
    visit.choose(JOIN_IN)
    visit.choose("I speak")
    visit.choose("I draw")
    visit.choose("Done")
    visit.act("b")
    visit.choose("Other sessions")
    visit.choose(CHANGED)
    visit.choose("I have read this")
    visit.act("b")
    visit.choose("Sessions that have been")
    visit.act("b")
    visit.choose("How often we meet")


def _plain_journal(visit: LinesVisit) -> None:
    visit.choose("My journal")
    visit.choose("Write now")
    visit.write("Write", "ok")
    visit.choose("Done")
    visit.choose("Choose pictures")
    visit.choose("Noise")
    visit.choose("Too much")
    visit.choose("More pictures")
    visit.choose("Done")
    visit.choose("I do not know yet")
    visit.choose("Come back to it")
    visit.choose("My journal")
    visit.choose("Come back to these")
    visit.act("b")
    visit.choose("Look back")
    visit.act("b")
    visit.choose("Search")
    visit.write("Words to look for", "ok")
    visit.choose("Look for it")


def _plain_more(visit: LinesVisit) -> None:
    for page in CHARTER:
        visit.choose(page)
    visit.act("0")
    visit.choose("More")
    visit.choose("Settings")
    visit.choose("Times")
    visit.choose("6pm")
    visit.act("b")
    visit.act("b")
    visit.choose("Other things")
    for page in TELLING:
        visit.choose(page)
        for part in TELL_MORE.get(page, ()):
            visit.choose(part)
            visit.act("b")
        visit.act("b")
