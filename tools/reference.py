"""Writes docs/reference.md: every command, key, setting and problem, as the code has them.

`python -m tools.reference` is for developers who changed one of them; a test holds that the
page is up to date.
"""

import re
import sys
from argparse import Action, ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from companion.actions import ACTIONS, Spec
from companion.commands.arguments import COMMANDS, Add
from companion.commands.helping import OPTIONS, TOPICS
from companion.domain.choices import SETTINGS
from companion.page import wording
from companion.pages.setting_words import WORDS
from companion.problems import KINDS

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "reference.md"

_START = """\
# Reference

For those who write scripts, help others or work on the code. `python -m tools.reference` \
writes this page from the code; do not change it by hand. Members find the same in easy words \
with `companion help` and on the page Help.
"""

# What can be set from outside. A test holds that the code asks for these and no other.
ENVIRONMENT: dict[str, str] = {
    "COMPANION_HOME": "the folder of a member's words, as `--home`",
    "COMPANION_PLAIN": "1: line by line, as `--plain`",
    "COMPANION_TEXT_SIZE": "the size of words, as `--text-size`",
    "COMPANION_LANGUAGE": "the language to use, before LANGUAGE and LANG",
    "COMPANION_KEY_FILE": "a file that holds the key, where there is no key store",
    "COMPANION_DEBUG": "1: say where in the code the program broke, without anybody's words",
    "COMPANION_VOICE_FOLDER": "set by the program for its own speaking process",
    "COMPANION_NAME": "set by the program for what shows a notice on Windows",
    "COMPANION_NOTICE": "set by the program for what shows a notice on Windows",
    "COMPANION_LINE": "set by a shell that completes a command: what is typed so far",
    "COMPANION_ENDPOINT_DATABASE": "the database of an endpoint, as `--database`",
    "COMPANION_ENDPOINT_MARKS": "a file of marks of what was taken back, as `serve --marks`",
    "COMPANION_ENDPOINT_SPARE": "set by `endpoint serve` for its workers, from `--spare`",
}
FROM_OTHERS: dict[str, str] = {
    "ACCESSIBLE": "1: line by line",
    "NO_COLOR": "any value: no colours, where the member chose none",
    "TERM": "`dumb` or nothing: line by line",
}


def report() -> str:
    """The whole page."""
    sections = (_commands(), _environment(), _keys(), _settings(), _problems())
    return "\n".join([_START, *(line for section in sections for line in section)]) + "\n"


def asked_for() -> set[str]:
    """The environment variables of our own that the code names."""
    files = (ROOT / "companion").rglob("*.py")
    return {
        name
        for file in files
        for name in re.findall(r'"(COMPANION_[A-Z_]+)"', file.read_text(encoding="utf-8"))
    }


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _table(*names: str) -> list[str]:
    return [_row(*names), "|" + "---|" * len(names)]


def _code(words: str) -> str:
    return f"`{words}`" if words else ""


def _commands() -> Iterator[str]:
    yield """## Commands

`companion` alone opens the program. What stands in [ ] can be left out; `-` reads words from \
standard input. Words for a note, the journal, a share or a lock never stand in a command: it \
asks for them, or reads them with `-`.
"""
    yield from _table("type", "it does")
    for name, command in COMMANDS.items():
        verbs = command.verbs or (("", command.add),)
        typed = [_code(" ".join(_typed(name, verb, add))) for verb, add in verbs]
        yield _row("<br>".join(typed), TOPICS[name][1])
    yield "\n### With every command\n"
    yield from _table("add", "it does")
    yield from (_row(_code(typed), does) for typed, does in OPTIONS.items())
    yield """
Exit codes: 0 done; 1 it could not be done; 2 not understood; 130 stopped by the person. \
Answers go to standard output, problems to standard error.
"""


def _typed(name: str, verb: str, add: Add) -> Iterator[str]:
    """The words of a command line, in order."""
    yield from filter(None, ["companion", name, verb])
    parser = ArgumentParser(add_help=False)
    add(parser)
    groups = parser._mutually_exclusive_groups
    grouped = [action for group in groups for action in group._group_actions]
    yield from (_argument(action) for action in parser._actions if action not in grouped)
    for group in groups:
        one_of = " | ".join(map(_typed_alone, group._group_actions))
        yield f"({one_of})" if group.required else f"[{one_of}]"


def _argument(argument: Action) -> str:
    if not argument.option_strings:
        value = "-" if argument.dest == "dash" else _value(argument)
        value += "..." if argument.nargs in ("*", "+") else ""
        return f"[{value}]" if argument.nargs in ("?", "*") else value
    return _typed_alone(argument) if argument.required else f"[{_typed_alone(argument)}]"


def _typed_alone(option: Action) -> str:
    """An option with what it takes."""
    name = option.option_strings[0]
    return name if option.nargs == 0 else f"{name} {_value(option)}"


def _value(argument: Action) -> str:
    if argument.choices:
        return "|".join(map(str, argument.choices))
    return str(argument.metavar or argument.dest.upper())


def _environment() -> Iterator[str]:
    yield "## Environment variables\n"
    yield from _table("name", "what it does")
    yield from (_row(_code(name), does) for name, does in (ENVIRONMENT | FROM_OTHERS).items())
    yield ""


def _keys() -> Iterator[str]:
    yield """## Keys

Numbers choose, on every page. On the screen, Tab, arrows and Enter work too; in plain lines a \
name can be typed in place of its key.
"""
    yield from _table("key", "on the screen also", "in lines also", "name", "it does", "where")
    for entry in ACTIONS:
        if entry.key or entry.screen_keys or entry.words or "lines" in entry.when.value:
            yield _key(entry)
    yield ""


def _key(entry: Spec) -> str:
    words = ", ".join(_code(word) if word else "Enter alone" for word in entry.words)
    further = ", ".join(wording.key_name(key) for key in entry.screen_keys)
    key = _code(entry.key)
    return _row(key, further, words, entry.label, entry.help, entry.when.value)


def _settings() -> Iterator[str]:
    yield """## Settings

`companion settings NAME VALUE` changes one. The first value holds until another is chosen.
`companion settings key` lists the keys; `companion settings key.help z` gives one, `off` takes it
away, `usual` brings the first one back.
"""
    yield from _table("name", "on the page", "it does", "values")
    for name, values in SETTINGS.items():
        label, does, words = WORDS[name]
        shown = ", ".join(
            _code(value) if words[value] == value else f"{_code(value)} {words[value]}"
            for value in values
        )
        yield _row(_code(name), label, does, shown)
    yield ""


def _problems() -> Iterator[str]:
    yield """## Problems

What is said when something goes wrong, and what to do. `--json` names the first column `problem`.
"""
    yield from _table("problem", "we say", "what to do", "exit code")
    for name, kind in KINDS.items():
        yield _row(_code(name), kind.say, kind.next, str(kind.exit_code))


def main() -> int:
    """Write the page."""
    REPORT.write_text(report(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
