"""People's journeys from end to end, each in every way to meet the program."""

import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from companion.domain.journal import Answer, Entry
from companion.domain.notes import Note
from companion.domain.sessions import PlannedSession, Step
from companion.plainwords.dates import day
from companion.store.home import Home
from companion.store.opening import open_store
from tests.terminal.pty_program import Program
from tests.terminal.steps import enter, home_with, without_voice

pytestmark = pytest.mark.slow
WAYS = ["plain", "screen", "reader"]
ANSWERS = {"plain": ("3\r", "1\r"), "screen": ("1\r",), "reader": ("3\r", "2\r")}
LONG = "a word " * 857 + "the end"  # 6,006 characters
NEXT = datetime.combine(datetime.now(UTC).date() + timedelta(days=30), time(18), UTC)


def with_session(home: Path) -> None:
    steps = (Step("Welcome", 10), Step("Break", 15))
    session = PlannedSession(
        "k7m4d", "How we listen", NEXT, NEXT + timedelta(hours=2), where="online", free=True,
        steps=steps, uid="1",
    )  # fmt: skip
    open_store(Home(home)).sessions.take("c", [session])


def notes(home: Path) -> list[Note]:
    return open_store(Home(home)).notes.all()


@pytest.mark.parametrize("way", WAYS)
def test_s7_first_run_on_a_borrowed_machine(tmp_path: Path, way: str) -> None:
    """No voice, no network, no colour, 60 by 20: everything that is here can be used."""
    home = tmp_path / "home"
    with Program(home, columns=60, rows=20, NO_COLOR="1") as program:
        program.expect("How do you want to use Companion?")
        for answer in ANSWERS[way]:
            program.expect(":")
            program.read(0.3)
            program.type(answer)
        program.expect("Next session: we do not know yet")
        program.type("1" + enter(way))
        program.expect("We know no session yet.")
        program.type("3" + enter(way))
        program.expect("companion sessions add FILE")
        program.type("0" + enter(way))
        program.expect("3 My journal")
        program.type("2" + enter(way))
        program.expect("This information is from")
        program.type("1" + enter(way))
        program.expect("Page 1 of")
        program.type("?" + enter(way))
        see = program.expect_written if way == "plain" else program.expect
        see("I need help now")  # lines may have scrolled on by now
        program.type("1" + enter(way))
        program.expect("Call 999.")
        program.type("q" + enter(way))
        program.expect("Your words are safe. Goodbye.")
        assert program.wait() == 0
        assert b"Traceback" not in program.raw


def test_s7_who_asks_for_the_voice_hears_that_there_is_none(tmp_path: Path) -> None:
    """It is said once, and all the rest can be used."""
    env = without_voice(tmp_path) | {"NO_COLOR": "1"}
    home = tmp_path / "home"
    open_store(Home(home)).settings.put("say_moves", "on")  # whatever reader runs here
    with Program(home, columns=60, rows=20, **env) as program:
        program.expect("Choose 1 to 5:")
        program.type("4\r")
        program.expect("We found no voice.")
        program.expect("To see what to do, type: companion doctor")
        program.type("2")
        program.expect("This information is from")
        program.type("1")
        program.expect("Page 1 of")
        assert "no voice" not in program.screen
        program.type("0")
        program.expect("3 My journal")
        program.type("q")
        program.expect("Your words are safe. Goodbye.")
        assert program.wait() == 0
        assert b"Traceback" not in program.raw
        assert b"38;" not in program.raw  # no colour


@pytest.mark.parametrize("way", WAYS)
def test_s3_home_says_what_is_next_and_the_first_question_is_two_keys_away(
    tmp_path: Path, way: str
) -> None:
    home = home_with(tmp_path, way)
    with_session(home)
    for further in range(4):  # it can be stopped after any step
        with Program(home, columns=60, rows=20) as program:
            program.expect("3 My journal")
            steps = (("3", "1 Write now"), ("1", "What would have helped?"), ("b", "1 Write now"))
            for key, seen in steps[:further]:
                program.type(key + enter(way))
                program.expect(seen)
            program.type("q" + enter(way))
            program.expect("Your words are safe. Goodbye.")
            assert program.wait() == 0
    with Program(home, columns=60, rows=20) as program:
        program.expect(day(NEXT.date()))
        program.expect("nothing new")


