"""The choices of a form, as its template shows them."""

from collections.abc import Mapping

from companion.plainwords.messages import _


def choices(names: Mapping[str, str], *, leave: str = "") -> list[tuple[str, str]]:
    """Value and words of each choice, but for one that nobody chooses."""
    return [(name, _(words)) for name, words in names.items() if name != leave]
