"""Says names as their people do: a member's own list goes before everything else."""

import re
from collections.abc import Mapping

from companion.speech.lexicon.rules import LETTERS, Rule, Scene


def name_rules(names: Mapping[str, str]) -> tuple[Rule, ...]:
    """Rules for names and how to say each; none for an empty list. Never raises.

    A name with capitals is found as written and in capitals only, so that "Will" leaves
    "will" alone. Names of several words are found before their first word.
    """
    said = {}
    for name, words in names.items():
        plain = _plain(words)
        if name[:1].isalpha() and plain:
            for written in (name, name.upper(), name.capitalize() if name.islower() else name):
                said[written] = plain
    if not said:
        return ()
    longest_first = sorted(said, key=len, reverse=True)
    pattern = rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, longest_first))})(?P<end>'[sS])?(?!\w)"

    def say(match: re.Match[str], _scene: Scene) -> str:
        return said[match["name"]] + ("'s" if match["end"] else "")

    return (Rule(LETTERS, pattern, say),)


def _plain(words: str) -> str:
    """Letters, digits, and what stands between them in words: nothing that a voice obeys."""
    kept = "".join(sign if sign.isalnum() or sign in "'-" else " " for sign in words)
    return " ".join(kept.split()).strip("'- ")
