"""The command line: what is typed, which command it means, and the exit code.

Nothing heavy is imported before it is known what was asked for.
"""

import os
from argparse import REMAINDER, Namespace
from difflib import get_close_matches
from importlib import import_module

from companion import __version__
from companion.commands.arguments import COMMANDS
from companion.commands.parsers import parser_of, top_parser
from companion.plainwords.messages import languages_asked, use_language
from companion.problems import Problem


def main(arguments: list[str]) -> int:
    """Do what was typed. Returns the exit code."""
    use_language(*languages_asked(os.environ))
    try:
        return _do(parse(arguments))
    except Problem as problem:
        from companion.commands.answer import tell_problem  # noqa: PLC0415

        return tell_problem(problem, as_json="--json" in arguments)


def parse(arguments: list[str]) -> Namespace:
    """What was typed, as options; `command` is "" to open the companion itself."""
    top = top_parser()
    top.add_argument("command", nargs="?", default="")
    top.add_argument("rest", nargs=REMAINDER)
    options, extra = top.parse_known_args(arguments)
    if extra:
        raise Problem("not_understood", words=" ".join(extra))
    if options.command:
        _parse_rest(options)
    return options


def _parse_rest(options: Namespace) -> None:
    name = options.command
    if name not in COMMANDS:
        close = get_close_matches(name, COMMANDS, 1)
        if close:
            raise Problem("command_unknown_close", words=name, close=close[0])
        raise Problem("not_understood", words=name)
    command, parser = COMMANDS[name], parser_of(name)
    if "--help" in options.rest or "-h" in options.rest:
        options.help = True
        return
    _known, extra = parser.parse_known_args(options.rest, options)
    if command.private and any(not words.startswith("-") for words in extra):
        raise Problem("words_in_command")
    if extra:
        raise Problem("not_understood", words=" ".join(extra))


def _do(options: Namespace) -> int:
    if options.version:
        from companion.commands.answer import say  # noqa: PLC0415

        say([f"companion {__version__}"])
        return 0
    if options.help:
        options.topic, options.command = options.command or None, "help"
    if not options.command:
        from companion.compose import open_companion  # noqa: PLC0415

        return open_companion(options)
    command = COMMANDS[options.command]
    do = getattr(import_module(f"companion.commands.{command.module}"), command.function)
    return int(do(options))
