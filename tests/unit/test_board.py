"""The letter board: every sign can be written, and a word is offered once it is begun."""

import string

import pytest

from companion.page.blocks import Action, Choice, Field, Page
from companion.page.events import Chose, Pressed
from companion.pages.board import ROWS, State, take, view
from tests.places import at

BELOW = Page("note", "A note", (Field("text", "Words", ""),))
KNOWN = ("this", "time", "tomorrow", "think", "tom", "remove", "large")


def board(text: str = "", *, own: tuple[str, ...] = ()) -> State:
    return State(Field("text", "Words", text), own, KNOWN)


def rows(state: State) -> list[str]:
    """What can be chosen, as it is labelled."""
    found = []
    for block in view(BELOW, state).blocks:
        found += [option.label for option in block.options] if isinstance(block, Choice) else []
        found += [block.label] if isinstance(block, Action) else []
    return found


def choose(state: State, *labels: str) -> State:
    """Choose by the labels, each on the page where it stands."""
    for label in labels:
        if label not in rows(state):
            state = taken(state, Pressed("board_more"))
        choice = next(b for b in view(BELOW, state).blocks if isinstance(b, Choice))
        value = next(option.value for option in choice.options if option.label == label)
        state = taken(state, Chose("board", value))
    return state


def taken(state: State, event: Chose | Pressed) -> State:
    after = take(state, event)
    assert after is not None
    return after


def everything(state: State, depth: int = 3) -> set[str]:
    """All texts that one choice at the end of a way through the rows can make."""
    made: set[str] = set()
    for page in range(3):
        choice = next(b for b in view(BELOW, state).blocks if isinstance(b, Choice))
        for option in choice.options:
            after = taken(state, Chose("board", option.value))
            assert len(rows(after)) <= ROWS
            made |= everything(after, depth - 1) if after.row and depth else {after.text}
        if "More choices" not in rows(state) and page == 0:
            break
        state = taken(state, Pressed("board_more"))
    return made


def test_every_letter_number_and_sign_can_be_written_with_short_rows() -> None:
    made = {text.removeprefix("x") for text in everything(board("x"))}
    signs = {*string.ascii_lowercase, *string.digits, *".,?!'-:/@()£", "\n", " "}
    assert signs - made == set()
    assert "x." in everything(board("x "))  # a full stop stands at its word


def test_the_last_letter_becomes_large_and_the_last_word_goes() -> None:
    state = choose(board("I saw s"), "Signs and numbers", "More signs", "Last letter large")
    assert state.text == "I saw S"
    for text in ("I saw sam", "I saw sam "):
        gone = choose(board(text), "Signs and numbers", "More signs", "Take 1 word back")
        assert gone.text == "I saw "
    assert choose(board("a"), "Take 1 back").text == ""


def test_an_address_is_written_as_it_is() -> None:
    state = choose(board("https"), "Signs and numbers", "More signs", "Colon")
    for _time in range(2):
        state = choose(state, "Signs and numbers", "More signs", "Slash")
    state = choose(state, "a to f", "a", "Signs and numbers", "Full stop", "m to r", "o")
    assert state.text == "https://a.o"


def test_a_sentence_begins_with_a_large_letter() -> None:
    assert choose(board(), "a to f", "a").text == "A"
    assert choose(board("No. "), "a to f", "a").text == "No. A"
    assert choose(board("No.\n"), "a to f", "a").text == "No.\nA"


def test_a_word_that_is_begun_is_offered_the_most_common_first() -> None:
    state = choose(board("I need to"), "Words")
    assert rows(state) == ["to", "too", "tomorrow"]
    assert choose(state, "tomorrow").text == "I need tomorrow "


@pytest.mark.parametrize("word", ["remove", "large"])
def test_a_word_is_never_taken_for_what_the_board_does(word: str) -> None:
    assert choose(board(f"a {word[:2]}"), "Words", word).text == f"a {word} "


def test_a_line_of_the_members_own_is_never_taken_for_a_row() -> None:
    state = choose(board(own=("row the boat",)), "Words", "Whole lines", "row the boat")
    assert state.text == "row the boat"


def test_in_the_program_the_words_that_ship_go_on_with_what_is_begun() -> None:
    session, world = at("board", "screen")
    assert world.settings.get("keys") == "two"
    for value in ("row stuvwxyz", "t", "row mnopqr", "o", "row mnopqr", "m", "row words"):
        session.send(Chose("board", value))
    choice = next(b for b in session.page.blocks if isinstance(b, Choice))
    assert "tomorrow" in [option.label for option in choice.options]
