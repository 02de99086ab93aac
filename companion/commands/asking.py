"""A member's own words for a command: asked for, or read from standard input with "-"."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from companion.commands.answer import tell
from companion.plainwords.characters import without_controls
from companion.plainwords.messages import _
from companion.problems import Problem

if TYPE_CHECKING:
    from companion.session import Session


def asks(options: Namespace) -> bool:
    """Whether a person can be asked for their words: a terminal, and no "-"."""
    return not options.dash and sys.stdin.isatty()


def edit_field(session: "Session", width: int) -> None:
    """Let the person write or change the words of a page line by line. Raises EndOfInput."""
    from companion.page.blocks import Field  # noqa: PLC0415 - to read, none of it is needed
    from companion.plain.editor import FieldEditor  # noqa: PLC0415
    from companion.plain.lines import line_asker  # noqa: PLC0415

    field = next(block for block in session.page.blocks if isinstance(block, Field))
    FieldEditor(session, line_asker(), field, width).run()


def read_words() -> str:
    """The text on standard input. Raises Problem("not_utf8") or ("nothing_written")."""
    if sys.stdin.isatty():  # who types "-" by hand would wait for a question
        tell([_("Type your words. At the end press Enter, then Ctrl and D.")])
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("not_utf8") from None
    text = without_controls(text).removesuffix("\n")
    if not text.strip():
        raise Problem("nothing_written")
    return text
