"""The parsers of the command line: the options that all commands have, and one for each command."""

import re
from argparse import SUPPRESS, ArgumentParser
from typing import NoReturn

from companion.commands.arguments import COMMANDS, Command
from companion.commands.typed import number
from companion.domain.choices import SETTINGS
from companion.problems import Problem


class Parser(ArgumentParser):
    """argparse, with its complaints in our words."""

    def error(self, message: str) -> NoReturn:
        """Raise Problem("something_missing") or ("not_understood")."""
        about, _colon, reason = message.partition(": ")
        lacks = ("the following arguments are required", "one of the arguments")
        if about.startswith(lacks) or reason.startswith("expected"):
            raise Problem("something_missing", typed=self.prog)
        choice = re.search(r"invalid choice: '?(.*?)'?(?: \(|$)", message)
        raise Problem("not_understood", words=choice[1] if choice else message)


def top_parser() -> Parser:
    """The parser of what stands before a command, without the command."""
    parser = Parser(prog="companion", add_help=False, allow_abbrev=False)
    _add_options(parser, defaults=True)
    return parser


def parser_of(name: str) -> Parser:
    """The parser of what follows a command. An unknown name is a mistake (KeyError)."""
    parser = Parser(
        prog=f"companion {name}",
        add_help=False,
        allow_abbrev=False,
        conflict_handler="resolve",  # a command's own option replaces the one that all have
    )
    command = COMMANDS[name]
    _add_options(parser, defaults=False)
    command.add(parser)
    if command.verbs:
        _add_verbs(parser, command)
    return parser


def _add_options(parser: ArgumentParser, *, defaults: bool) -> None:
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


def _add_verbs(parser: ArgumentParser, command: Command) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=Parser)
    for verb, add in command.verbs:
        one = verbs.add_parser(verb, add_help=False, allow_abbrev=False)
        _add_options(one, defaults=False)
        add(one)
