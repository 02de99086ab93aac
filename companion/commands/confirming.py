"""Asks a person before something that matters. The end of the input is never an answer."""

import sys
from argparse import Namespace
from collections.abc import Iterable

from companion.commands.answer import say, tell
from companion.plain.lines import EndOfInput, line_asker
from companion.plainwords.messages import _


def inform(lines: Iterable[str], options: Namespace) -> None:
    """Say what a person should know before they answer; with --json beside the answer."""
    if options.json:
        tell(lines)
    else:
        say(lines, options.width)


def ask(question: str, options: Namespace, *, hidden: bool = False) -> str:
    """The line that a person types, or that a script hands over. Raises EndOfInput.

    `hidden` ones are not shown while they are typed, nor before they are asked for.
    """
    if not sys.stdin.isatty():
        return _read(question)
    if hidden and sys.stdout.isatty() and not options.json:
        return line_asker().unseen(f"{question} ")
    if hidden:
        from getpass import getpass  # noqa: PLC0415 - needed by few commands

        try:
            return getpass(f"{question} ", sys.stderr)
        except EOFError:
            raise EndOfInput from None
    return _read(question) if options.json else line_asker()(f"{question} ")


def agreed(question: str, word: str, options: Namespace) -> bool:
    """Whether the person typed `word`, in English or in the language in use."""
    try:
        answer = ask(question, options)
    except EndOfInput:
        return False
    return answer.strip().casefold() in (word, _(word).casefold())


def _read(question: str) -> str:
    sys.stderr.write(f"{question}\n")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EndOfInput
    return line.rstrip("\r\n")
