"""Asks for the answer of the lock before a command opens the journal."""

import sys
from argparse import Namespace

from companion.commands.answer import tell
from companion.domain.locking import PICTURES, LockKind
from companion.page.symbol_words import symbol_word
from companion.plainwords.messages import _
from companion.problems import Problem
from companion.store.opening import Store


def open_lock(store: Store, options: Namespace) -> None:
    """Open the lock, where one is set. A person may try as often as they want.

    Raises Problem("journal_locked") where nobody can be asked, or nothing was typed.
    """
    while not store.lock.open:
        if not sys.stdin.isatty():
            raise Problem("journal_locked")
        kind = store.lock.kind or "words"
        typed = _typed(kind, options)
        if not typed.strip():
            raise Problem("journal_locked")
        tell([_("We need a moment to try your answer.")])
        if not store.lock.unlock(as_answer(kind, typed)):
            tell([_("This is not the answer. You lose nothing."),
                  _("Try again, or type nothing to stop.")])  # fmt: skip


def _typed(kind: LockKind, options: Namespace) -> str:
    """What was typed; "" at the end of the input."""
    from companion.commands.confirming import ask  # noqa: PLC0415 - most journals are open
    from companion.plain.lines import EndOfInput  # noqa: PLC0415

    try:
        return ask(asking(kind), options, hidden=True)
    except EndOfInput:
        return ""


def asking(kind: LockKind) -> str:
    """What is asked for."""
    if kind == "pictures":
        return _("Type the names of your 4 pictures:")
    return _("Type the words of your lock:")


def as_answer(kind: LockKind, typed: str) -> str:
    """What was typed, as the lock takes it: pictures by their names, or by their numbers."""
    if kind == "words":
        return typed
    names = {symbol_word(one).casefold(): one for one in PICTURES}
    names |= {str(number): one for number, one in enumerate(PICTURES, 1)}
    wanted = typed.casefold().replace(",", " ").split()
    return " ".join(names.get(word, word) for word in wanted)
