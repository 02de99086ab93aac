"""The command line: which command it means, and the exit code.

Nothing heavy is imported before it is known what was asked for.
"""

import os
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from companion import __version__
from companion.commands.typed import NOTHING_TYPED
from companion.plainwords.messages import languages_asked, use_language
from companion.problems import Problem

if TYPE_CHECKING:
    from argparse import Namespace


def main(arguments: list[str]) -> int:
    """Do what was typed. Returns the exit code."""
    use_language(*languages_asked(os.environ))
    try:
        return _do(arguments) if arguments else _open(SimpleNamespace(**NOTHING_TYPED))
    except Problem as problem:
        from companion.commands.answer import tell_problem  # noqa: PLC0415

        return tell_problem(problem, as_json="--json" in arguments)


def _do(arguments: list[str]) -> int:
    # What reads a command line loads slowly, and to open the companion nothing is typed.
    from companion.commands.arguments import COMMANDS  # noqa: PLC0415
    from companion.commands.parsers import parse  # noqa: PLC0415

    options = parse(arguments)
    if options.version:
        from companion.commands.answer import say  # noqa: PLC0415

        say([f"companion {__version__}"])
        return 0
    if options.help:
        options.topic, options.command = options.command or None, "help"
    if not options.command:
        return _open(options)
    command = COMMANDS[options.command]
    do = getattr(import_module(f"companion.commands.{command.module}"), command.function)
    return int(do(options))


def _open(options: object) -> int:
    from companion.compose import open_companion  # noqa: PLC0415

    return open_companion(cast("Namespace", options))
