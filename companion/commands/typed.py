"""What a single thing that was typed may be: a number, or a dash in the place of words."""

from collections.abc import Callable

from companion.problems import Problem

LONGEST = 6  # digits that a number may have; Python refuses enormous ones with an error


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