def test_s7_the_first_question_can_be_skipped(tmp_path: Path) -> None:
    with Program(tmp_path / "home", columns=60, rows=20) as program:
        program.expect("Choose 1 to 5:")
        program.type("b\r")
        program.expect("Next session: we do not know yet")
        program.type("q\r")
        assert program.wait() == 0


@pytest.mark.parametrize("way", WAYS)
def test_s1_prepare_for_the_next_session(tmp_path: Path, way: str) -> None:
    """Start, read the next session, write a note with a very long line."""
    home = home_with(tmp_path, way)
    with_session(home)
    with Program(home) as program:
        program.expect(f"Next session: {day(NEXT)}, 6pm")
        program.type("1" + enter(way))
        for fact in (
            f"Day: {day(NEXT)}",
            "Time: 6pm to 8pm",
            "That is 6 in the evening.",
            "Where: online",
            "Cost: free",
        ):
            program.expect(fact)
        program.type("4" + enter(way))
        program.expect("1 What I want to say")
        program.type("1" + enter(way))
        program.expect("This note is only for you.")
        write(program, way)
        program.expect("Saved on this computer.")
        program.expect("1 What I want to say: I need quiet")
    [note] = notes(home)
    assert note.text == f"I need quiet.\n{LONG}\nThank you."
    assert (note.session, note.prompt) == ("k7m4d", "say")


def write(program: Program, way: str) -> None:
    """Three lines, with a letter taken out and one put in further left."""
    first = "I need quitX\x7f\x1b[De\x1b[C."
    if way == "plain":
        program.type("1\r")
        for number, line in enumerate((first, LONG, "Thank you."), 1):
            program.expect(f"Line {number}:")
            program.type(line + "\r")
        program.expect("Line 4:")
        program.type("\r")
        program.expect("It has 3 lines.")
        program.type("2\r")
    else:
        program.type(first + "\r" + LONG + "\rThank you.")
        program.expect("Thank you.")
        program.type("\t")
        program.expect_cursor("2 Done")
        program.type("\r")


