"""Every sentence that the program itself says is easy to read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import companion
from companion.easyread.checker import check
from companion.easyread.reading import charter_pack

SOURCE = Path(companion.__file__).parent

# How many messages each marker takes: n_("1 note", "{n} notes", count) has 2.
MARKERS = {"_": 1, "N_": 1, "n_": 2}

# What may stand in a blank; anything else is a "word".
BLANKS = {
    "date": "Friday 26 June 2026",
    "day": "Friday 26 June 2026",
    "time": "6",
    "why": "This line is too long.",
    **dict.fromkeys(["n", "count", "number", "total", "most", "line", "part", "id", "row"], "3"),
}

# What a person types is no sentence: "type: companion --home FOLDER".
COMMAND = re.compile(r"\bcompanion(?: [a-z]+| [A-Z]+| --[a-z-]+)*")

# Words that stay though they break a rule, each with why.
EXCEPTIONS = {
    "PDF": "every program that opens or prints such a file calls it so, and nothing else",
    "endpoint": "the name of the command for those who run one; no page for members says it",
    "KB": "every computer tells the size of a file so",
    "MB": "the same, for larger ones",
    "comma": "the name of a key",
    "minus": "the name of a key",
    "wav": "the end of a sound file's name",
    "UTF": "programs ask for UTF-8 by this name when they save a text",
}
# Words that stay in one message only.
KEPT = {
    # Nobody counts how many sessions somebody missed, so no number can stand here.
    "You missed some. That is fine.": {"some"},
}


def marked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each marked message of a module, with its line."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        for argument in node.args[: MARKERS.get(name, 0)]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield node.lineno, argument.value
            assert not isinstance(argument, ast.JoinedStr), "an f-string is never translated"


def messages(path: Path) -> list[tuple[int, str]]:
    """The messages of a module, each with its line. Most modules have none."""
    text = path.read_text(encoding="utf-8")
    return list(marked(ast.parse(text))) if any(f"{name}(" in text for name in MARKERS) else []


def as_shown(message: str) -> str:
    """The message with its blanks filled and commands left out."""
    blanks = {name for _, name, _, _ in Formatter().parse(message) if name}
    filled = message.format(**{name: BLANKS.get(name, "word") for name in blanks})
    return COMMAND.sub("this", filled)


MODULES = sorted(SOURCE.rglob("*.py"))
GLOSSARY = charter_pack().glossary


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_its_messages_are_easy_to_read(path: Path) -> None:
    found = {
        f"{path}:{line} {message}": faults
        for line, message in messages(path)
        if (faults := _faults(message))
    }
    assert found == {}


def _faults(message: str) -> object:
    allowed = frozenset({*EXCEPTIONS, *KEPT.get(message, ())})
    return check(as_shown(message), allowed=allowed, glossary=GLOSSARY)


def test_messages_are_found_wherever_they_are_marked() -> None:
    code = "N_('a')\nmessages._('b' 'c')\nn_('1 d', '{n} d', 2)\n_(e)\nother('f')"
    assert list(marked(ast.parse(code))) == [(1, "a"), (2, "bc"), (3, "1 d"), (3, "{n} d")]
    assert sum(len(messages(path)) for path in MODULES) > 3000
