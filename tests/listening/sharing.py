"""Journeys through sharing, what was sent, and the community."""

from companion.domain.connections import Arrived
from companion.page.rows import rows
from tests.fakes import World
from tests.listening.companion_rig import CompanionRig
from tests.listening.connected import ENTRY, PROMISE, SENT, typed_to_connect
from tests.listening.screen_visits import ScreenVisit
from tests.listening.visits import LinesVisit

WORDS = "Dr Patel was loud."
OLDER = SENT.removesuffix(".")
LINE = ENTRY.helped.words


def they_have_it(beside: World) -> None:
    """The community got what was sent last."""
    waiting = next(one for one in beside.outbox.parcels.values() if one.state == "waiting")
    beside.outbox.deliver(waiting.id, PROMISE)
    beside.sync.come(Arrived(got=1))


def screen_sharing(rig: CompanionRig) -> None:
    """All of it, in the full screen."""
    visit = ScreenVisit(rig)
    _screen_receipt(visit)
    _screen_steps(visit)
    _screen_take_back(visit)
    visit.act("0")
    _screen_voice(visit)
    visit.act("0")
    _screen_lines(visit)
    visit.act("0")
    _screen_community(visit)
    visit.act("q")


def _screen_receipt(visit: ScreenVisit) -> None:
    visit.choose("More")
    visit.choose("Things I sent")
    visit.tab()
    visit.choose(OLDER)
    visit.look_up(3)
    visit.choose("Read it")
    visit.look_up(1)
    visit.act("b")
    visit.choose("Print")
    visit.choose("No file")
    visit.choose("Answer them")


def _screen_steps(visit: ScreenVisit) -> None:
    visit.look_up(1)
    visit.choose("Words")
    visit.rig.paste(WORDS)
    visit.wrote(WORDS)
    visit.tab()
    visit.enter()
    visit.look_up(2)
    visit.choose("Add my name")
    visit.rig.type("Al")
    visit.wrote("Al")
    visit.tab()
    visit.enter()
    visit.choose("Say more")
    visit.choose("Who made this?")
    visit.choose("My supporter helped")
    visit.choose("Done")
    visit.choose("Carry on")
    visit.look_up(3)
    visit.choose("Change it")
    visit.tab()
    visit.choose("Use the new words")
    visit.tab()
    visit.look_up(3)
    visit.choose("Send it now")
    visit.comes(they_have_it)
    visit.look_up(2)


def _screen_take_back(visit: ScreenVisit) -> None:
    visit.choose("Take it back")
    visit.look_up(3)
    visit.choose("Yes, take it back")
    visit.comes(they_lost_it)
    visit.choose("Done")
    visit.choose("Share something")
    visit.choose("Pictures")
    visit.enter()
    visit.tab()


def _screen_voice(visit: ScreenVisit) -> None:
    visit.choose("More")
    visit.choose("Things I sent")
    visit.choose("Share something")
    visit.choose("My voice")
    visit.choose("Record now")
    visit.choose("Stop recording")
    visit.tab()


def _screen_lines(visit: ScreenVisit) -> None:
    visit.choose("My journal")
    visit.choose("Look back")
    visit.enter()
    visit.choose("Share this")
    visit.enter()
    visit.tab()


def _screen_community(visit: ScreenVisit) -> None:
    visit.choose("More")
    visit.choose("News")
    visit.look_up(1)
    visit.choose("My community")
    visit.look_up(1)
    visit.choose("End the connection")
    visit.choose("Yes, end it")
    visit.choose("Connect to a community")
    typed = typed_to_connect(visit.beside)
    visit.rig.paste(typed)
    visit.wrote(typed)
    visit.tab()
    visit.enter()
    visit.comes(lambda _beside: None)
    visit.tab()
    visit.choose("Yes, connect")
    visit.tab()


def they_lost_it(beside: World) -> None:
    """The community lost what was taken back."""
    gone = next(one for one in beside.outbox.parcels.values() if one.state == "taking-back")
    beside.outbox.lose(gone.id)
    beside.sync.come(Arrived(taken_back=1))


def plain_sharing(rig: CompanionRig) -> None:
    """All of it, line by line."""
    visit = LinesVisit(rig, "plain")
    _plain_receipt(visit)
    _plain_steps(visit)
    _plain_take_back(visit)
    visit.act("0")
    _plain_voice(visit)
    visit.act("0")
    _plain_lines(visit)
    visit.act("0")
    _plain_community(visit)
    visit.act("q")


def _plain_receipt(visit: LinesVisit) -> None:
    visit.choose("More")
    visit.choose("Things I sent")
    visit.choose(OLDER)
    visit.choose("Read it")
    visit.act("b")
    visit.choose("Print")
    visit.choose("No file")
    visit.choose("Answer them")


def _plain_steps(visit: LinesVisit) -> None:
    visit.choose("Words")
    visit.write("Your words", WORDS)
    visit.choose("Done")
    visit.choose("Add my name")
    visit.write("Your name", "Al")
    visit.choose("Done")
    visit.choose("Say more")
    visit.choose("Who made this?")
    visit.choose("My supporter helped")
    visit.choose("Done")
    visit.choose("Carry on")
    visit.choose("Change it")
    visit.choose("Use the new words")
    visit.choose("Send it now")
    visit.comes(they_have_it)
    visit.choose("Read it")
    visit.act("b")


def _plain_take_back(visit: LinesVisit) -> None:
    visit.choose("Take it back")
    visit.choose("Yes, take it back")
    visit.comes(they_lost_it)
    visit.choose("Done")
    visit.choose("Share something")
    visit.choose("Pictures")
    visit.choose("Noise")


def _plain_voice(visit: LinesVisit) -> None:
    visit.choose("More")
    visit.choose("Things I sent")
    visit.choose("Share something")
    visit.choose("My voice")
    visit.choose("Record now")
    visit.choose("Stop recording")


def _plain_lines(visit: LinesVisit) -> None:
    visit.choose("My journal")
    visit.choose("Look back")
    visit.choose(rows(visit.page)[0].label)
    visit.choose("Share this")
    visit.choose(LINE)


def _plain_community(visit: LinesVisit) -> None:
    visit.choose("More")
    visit.choose("News")
    visit.choose("My community")
    visit.choose("End the connection")
    visit.choose("Yes, end it")
    visit.choose("Connect to a community")
    visit.write("Address, then", typed_to_connect(visit.beside), paste=True)
    visit.choose("Look what is there")
    visit.comes(lambda _beside: None)
    visit.look_again()
    visit.choose("Yes, connect")