def test_s1_the_start_in_lines_is_short_and_plain(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with_session(home)
    with Program(home, "--plain", "--width", "40") as program:
        program.expect("Choose 1 to 5:")
        lines = program.raw.decode().split("\r\n")
        assert lines[0] == "Companion, line by line."
        assert len([line for line in lines if line]) <= 10
        assert max(map(len, lines)) <= 40
        program.type("1\r")
        program.expect("Stepping back is always okay.")
        program.expect("Choose 1 to 5:")
        text = program.raw.decode()
        assert "\x1b" not in text
        assert not re.search(r"\d\d/\d\d", text)
        assert text.count("For help, type help.") == 0


BEHIND = "The lamp was too bright."


@pytest.mark.parametrize("way", WAYS)
def test_s2_a_supporter_helps_with_the_rest_and_cannot_open_the_journal(
    tmp_path: Path, way: str
) -> None:
    """Part 1: with a lock no list and no date; the member's own answer opens it."""
    home = home_with(tmp_path, way)
    store = open_store(Home(home))
    store.journal.save(Entry(helped=Answer(BEHIND)))
    store.lock.set("pictures", "noise quiet noise light")
    with Program(home) as program:
        program.expect("3 My journal")
        _my_supporter(program, way, 2)
        program.expect("2 My supporter is with me")
        program.type("2" + enter(way))
        program.expect("We keep this.")
        program.expect("Your supporter needs your answer to open your journal.")
        program.type("0" + enter(way))
        program.expect("3 My journal")
        program.type("3" + enter(way))
        program.expect("Your journal is locked.")
        for row in "234":
            program.type(row + enter(way))
            program.expect("Choose your 4 pictures in order.")
            program.expect("They may see your answer.")
            program.type("b" + enter(way))
            program.expect("5 Open the lock")
        program.read()
        assert BEHIND.encode() not in program.raw
        assert str(datetime.now(UTC).year).encode() not in program.raw
        program.type("1" + enter(way))
        program.expect("You can read it again when you open the lock.")
        program.type("0" + enter(way))
        program.expect("2 Charter")
        program.type("2" + enter(way))
        program.expect("5 Part 5")
        program.type("0" + enter(way))
        program.expect("3 My journal")
        program.type("3" + enter(way))
        program.expect("3 Look back")
        program.type("3" + enter(way))
        program.expect("Choose your 4 pictures in order.")
        for number, picture in enumerate(("1", "2", "noise", "3"), 1):
            program.type(
                (picture if way == "plain" else picture[:1].replace("n", "1")) + enter(way)
            )
            if number < 4:
                program.expect(f"You chose {number} picture")
        program.expect(BEHIND)
        program.type("x" + enter(way))
        program.expect("1 Carry on")
        program.type("1" + enter(way))
        program.expect("3 My journal")
        program.type("3" + enter(way))
        program.expect("5 Open the lock")
        program.type("q" + enter(way))
        assert program.wait() == 0


@pytest.mark.parametrize("way", WAYS)
def test_s2_without_a_lock_nothing_is_promised(tmp_path: Path, way: str) -> None:
    home = home_with(tmp_path, way)
    with Program(home) as program:
        program.expect("3 My journal")
        _my_supporter(program, way, 3)
        program.expect("2 My supporter is with me")
        program.type("2" + enter(way))
        program.expect("Your supporter may read your journal.")
        program.expect("4 Set a lock")
        program.type("q" + enter(way))
        assert program.wait() == 0
    with Program(home) as program:  # a new start asks nothing
        program.expect("Next session")
        program.expect("3 My journal")
        program.type("3" + enter(way))
        program.expect("Other people who use this computer may read it.")


def _my_supporter(program: Program, way: str, row: int) -> None:
    """From the first page to My supporter, which is a row of My lock."""
    program.type("5" + enter(way))
    program.expect("2 Settings")
    program.type("2" + enter(way))
    program.expect("8 My lock and my supporter")
    program.type("8" + enter(way))
    program.expect(f"{row} My supporter")
    program.type(f"{row}" + enter(way))


@pytest.mark.parametrize("way", WAYS)
def test_s2_read_together_with_pictures_and_a_meaning(tmp_path: Path, way: str) -> None:
    """Parts 2 and 3, but for the voice: 1 sentence, 1 picture, a stop; what "pace" means."""
    home = home_with(tmp_path, way)
    with Program(home) as program:
        program.expect("2 Charter")
        program.type("2" + enter(way))
        program.expect("5 Part 5")
        program.type("5" + enter(way))
        program.expect("6 Read together")
        program.type("6" + enter(way))
        program.expect("Page 1 of 24.")
        for number in range(2, 15):
            program.type("1" + enter(way))
            program.expect(f"Page {number} of 24.")
        program.expect("Pace means how fast or slow.")
        program.expect("With pictures")
        program.type("a" + enter(way))
        program.expect("Pace means how fast or slow.")
        program.type("8" + enter(way))
        if way == "screen":
            program.expect("\u2584")  # the picture itself
            program.expect("Pace means how fast or slow.")
        else:
            program.expect("Picture: A clock with a pause sign.")
        program.type("w" + enter(way))
        program.expect("pace: How fast or slow a thing is.")
        program.type("b" + enter(way))
        program.expect("Page 14 of 24.")
        program.type("7" + enter(way))
        program.expect("There is no right answer.")
        program.type("q" + enter(way))
        assert program.wait() == 0
