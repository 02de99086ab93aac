"""The parsers of the command line: the options that all commands have, and one for each command."""

import re
from argparse import REMAINDER, SUPPRESS, ArgumentParser, HelpFormatter, Namespace
from typing import Any, NoReturn

from companion.commands.arguments import COMMANDS
from companion.commands.typed import NOTHING_TYPED, number
from companion.domain.choices import SETTINGS
from companion.problems import Problem


class Parser(ArgumentParser):
    """argparse, with its complaints in our words."""

    def __init__(self, prog: str) -> None:
        super().__init__(
            prog,
            add_help=False,
            allow_abbrev=False,
            conflict_handler="resolve",  # a command's own option replaces the one that all have
            formatter_class=_formatter,
        )

    def error(self, message: str) -> NoReturn:
        """Raise Problem("something_missing") or ("not_understood")."""
        about, _colon, reason = message.partition(": ")
        lacks = ("the following arguments are required", "one of the arguments")
        if about.startswith(lacks) or reason.startswith("expected"):
            raise Problem("something_missing", typed=self.prog)
        choice = re.search(r"invalid choice: '?(.*?)'?(?: \(|$)", message)
        raise Problem("not_understood", words=choice[1] if choice else message)


def _formatter(prog: str) -> HelpFormatter:
    # We print none of its help, but argparse makes one for each argument; without a width it
    # would load what looks at the terminal.
    return HelpFormatter(prog, width=80)


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
        raise _unknown(name)
    command = COMMANDS[name]
    if "--help" in options.rest or "-h" in options.rest:
        options.help = True
        return
    _known, extra = parser_of(name).parse_known_args(options.rest, options)
    if command.verbs:
        verb = parser_of(name, options.verb)
        extra += verb.parse_known_args(options.rest, options)[1]
    if command.private and any(not words.startswith("-") for words in extra):
        raise Problem("words_in_command")
    if extra:
        raise Problem("not_understood", words=" ".join(extra))


def _unknown(name: str) -> Problem:
    from difflib import get_close_matches  # noqa: PLC0415 - needed after a mistake alone

    for close in get_close_matches(name, COMMANDS, 1):
        return Problem("command_unknown_close", words=name, close=close)
    return Problem("not_understood", words=name)


def top_parser() -> Parser:
    """The parser of what stands before a command, without the command."""
    parser = Parser("companion")
    _add_options(parser, defaults=True)
    return parser


def parser_of(name: str, verb: str = "") -> Parser:
    """The parser of what follows a command, or a command and its verb.

    An unknown name or verb is a mistake (KeyError). What follows the verb is `rest`.
    """
    command = COMMANDS[name]
    verbs = dict(command.verbs)
    parser = Parser(f"companion {name} {verb}".rstrip())
    _add_options(parser, defaults=False)
    if verb:
        verbs[verb](parser)
        return parser
    command.add(parser)
    if verbs:
        parser.add_argument("verb", choices=tuple(verbs))
        parser.add_argument("rest", nargs=REMAINDER)
    return parser


def _add_options(parser: ArgumentParser, *, defaults: bool) -> None:
    """Add the options that work before and after every command."""

    def add(*names: str, **how: Any) -> None:
        key = names[0].removeprefix("--").replace("-", "_")
        parser.add_argument(*names, default=NOTHING_TYPED[key] if defaults else SUPPRESS, **how)

    def flag(*names: str) -> None:
        add(*names, action="store_true")

    add("--home")
    flag("--plain")
    flag("--full")
    add("--text-size", choices=SETTINGS["text_size"])
    add("--theme", choices=SETTINGS["theme"])
    add("--keys", choices=SETTINGS["keys"])
    add("--width", type=number(5, 1000))
    flag("--speak")
    flag("--no-speak")
    flag("--demo")
    flag("--json")
    flag("--version")
    flag("--help", "-h")
