"""The kit for trying the companion with members is in easy words, for it is read aloud to them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import companion
from companion.easyread.checker import check
from companion.plainwords.sentences import sentences

KIT = Path(companion.__file__).parent.parent / "docs" / "trial-kit.md"

# Some words are for the person who helps, or name what is typed.
TYPED = re.compile(r"`[^`]*`")


def easy() -> Iterator[str]:
    """Each sentence of the kit. Tables and what is typed are for those who fill them in."""
    for raw in KIT.read_text(encoding="utf-8").splitlines():
        if raw.startswith(("|", "    ")):
            continue
        line = re.sub(r"^(#+|- \[ \]|-|\d\.) ", "", raw).replace("_" * 18, "").strip()
        yield from sentences(TYPED.sub("this", line)) if line else ()


@pytest.mark.parametrize("words", sorted(set(easy())))
def test_its_words_are_easy(words: str) -> None:
    assert check(words) == []
