"""Writes docs/companion.1, the page of `man companion`, from the words of `companion help`."""

from pathlib import Path

from companion import __version__
from companion.commands.helping import OPTIONS, OWN_WORDS, TOPICS

PAGE = Path(__file__).parents[1] / "docs" / "companion.1"


def man_page() -> str:
    """The page, as man(7) has it."""
    rows = [
        f'.TH COMPANION 1 "" "companion {__version__}"',
        ".SH NAME",
        r"companion \- for members of a Community of Practice",
        ".SH SYNOPSIS",
        ".B companion",
        "[COMMAND] [OPTIONS]",
        ".SH DESCRIPTION",
        "To open Companion, type: companion",
        ".PP",
        "You can do all of it on its pages. You do not need commands.",
        ".SH COMMANDS",
    ]
    for typed, does in TOPICS.values():
        rows += [".TP", f".B {_plain(typed)}", _plain(does)]
    rows.append(".SH OPTIONS")
    for option, does in OPTIONS.items():
        rows += [".TP", f".B {_plain(option)}", _plain(does)]
    rows.append(".SH YOUR OWN WORDS")
    for line in OWN_WORDS:
        rows += [".PP", _plain(line)]
    return "".join(f"{row}\n" for row in rows)


def _plain(words: str) -> str:
    """Words that roff shows as they are."""
    words = words.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{words}" if words[:1] in (".", "'") else words


if __name__ == "__main__":
    PAGE.write_text(man_page(), encoding="utf-8")
