"""What the room hears, and what is said before a yes: every page, row and key with the voice on."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from companion import actions
from companion.aloud import ASK
from companion.domain.journal import Answer, Entry
from companion.page import wording
from companion.page.events import Event, Pressed, Typed
from companion.page.rows import rows
from companion.session import Session
from tests.fakes import World
from tests.places import OWN_LINES, PLACES, at, one_of_each_page

# Each would be heard as a word of its own, wherever it was said and however it was cut.
SECRETS = ("quokka", "axolotl", "okapi", "tapir")
JOURNAL, SAID, NOTE, TYPED = SECRETS
KEYS = [entry.id for entry in actions.ACTIONS if entry.when is not actions.When.OFFERED]
VOICE_KEYS = ("again", "sentence_before", "sentence_next", "spell", "read_here")
TYPED_FOR_ROOM = ("speak, typed", "speak draft")
ROOT = Path(__file__).parents[2]


def standing_on(place: str) -> tuple[Session, World]:
    """A place with private words everywhere, and the voice on."""
    session, here = at(place)
    here.settings.put("voice", "on")
    here.settings.put("say_moves", "on")
    here.journal.save(Entry(helped=Answer(f"One {JOURNAL} here."), said=f"One {SAID} here."))
    here.notes.add(f"One {NOTE} here.\nAnd one {NOTE} there.")
    here.sound.said.clear()
    return session, here


def presses(place: str) -> list[Event]:
    """Every row of a page, and once for each page every key that every page has."""
    page = standing_on(place)[0].page
    here = [row.event for row in rows(page) if row.event is not None]
    keys = KEYS if place in one_of_each_page() else []
    return [*here, *(Pressed(key) for key in keys)]


def type_into(session: Session, word: str) -> None:
    """Type a word into each text box of the page."""
    for row in rows(session.page):
        if row.field is not None:
            session.send(Typed(row.field.key, f"One {word} here."))
            session.typed(f"One {word} ")


def look_around(session: Session) -> None:
    """Move over all that stands on the page, as both kinds of front end do."""
    page = session.page
    for words in [*wording.page_lines(page), *map(wording.row, rows(page))]:
        session.hush()
        session.moved_to(words)
    session.printed()


def press(session: Session, event: Event) -> None:
    session.hush()
    session.send(event)


def leaked(here: World, to: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """What was said that holds a private word."""
    return [
        words
        for words in here.sound.heard(to)
        if any(secret in words for secret in {*SECRETS, "lamp"} - {*allowed})
    ]


def run_to_the_end(here: World) -> None:
    """Let the voice say all that it was given."""
    for speaker in here.sound.speakers.values():
        while speaker.talking:
            speaker.end()


@pytest.mark.sweep
@pytest.mark.parametrize("place", PLACES)
def test_the_room_hears_nothing_that_was_not_meant_for_it(place: str) -> None:
    """Also where every question is answered with yes, and words were typed on every page."""
    for event in presses(place):
        session, here = standing_on(place)
        if session.page.route != "speak":
            type_into(session, TYPED)
        press(session, event)
        for key in ("read", "read_yes", *VOICE_KEYS):
            press(session, Pressed(key))
            run_to_the_end(here)
        run_to_speak(session)
        assert leaked(here, "room", meant(place, event)) == [], event


def meant(place: str, event: Event) -> tuple[str, ...]:
    """What is for the room: words typed on Speak for me, and a note that was just marked."""
    marked = place == "marked note" or event == Pressed("mark_aloud")
    return ("lamp", TYPED) if marked else ("lamp",) if place in TYPED_FOR_ROOM else ()


def run_to_speak(session: Session) -> None:
    """Say every line that Speak for me has now."""
    press(session, Pressed("home"))
    press(session, Pressed("open_speak"))
    for _page in range(5):
        for row in rows(session.page):
            if isinstance(row.event, Pressed) and row.event.action == "say_line":
                press(session, row.event)
        press(session, Pressed("more_lines"))


@pytest.mark.sweep
@pytest.mark.parametrize("place", PLACES)
def test_before_a_yes_no_private_word_is_said(place: str) -> None:
    for event in presses(place):
        if event == Pressed("read_yes"):
            continue
        session, here = standing_on(place)
        type_into(session, TYPED)
        look_around(session)
        press(session, event)
        look_around(session)
        if session.page.route == ASK:
            press(session, Pressed("read_no"))
        for key in ("read", *VOICE_KEYS, "help", "open_reading", *VOICE_KEYS, "back", "back"):
            press(session, Pressed(key))
            run_to_the_end(here)
        look_around(session)
        assert leaked(here, "own") == [], event


def test_what_is_looked_for_would_be_found() -> None:
    session, here = standing_on("notes, none")
    for key in ("back", "open_notes", "read", "read_yes"):
        press(session, Pressed(key))
    run_to_the_end(here)
    assert leaked(here, "own") != []
    run_to_speak(session)
    assert leaked(here, "room") == []
    here.notes.add(f"One {NOTE} here.", aloud=True)
    run_to_speak(session)
    assert leaked(here, "room") != []


def test_the_room_hears_marked_lines() -> None:
    session, here = standing_on("speak, said")
    run_to_speak(session)
    assert OWN_LINES[1] in here.sound.heard("room")


WRONG = {
    "words": 'voice.to_room("One word.")',
    "the text of a note": "voice.to_room(note.text)",
    "a note": "voice.to_room(note)",
    "what an entry says": "voice.to_room(entry.said)",
    "a wish with words": "SayToRoom(note.text)",
    "a line made by hand": "voice.to_room(RoomLine(note.text))",
}
RIGHT = "voice.to_room(marked(note)); SayToRoom(fixed('Yes.'))"
HEAD = """
from companion.domain.journal import Entry
from companion.domain.notes import Note
from companion.domain.room import RoomLine, fixed, marked
from companion.page.wishes import SayToRoom
from companion.ports import Voice

def speak(voice: Voice, note: Note, entry: Entry) -> None:
"""


@pytest.mark.slow
def test_the_types_let_nothing_to_the_room_but_its_lines(tmp_path: Path) -> None:
    for name, code in enumerate((*WRONG.values(), RIGHT)):
        (tmp_path / f"case_{name}.py").write_text(dedent(HEAD) + f"    {code}\n")
    command = [sys.executable, "-m", "mypy", "--no-incremental", "--config-file"]
    done = subprocess.run(
        [*command, str(ROOT / "pyproject.toml"), *sorted(map(str, tmp_path.glob("case_*.py")))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    wrong = {
        line.split(":")[0].rpartition("case_")[2]
        for line in done.stdout.splitlines()
        if ": error:" in line
    }
    assert wrong == {f"{number}.py" for number in range(len(WRONG))}, done.stdout + done.stderr
