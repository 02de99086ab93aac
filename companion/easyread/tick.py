"""The tick of people with learning disabilities: it holds for the words that they checked.

A pack says who checked its words, and beside it has a mark made from those very words. When
a word changes, the mark no longer fits, and the pack says "Not checked yet." again. The
mark guards against forgetting, not against cheating: anyone can make it anew.
"""

from collections.abc import Iterable, Mapping

from companion.easyread.pack import Part
from companion.plainwords.messages import _

_LENGTH = 16


def not_checked() -> str:
    """What a pack says until people have checked its words."""
    return _("Not checked yet.")


def mark_of(parts: Iterable[Part], glossary: Mapping[str, str]) -> str:
    """The mark of these easy words, in their order, with their meanings."""
    from hashlib import sha256  # noqa: PLC0415 - most packs have no tick to look at

    said = sha256()
    for part in parts:
        for words in (part.title, *(line.simple for line in part.lines)):
            said.update(f"{words}\n".encode())
    for term, meaning in glossary.items():
        said.update(f"{term}: {meaning}\n".encode())
    return said.hexdigest()[:_LENGTH]


def honest_tick(
    checked: str, mark: str, parts: tuple[Part, ...], glossary: Mapping[str, str]
) -> str:
    """Who checked the words, where the mark is that of the words as they are now."""
    if mark == "none" or mark != mark_of(parts, glossary):
        return not_checked()
    return checked
