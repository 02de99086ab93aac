"""What plain lines can be asked: where am I, what was said, what can I choose, words, the rest."""

import os

import pytest

from companion.actions import in_lines, spec
from companion.pages.go import DESTINATIONS, named
from companion.plain.high import LOWER, UPPER
from companion.plainwords.messages import _
from tests.fakes import World
from tests.plain.test_mode import Talk, talk


def last(said: Talk) -> list[str]:
    return said.turns[-1].strip().split("\n")


@pytest.mark.parametrize("words", ["where", "Where am I?", "WHERE AM I"])
def test_where_am_i(here: World, words: str) -> None:
    assert last(talk(here, "2", "5", "", words)) == [
        "Page 2 of 8.",
        "You can choose 8 things.",
        "Back leads to: Charter, Companion",
        "You are here: Charter, part 5: How we work together. Enter for next, or 1 to 8:",
    ]


def test_on_the_first_page_nothing_comes_before(here: World) -> None:
    assert last(talk(here, "where")) == [
        "You can choose 5 things.",
        "You are here: Companion. Choose 1 to 5:",
    ]


def test_the_last_words_are_said_again_and_again(here: World) -> None:
    said = talk(here, "2", "5", "", "repeat", "repeat")
    page = [line for line in said.turns[3].split("\n")[:-1] if line]
    assert page[0].startswith("Charter, part 5")
    for turn in said.turns[4:]:
        assert turn.split("\n")[:-1] == page


def test_a_result_that_was_said_alone_is_said_again(here: World) -> None:
    assert "There is no choice 9." in talk(here, "9", "repeat").turns[2]


def test_words_are_found_on_the_page(here: World) -> None:
    [nothing] = last(talk(here, "?", "find 999"))
    assert nothing.startswith("No line of this page has these words. Choose 1 to ")
    [found] = last(talk(here, "?", "1", "find CALL 999"))
    assert found.startswith("Danger now: Call 999. For back,")
    assert last(talk(here, "find")) == ["Type find and a word. Choose 1 to 5:"]
    assert len(last(talk(here, "?", "1", "find call"))) > 3


def test_the_rest_of_a_text_is_said_at_once_up_to_its_last_page(here: World) -> None:
    said = talk(here, "2", "5", "", "rest", "where")
    rest = said.turns[4]
    pages = [line for line in rest.split("\n") if line.startswith("Page ")]
    assert pages == [f"Page {number} of 8." for number in range(3, 9)]
    assert "Stepping back is always okay." in rest
    assert "1 Next" not in rest
    assert "Page 8 of 8." in said.turns[5]
    assert last(talk(here, "rest")) == ["This is the last page. Choose 1 to 5:"]


def test_headings_and_choices(here: World) -> None:
    assert last(talk(here, "?", "h"))[:-1] == ["What you can do", "Words that you can type"]
    assert last(talk(here, "h")) == ["This page has no headings. Choose 1 to 5:"]
    assert last(talk(here, "m"))[0] == "1 Next session"
    [nothing] = last(talk(here, "5", "5", "3", "m"))
    assert nothing.startswith("There is nothing to choose. For back,")


@pytest.mark.parametrize(
    "words", ["settings", "Settings", "go settings", "go to settings", "setti"]
)
def test_a_page_is_gone_to_by_its_name(here: World, words: str) -> None:
    assert "You are here: Settings." in talk(here, "2", "5", words, "where").turns[-1]


def test_back_leads_to_where_the_name_was_typed(here: World) -> None:
    said = last(talk(here, "2", "5", "", "settings", "b", "where"))
    assert said[0] == "Page 2 of 8."
    assert said[-1].startswith("You are here: Charter, part 5: How we work together.")


@pytest.mark.parametrize("action", DESTINATIONS)
def test_every_page_of_the_list_opens_by_its_name(here: World, action: str) -> None:
    assert named(_(spec(action).label)) == action
    said = talk(here, f"go {_(spec(action).label)}", "where").turns[-1]
    assert "You are here: " in said
    assert "You are here: Companion." not in said


@pytest.mark.parametrize("words", ["go", "g"])
def test_go_alone_opens_the_list(here: World, words: str) -> None:
    assert "Go to a page" in talk(here, words).turns[1]


def test_go_to_nowhere_is_told(here: World) -> None:
    assert talk(here, "go nowhere").turns[1].startswith("There is no choice go nowhere.")
    assert named("my") == ""
    assert named("") == ""


def test_help_names_each_word(here: World) -> None:
    shown = talk(here, "?").turns[1]
    for entry in in_lines():
        assert f"{entry.label}{', key ' + entry.key if entry.key else ''}: {entry.help}" in shown
    here.settings.put("way", "screen")
    page = talk(here).turns  # nothing is asked in another way
    assert page == []


def test_lines_twice_as_high(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((60, 24)))
    here.settings.put("high_lines", "on")
    turn = talk(here, "2", "5").turns[-1]
    rows = turn.split("\n")
    assert rows[-1] == "Your answer: "
    high = rows[:-1]
    assert len(high) % 2 == 0
    for upper, lower in zip(high[::2], high[1::2], strict=True):
        assert upper.startswith(UPPER)
        assert lower == LOWER + upper.removeprefix(UPPER)
        assert len(upper.removeprefix(UPPER)) <= 30


@pytest.mark.parametrize("words", ["where", "repeat", "find c", "m", "go", "settings", "save"])
def test_a_hidden_page_says_nothing_of_the_others(here: World, words: str) -> None:
    said = talk(here, "3", "x", words).turns[-1]
    assert said == f"There is no choice {words}. Choose 1: "
