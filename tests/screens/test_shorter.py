"""Fewer bytes for how letters look: a terminal shows the same."""

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from companion.screens.shorter import shorter

LOOKS = st.sets(st.sampled_from(["bold", "underline", "reverse", "italic"])).map(" ".join)
COLOURS = st.sampled_from(["", "#ffd700 on #000000", "#070707 on #070707", "red", "color(7)"])
STYLES = st.tuples(LOOKS, COLOURS).map(lambda parts: Style.parse(" ".join(parts).strip() or "none"))
RUNS = st.lists(st.tuples(STYLES, st.text(" ab█▀£", max_size=4)), max_size=8)
BETWEEN = st.sampled_from(["", "x", "\x1b[2;3H", "\r\n", "\x1b[2K", "\x1b[3;1H\x1b[2K"])
SYSTEMS = st.sampled_from([ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])


def screen(data: str) -> pyte.Screen:
    """What a terminal shows, and the style that letters would have now."""
    shown = pyte.Screen(30, 6)
    pyte.Stream(shown).feed(data)
    return shown


@given(st.lists(st.tuples(BETWEEN, RUNS), max_size=4), SYSTEMS)
def test_a_terminal_shows_the_same(
    parts: list[tuple[str, list[tuple[Style, str]]]], system: ColorSystem
) -> None:
    data = "".join(
        between + "".join(style.render(text, color_system=system) for style, text in runs)
        for between, runs in parts
    )
    short, whole = screen(shorter(data)), screen(data)
    assert short.buffer == whole.buffer
    assert short.cursor.attrs == whole.cursor.attrs
    assert len(shorter(data)) <= len(data)


@pytest.mark.parametrize(
    ("data", "short"),
    [
        ("\x1b[1mab\x1b[0m\x1b[1mc\x1b[0m", "\x1b[1mabc\x1b[0m"),
        ("\x1b[38;5;7mab\x1b[0m\x1b[7;38;5;7m \x1b[0m", "\x1b[38;5;7mab\x1b[7m \x1b[0m"),
        ("\x1b[7;31m \x1b[0m\x1b[31mc\x1b[0m!", "\x1b[7;31m \x1b[27mc\x1b[0m!"),
        ("\x1b[2Jno style", "\x1b[2Jno style"),
    ],
)
def test_only_what_changes_is_said(data: str, short: str) -> None:
    assert shorter(data) == short
