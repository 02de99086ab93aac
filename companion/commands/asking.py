"""A member's own words for a command: asked for, or read from standard input with "-"."""

import sys
from argparse import Namespace

from companion.plainwords.characters import without_controls
from companion.problems import Problem


def asks(options: Namespace) -> bool:
    """Whether a person can be asked for their words: a terminal, and no "-"."""
    return not options.dash and sys.stdin.isatty()


def read_words() -> str:
    """The text on standard input. Raises Problem("not_utf8") or ("nothing_written")."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("not_utf8") from None
    text = without_controls(text).removesuffix("\n")
    if not text.strip():
        raise Problem("nothing_written")
    return text
