"""The plain way to write what a session will be like: what organisers type, we understand."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.calendars.description import Description, read_description
from companion.domain.sessions import JOIN, LIKE, Step
from companion.easyread.checker import check

GUIDE = Path(__file__).parents[2] / "docs" / "calendar-format.md"


def example() -> str:
    found = re.search(r"```\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def expected() -> Description:
    return Description(
        "session",
        "",
        True,
        (
            Step("We say hello", 10),
            Step("We talk in small groups", 30),
            Step("We take a break", 15),
            Step("We share what we said"),
        ),
        (
            ("sound", "1 person speaks at a time."),
            ("light", "We can close the curtains."),
            ("quiet_room", "There is a quiet room next door."),
            ("camera", "Your camera can stay off."),
            ("who_speaks", "You choose if you speak."),
            ("breaks", "There is a break in the middle."),
            ("food", "There is tea and cake."),
            ("toilets", "The toilets are on the same floor."),
            ("getting_there", "The bus stops outside."),
            ("who_meets_you", "Sam meets you at the door."),
        ),
        (
            ("link", "https://example.org/join"),
            ("phone", "01632 960123"),
            ("code", "123 456"),
            ("how", "Open the link, or call the number and type the code."),
            ("contact", "Sam. Call 01632 960456."),
        ),
        "Everyone is welcome.\nYou can leave at any time.",
    )


def test_the_example_of_the_guide_is_read_whole() -> None:
    assert read_description(example()) == expected()
    assert [name for name, _ in expected().like] == list(LIKE)
    assert [name for name, _ in expected().join] == list(JOIN)


def test_the_guide_is_easy_to_read() -> None:
    text = re.sub(r"```.*?```", "", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    # The signs of Markdown are not read out, and what is to be typed is no sentence.
    text = re.sub(r"`[^`]*`", "this", text).replace("|", "\n").replace("#", "")
    # Calendar programs call it an event, and measure files so.
    assert check(text, allowed=frozenset({"event", "megabytes"})) == []


def in_google(text: str) -> str:
    rows = [f"<span>{row}</span>" if row else "" for row in text.split("\n")]
    html = "<br>".join(rows).replace(
        "https://example.org/join",
        "<a href='https://example.org/join'>https://example.org/join</a>",
    )
    return f"<html-blob>{html}</html-blob>".replace("html-blob", "p")


def in_paragraphs(text: str) -> str:
    rows = re.sub(r"^- (.*)$", r"<li>\1</li>", text, flags=re.MULTILINE).split("\n")
    return "".join(row if row.startswith("<li>") else f"<p>{row}&nbsp;</p>" for row in rows)


CHANGES: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "wide spaces": lambda text: text.replace(" ", "\xa0"),
    "bullets": lambda text: text.replace("- ", "\u2022\t"),
    "numbers": lambda text: text.replace("- ", "1. "),
    "capital letters": lambda text: re.sub(r"(?m)^[A-Z][a-z ]+:", lambda m: m[0].upper(), text),
    "spaces at the ends": lambda text: text.replace("\n", "  \n  "),
    "empty lines between": lambda text: text.partition("About")[0].replace("\n", "\n\n")
    + "About" + text.partition("About")[2],
    "no empty lines": lambda text: text.replace("\n\n", "\n"),
    "Google": in_google,
    "paragraphs and lists": in_paragraphs,
    "hidden signs": lambda text: text.replace("\n", "\u200b\n\ufeff"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_calendar_programs_change_does_not_matter(change: str) -> None:
    found = read_description(CHANGES[change](example()))
    if change == "paragraphs and lists":
        found.about = found.about.replace("\n\n", "\n")
    assert found == expected()


def test_steps_without_bullets_go_on_until_an_empty_line() -> None:
    found = read_description("What will happen:\nWelcome (5 min)\nTea\nSound: quiet\n\nBye.")
    assert found.steps == (Step("Welcome", 5), Step("Tea"))
    assert found.like == (("sound", "quiet"),)
    assert found.about == "Bye."


def test_lines_after_the_bullets_are_about_the_session() -> None:
    found = read_description("What will happen:\n\n- Tea\nBring a cup.\n- Cake (0 minutes)")
    assert found.steps == (Step("Tea"), Step("Cake (0 minutes)"))
    assert found.about == "Bring a cup."


@pytest.mark.parametrize(
    "text",
    [
        "Only words.",
        "Free: 5 pounds",
        "Kind: other",
        "Link: not a link",
        "Note: we start late",
        "Sound:",
        "a < b and c > d",
        "I <3 tea &amp; cake",
        "https://example.org",
    ],
)
def test_lines_that_we_do_not_know_are_about_the_session(text: str) -> None:
    assert read_description(text) == Description(about=text)


def test_a_link_keeps_its_words() -> None:
    found = read_description(
        'See <a href="https://example.org/map">the map</a>.<br/>Bye<script>x</script>'
    )
    assert found.about == "See the map (https://example.org/map).\nBye"


def test_everyone_is_nobody_in_particular() -> None:
    assert read_description("For: Everyone").who == ""
    assert read_description("For: carers").who == "carers"


def test_lines_may_come_more_than_once_and_in_any_order() -> None:
    found = read_description("Phone: 2\nLight: b\nPhone: 1\nSound: a\nLink: https://example.org")
    assert found.join == (("link", "https://example.org"), ("phone", "2"), ("phone", "1"))
    assert found.like == (("sound", "a"), ("light", "b"))
