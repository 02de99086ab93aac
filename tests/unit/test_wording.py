"""One wording for every front end, safe to show whatever comes from outside."""

import pytest

from companion.page import wording
from companion.page.blocks import (
    Action,
    Choice,
    Fact,
    Field,
    Heading,
    Line,
    Notice,
    Option,
    Page,
    Quote,
)
from companion.page.rows import rows
from tests.places import PLACES, at

HOSTILE = "a\x1b[31mb\x9b2Jc\u202ed\x07e\x1b]0;t\x07f\rg"


def test_each_kind_of_block_has_its_words() -> None:
    assert wording.lines(Heading("Help")) == ("Help",)
    assert wording.lines(Line("We wait. You can rest.")) == ("We wait.", "You can rest.")
    assert wording.lines(Quote("as it is")) == ('"as it is"',)
    assert wording.lines(Fact("Where", "online")) == ("Where: online",)
    assert wording.lines(Notice("good", "Saved.")) == ("Saved.",)


def test_rows_are_numbered_through_the_page() -> None:
    page = Page(
        "x",
        "X",
        (
            Choice("c", (Option("a", "First"), Option("b", "Second")), ("b",)),
            Line("between"),
            Field("f", "Your note", ""),
            Action("back", "Back"),
        ),
    )
    assert [wording.row(r) for r in rows(page)] == [
        "1 First",
        "2 Second, chosen",
        "3 Your note",
        "4 Back",
    ]
    assert wording.page_lines(page) == [
        "X",
        "1 First",
        "2 Second, chosen",
        "between",
        "3 Your note",
        "4 Back",
    ]


def test_every_state_has_one_wording() -> None:
    options = (Option("a", "First"), Option("b", "Second"))
    page = Page(
        "x", "X", (Choice("c", options, ("b",)), Field("f", "Note", ""), Field("g", "N", "n"))
    )
    shown = rows(page)
    assert [wording.whole_row(r) for r in shown] == [
        "1 First",
        "2 Second, chosen",
        "3 Note, empty",
        "4 N",
    ]
    # What the eye sees from the rows beside it, the voice must say.
    assert [wording.spoken_state(r) for r in shown] == ["not chosen", "", "empty", ""]
    assert wording.text_box("3 Note", "") == "3 Note, text box, empty"
    assert wording.text_box("4 N", "n") == "4 N, text box"


@pytest.mark.parametrize(
    "block",
    [
        Heading(HOSTILE),
        Line(HOSTILE),
        Quote(HOSTILE),
        Fact(HOSTILE, HOSTILE),
        Notice("problem", HOSTILE),
        Choice("c", (Option("a", HOSTILE),)),
        Field("f", HOSTILE, HOSTILE),
        Action("back", HOSTILE),
    ],
)
def test_nothing_hostile_gets_through(block: Heading) -> None:
    page = Page("x", HOSTILE, (block,))
    text = "".join([*wording.page_lines(page), *wording.field_lines(HOSTILE)])
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\u202e" for c in text)


def test_the_state_of_a_field_is_a_word() -> None:
    assert wording.field_state(Field("f", "Your note", "")) == "empty"
    assert wording.field_state(Field("f", "Your note", "x")) == ""
    assert wording.text_box("1 Your note", "") == "1 Your note, text box, empty"


@pytest.mark.parametrize("place", PLACES)
def test_no_page_says_a_sign_that_a_terminal_obeys(place: str) -> None:
    session, _world = at(place)
    for line in wording.page_lines(session.page):
        assert line.isprintable(), line
