"""The journeys, which meet every page in each way: first the charter, help and notes."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from companion.plainwords.sentences import first_words
from tests.listening.community import plain_community, screen_community
from tests.listening.companion_rig import CompanionRig, companion
from tests.listening.connected import connected
from tests.listening.every_day import plain_days, screen_days
from tests.listening.heard import Kind, Press
from tests.listening.key_pages import plain_keys, screen_keys
from tests.listening.measures import Sound
from tests.listening.private import plain_private, screen_private
from tests.listening.readers import Name
from tests.listening.screen_visits import ScreenVisit
from tests.listening.sharing import plain_sharing, screen_sharing
from tests.listening.told_pages import plain_told, screen_told
from tests.listening.visits import LinesVisit
from tests.listening.voice_pages import plain_voice, screen_voice

PART = "Part 5: How we work together"


def screen_pages(rig: CompanionRig) -> None:
    """The first page, the charter and help, in the full screen."""
    visit = ScreenVisit(rig)
    visit.walk()
    visit.tab()
    visit.tab()
    visit.circle()
    visit.choose("More")
    visit.choose("Settings")
    visit.choose("How I use Companion")
    visit.walk()
    visit.choose("Screen reader or braille")
    visit.walk()
    visit.choose("Full screen")
    visit.choose("Charter")
    visit.read_up()
    visit.read_back()
    visit.walk()
    visit.choose(PART)
    visit.read_up()
    visit.act("space")
    visit.walk()
    visit.choose("Full words")
    visit.look_up(2)
    visit.choose("Easy words")
    visit.choose("This is not right")
    visit.tab()
    visit.act("b")
    visit.choose("Read together")
    visit.choose("Talk about it")
    visit.look_up(2)
    visit.act("b")
    visit.choose("Whole pages")
    visit.act("w")
    visit.read_up()
    visit.read_back()
    visit.walk()
    visit.choose("What words mean")
    visit.walk()
    visit.act("b")
    visit.act("b")
    visit.act("?")
    visit.walk()
    visit.choose("I need help now")
    visit.circle()
    visit.act("g")
    visit.tab()
    visit.act("x")
    visit.enter()
    visit.act("q")


def screen_note(rig: CompanionRig) -> None:
    """The notes and one note, in the full screen: writing, moving, another size."""
    visit = ScreenVisit(rig)
    visit.choose("More")
    visit.choose("My notes")
    visit.read_up()
    visit.read_back()
    visit.walk()
    visit.choose("New note")
    visit.walk()
    visit.choose("Your note")
    rig.type("A big rom.")
    for letter in ".m":
        rig.press("backspace", letter, Kind.TYPE)
    rig.press("left", "o", Kind.READ)
    rig.type("o")
    rig.press("right", kind=Kind.READ)
    rig.type("m\nso loud\n")
    rig.press("up", "so loud", Kind.READ)
    rig.press("up", "1 Your note: A big room", Kind.READ)
    rig.press("down", "so loud", Kind.READ)
    rig.press("down", kind=Kind.READ)
    for line in ("1", "2", "3"):
        rig.type(f"{line}\n")
    rig.type("end\n")  # the box shows six lines, so this one turns its page
    rig.type("five")
    rig.press("up", "end", Kind.READ)
    rig.press("up", "3", Kind.READ)
    rig.press("down", "end", Kind.READ)
    rig.press("down", "five", Kind.READ)
    rig.paste(" and then we speak of what the room is like for us all")
    rig.type(" would be")
    text = (
        "A big room\nso loud\n1\n2\n3\nend\n"
        "five and then we speak of what the room is like for us all would be"
    )
    if rig.reader != "brltty":  # a console keeps its size
        text += _change_size(rig)
    visit.wrote(text)
    visit.tab()
    visit.enter()
    visit.choose(first_words(text))
    visit.tab_to("Make it OK to say aloud")
    visit.enter()
    visit.choose("Delete this note")
    visit.choose("Bring the note back")
    visit.tab()
    visit.tab()
    visit.act("x")
    visit.enter()
    visit.act("q")


def _change_size(rig: CompanionRig) -> str:
    """Shrink and grow the terminal while writing. Returns what was written meanwhile."""
    written = ""
    for size in ((50, 20), (100, 30), (80, 24)):
        rig.resize(*size)
        rig.press("a", "a", Kind.OTHER)
        rig.type("h")
        written += "ah"
    rig.press("up", "for us all", Kind.READ)
    rig.press("down", f"be{written}", Kind.READ)
    return written


def screen_sizes(rig: CompanionRig) -> None:
    """Another size on a page: what has the focus keeps it."""
    visit = ScreenVisit(rig)
    visit.tab()
    if rig.reader == "brltty":  # a console keeps its size
        return
    for size in ((40, 12), (120, 40), (80, 24)):
        rig.resize(*size)
        visit.tab()


def plain_pages(rig: CompanionRig) -> None:
    """The charter and help, line by line, from the first question on."""
    visit = LinesVisit(rig, "")
    visit.choose("Screen reader or braille")
    visit.choose("Line by line")
    visit.choose("Charter")
    visit.choose(PART)
    visit.act("")
    visit.choose("Full words")
    visit.choose("Easy words")
    visit.choose("This is not right")
    visit.act("b")
    visit.choose("Read together")
    visit.choose("Talk about it")
    visit.act("b")
    visit.choose("Whole pages")
    visit.act("w")
    visit.choose("What words mean")
    visit.act("b")
    visit.act("b")
    visit.act("help")
    visit.choose("I need help now")
    visit.act("home")
    visit.say("m", "Choose 1 to 5:")
    visit.say("9", "There is no choice 9.")
    visit.say("where", "You are here: Companion.")
    visit.say("find charter", "2 Charter")
    visit.say("save", "For a file, type yes:")
    visit.say("no", "We made no file.")
    visit.act("go")
    visit.act("0")
    visit.act("x")
    visit.choose("Carry on")
    visit.act("q")


def plain_note(rig: CompanionRig) -> None:
    """The notes and one note, line by line: writing and changing."""
    visit = LinesVisit(rig, "plain")
    visit.choose("More")
    visit.choose("My notes")
    visit.choose("New note")
    visit.say("1", "Line 1:")
    rig.type("A big rom.")
    for letter in ".m":
        rig.press("backspace", letter, Kind.TYPE)
    rig.press("left", "o", Kind.READ)
    rig.type("o")
    rig.press("right", kind=Kind.READ)
    visit.say("m", "Line 2:")
    visit.say("so loud", "Line 3:")
    rig.press("enter", "It has 2 lines.", Kind.OPEN)
    visit.wrote("A big room\nso loud")
    visit.say("1", "Choose 1 to 3, or Enter to go back:")
    visit.say("2", "Which line, 1 to 2?")
    visit.say("2", "New line 2: so loud")
    rig.press("backspace", "d", Kind.TYPE)
    visit.say("der", "You changed line 2.")
    visit.wrote("A big room\nso louder")
    visit.choose("Done")
    visit.choose("A big room so louder")
    visit.choose("Delete this note")
    visit.choose("Bring the note back")
    visit.act("q")


Journey = Callable[[CompanionRig], None]
SCREEN: tuple[Journey, ...] = (
    screen_pages,
    screen_note,
    screen_sizes,
    screen_community,
    screen_voice,
    screen_private,
    screen_days,
    screen_sharing,
    screen_told,
    screen_keys,
)
PLAIN: tuple[Journey, ...] = (
    plain_pages,
    plain_note,
    plain_community,
    plain_voice,
    plain_private,
    plain_days,
    plain_sharing,
    plain_told,
    plain_keys,
)
CONNECTED: tuple[Journey, ...] = (screen_sharing, plain_sharing, screen_told, plain_told)


def _way(journey: Journey) -> str:
    """What the home of a journey says of the way; "" asks the first question."""
    if journey is plain_pages:
        return ""
    return "plain" if journey in PLAIN else "reader"


def play(journey: Journey, reader: Name) -> list[Press]:
    """Play a journey in a reader, on a new home. Returns the record of its keys.

    The home's name is always as long: the page on privacy tells it, and where its rows
    stand depends on that.
    """
    with TemporaryDirectory() as folder, ExitStack() as until_then:
        home = Path(folder) / "home"
        rig = companion(reader, home, _way(journey))
        if journey in CONNECTED:
            until_then.enter_context(connected(home, rig.beside))
        until_then.enter_context(rig)
        journey(rig)
    return rig.presses


def listen(journeys: Sequence[Journey], reader: Name) -> Sound:
    """Play journeys in a reader, each on a home of its own."""
    return Sound(reader, [press for journey in journeys for press in play(journey, reader)])
