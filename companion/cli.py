"""The command line: what is typed, which command it means, and the exit code.

Nothing heavy is imported before it is known what was asked for.
"""

import os
import re
from argparse import REMAINDER, SUPPRESS, ArgumentParser, Namespace
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

from companion import __version__
from companion.commands.arguments import COMMANDS, Command
from companion.commands.typed import number
from companion.domain.choices import SETTINGS
from companion.plainwords.messages import languages_asked, use_language
from companion.problems import Problem


class _Parser(ArgumentParser):
    """argparse, with its complaints in our words."""

    def error(self, message: str) -> NoReturn:
        about, _colon, reason = message.partition(": ")
        lacks = ("the following arguments are required", "one of the arguments")
        if about.startswith(lacks) or reason.startswith("expected"):
            raise Problem("something_missing", typed=self.prog)
        choice = re.search(r"invalid choice: '?(.*?)'?(?: \(|$)", message)
        raise Problem("not_understood", words=choice[1] if choice else message)


def _options(parser: ArgumentParser, *, defaults: bool) -> ArgumentParser:
    """Add the options that work before and after every command."""

    def default(value: object) -> object:
        return value if defaults else SUPPRESS

    add = parser.add_argument
    add("--home", default=default(None))
    add("--plain", action="store_true", default=default(False))
    add("--full", action="store_true", default=default(False))
    add("--text-size", choices=SETTINGS["text_size"], default=default(None))
    add("--theme", choices=SETTINGS["theme"], default=default(None))
    add("--keys", choices=SETTINGS["keys"], default=default(None))
    add("--width", type=number(5, 1000), default=default(0))
    add("--speak", action="store_true", default=default(False))
    add("--no-speak", action="store_true", default=default(False))
    add("--demo", action="store_true", default=default(False))
    add("--json", action="store_true", default=default(False))
    add("--version", action="store_true", default=default(False))
    add("--help", "-h", action="store_true", default=default(False))
    return parser


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
    top = _options(_Parser(prog="companion", add_help=False, allow_abbrev=False), defaults=True)
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
    parser = _Parser(
        prog=f"companion {name}",
        add_help=False,
        allow_abbrev=False,
        conflict_handler="resolve",  # a command's own option replaces the one that all have
    )
    command = COMMANDS[name]
    command.add(_options(parser, defaults=False))
    if command.verbs:
        _add_verbs(parser, command)
    if "--help" in options.rest or "-h" in options.rest:
        options.help = True
        return
    _known, extra = parser.parse_known_args(options.rest, options)
    if command.private and any(not words.startswith("-") for words in extra):
        raise Problem("words_in_command")
    if extra:
        raise Problem("not_understood", words=" ".join(extra))


def _add_verbs(parser: ArgumentParser, command: Command) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=_Parser)
    for verb, add in command.verbs:
        add(_options(verbs.add_parser(verb, add_help=False, allow_abbrev=False), defaults=False))


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
