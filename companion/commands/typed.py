"""What a single thing that was typed may be, and what counts where nothing was."""

from collections.abc import Callable

from companion.problems import Problem

LONGEST = 6  # digits that a number may have; Python refuses enormous ones with an error

# The options that work before and after every command, as they are where they were not typed.
NOTHING_TYPED: dict[str, object] = {
    "width": 0,
    **dict.fromkeys(("home", "text_size", "theme", "keys")),
    **dict.fromkeys(("plain", "full", "speak", "no_speak", "demo"), False),
    **dict.fromkeys(("json", "version", "help"), False),
}


def number(least: int, most: int) -> Callable[[str], int]:
    """A number in words, within limits. Raises Problem("not_a_number")."""

    def parsed(words: str) -> int:
        if not words.isdecimal() or len(words) > LONGEST or not least <= int(words) <= most:
            raise Problem("not_a_number", words=words[:20], least=least, most=most)
        return int(words)

    return parsed


def dash(words: str) -> str:
    """Only "-": a member's words would stay in the shell's history and be seen by others."""
    if words != "-":
        raise Problem("words_in_command")
    return words
