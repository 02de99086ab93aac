"""A file of what was said and answered in lines: only when asked, after a warning and a yes."""

import os

import pytest

from companion.plain.high import LOWER, UPPER
from companion.plain.lines import EndOfInput
from companion.plain.mode import PlainMode
from companion.plain.transcript import Transcript
from companion.problems import Problem
from companion.session import Session
from tests.fakes import World
from tests.plain.test_mode import Talk, talk

NOTE = ("5", "1", "1", "1", "I need a quiet room.", "", "2")
FIRST = "/home/sam/companion-1.txt"


def file(here: World) -> str:
    """The text of the only file."""
    (text,) = here.files.stored.values()
    return text


def test_the_file_has_what_was_said_and_what_was_typed(here: World) -> None:
    said = talk(here, *NOTE, "save", "yes")
    answers = [*NOTE, "save"]
    turns = zip(said.turns, answers, strict=False)
    assert file(here) == "".join(f"{turn}{answer}\n" for turn, answer in turns)
    assert "Line 1: I need a quiet room.\n" in file(here)
    assert list(here.files.stored) == [FIRST]


def test_it_warns_first_and_once_more_in_the_prompt(here: World) -> None:
    said = talk(here, "save", "yes")
    assert said.turns[1].split("\n") == [
        "This makes a file of what we said and what you typed.",
        f"The file: {FIRST}",
        "It holds your own words. They are not in secret code.",
        "Others who use this computer may read them.",
        "Your notes and your journal are safe without this file.",
        "Others may read it. For a file, type yes: ",
    ]
    assert said.turns[2].split("\n") == [
        "Delete the file when you do not need it.",
        f"The file is ready: {FIRST}. Choose 1 to 5: ",
    ]


@pytest.mark.parametrize("answer", ["no", "n", "", "yes please", "1", "save", "x", "yesterday"])
def test_nothing_but_a_clear_yes_makes_it(here: World, answer: str) -> None:
    assert talk(here, "save", answer).turns[2].startswith("We made no file.")
    assert here.files.stored == {}


@pytest.mark.parametrize("answer", ["y", "Yes", " YES "])
def test_a_yes_may_be_typed_in_several_ways(here: World, answer: str) -> None:
    talk(here, "save", answer)
    assert list(here.files.stored) == [FIRST]


def test_the_end_of_input_is_never_a_yes(here: World) -> None:
    said = talk(here, "save")
    assert said.turns[-1].endswith("For a file, type yes: ")
    assert here.files.stored == {}


def test_nothing_is_kept_where_nothing_was_asked(here: World) -> None:
    talk(here, *NOTE, "where", "2", "b", "q")
    assert here.files.stored == {}


def test_a_second_file_takes_nothing_from_the_first(here: World) -> None:
    talk(here, "save", "y", "where", "save", "y")
    first, second = here.files.stored.values()
    assert second.startswith(first)
    assert "You are here: Companion." in second.removeprefix(first)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Talk with Jo", "/home/sam/Talk with Jo.txt"),
        ("Talk.md", "/home/sam/Talk.md"),
        ("/home/sam", FIRST),
    ],
)
def test_the_member_may_name_the_file_or_its_folder(here: World, name: str, place: str) -> None:
    said = talk(here, f"SAVE {name}", "yes")
    assert f"The file: {place}\n" in said.turns[1]
    assert list(here.files.stored) == [place]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("save /closed", "We cannot make a file in this folder: /closed. Type save and the name"),
        ("save /gone/talk", "There is no folder /gone. Make the folder first, or choose another"),
        ("save talk", "There is a file with this name: /home/sam/talk.txt. We changed nothing."),
    ],
)
def test_a_place_that_cannot_be_is_told_before_anything_is_asked(
    here: World, words: str, told: str
) -> None:
    here.files.stored["/home/sam/talk.txt"] = "mine"
    assert told in " ".join(talk(here, words, "yes").turns[1].split())
    assert here.files.stored == {"/home/sam/talk.txt": "mine"}


def test_a_full_disk_is_told(here: World) -> None:
    here.files.broken = Problem("no_room_for_file", path=FIRST)
    said = talk(here, "save", "yes")
    assert "The disk is full. We could not write this file" in said.turns[2]
    assert "The file is ready" not in said.turns[2]


# Hide.


def test_after_hide_nothing_from_before_is_in_it(here: World) -> None:
    said = talk(here, *NOTE, "x", "1", "save", "yes")
    assert "quiet room" not in file(here)
    assert "Carry on" not in file(here)
    assert file(here).splitlines()[1:3] == ["Companion", "Next session: we do not know yet"]
    assert said.turns[-1].endswith("Choose 1 to 5: ")


def test_a_hidden_page_makes_no_file(here: World) -> None:
    said = talk(here, *NOTE, "x", "save", "yes", "save talk")
    assert here.files.stored == {}
    assert not any("This makes a file" in turn for turn in said.turns)


def test_hidden_on_the_full_screen_counts_as_well(here: World) -> None:
    session = Session(here.ports())
    said = Talk(*NOTE, "home", "5", "2", "7", "1", "save", "yes")
    lines = PlainMode(session, said)
    lines.run()
    assert session.way == "screen"
    here.settings.put("way", "plain")  # as the settings of the full screen do
    lines.run()
    assert "quiet room" not in file(here)


# How much is remembered.


def test_what_is_too_long_loses_its_first_lines_and_says_so(here: World) -> None:
    said = Talk("2", "5", "", "save", "yes")
    PlainMode(Session(here.ports()), said, remembered=600).run()
    assert "The first lines are not in it. It is too long." in said.turns[4].split("\n")
    head, rest = file(here).split("\n\n", 1)
    assert head == "The first lines are not here. It was too long."
    whole = "".join(map("{}{}\n".format, said.turns, ["2", "5", "", "save"]))
    assert 500 < len(rest) <= 600
    assert whole.endswith(f"\n{rest}")


def test_a_long_session_stays_small() -> None:
    transcript = Transcript(Talk(*["answer"] * 500), limit=100)
    for number in range(500):
        transcript(f"Line {number}\nChoose 1 to 5: ")
        assert len(transcript.text) <= 100
    assert transcript.first_lines_gone
    assert transcript.text.endswith("Line 499\nChoose 1 to 5: answer\n")


def test_one_line_longer_than_all_is_not_cut() -> None:
    transcript = Transcript(Talk("a" * 300), limit=100)
    transcript("Line 1: ")
    assert transcript.text == f"Line 1: {'a' * 300}\n"


def test_what_the_terminal_may_have_cut_is_still_told() -> None:
    transcript = Transcript(Talk("a" * 50, "b", cut_at=40))
    told = []
    with pytest.raises(EndOfInput):
        while transcript("Line 1: "):
            told.append(transcript.cut)
    assert told == [True, False]


def test_high_lines_are_in_it_once_and_without_signs(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((60, 24)))
    here.settings.put("high_lines", "on")
    said = talk(here, "save", "yes")
    assert UPPER + "This makes a file of what" in said.turns[1]
    assert UPPER[0] not in file(here)
    assert file(here).count("3 My journal") == 1
    assert UPPER not in said.turns[1].split("\n")[-1]
    assert LOWER not in said.turns[1].split("\n")[-1]
