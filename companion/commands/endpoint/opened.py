"""The endpoint that a command works on, and the words that it is given."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from companion.commands.answer import say, say_json, tell
from companion.commands.asking import read_words
from companion.commands.typed import number
from companion.easyread.checker import check
from companion.endpoint.database import Database, NoRoom, NotNow, open_database
from companion.plainwords.characters import shown_line
from companion.plainwords.dates import day
from companion.plainwords.messages import _
from companion.problems import Problem


@contextmanager
def opened(options: Namespace) -> Iterator[Database]:
    """The database. What goes wrong with it becomes a Problem."""
    database = open_database(options.database, options.marks)
    try:
        yield database
    except NoRoom:
        raise Problem("endpoint_no_room") from None
    except (NotNow, OSError):
        raise Problem("endpoint_database_wrong") from None
    finally:
        database.close()


def answered(options: Namespace, document: object, *lines: str) -> int:
    """Print the answer of a command, as one document or as lines. Returns the exit code."""
    if options.json:
        say_json(document)
    else:
        say(lines, options.width)
    return 0


def day_in_words(words: str) -> str:
    """A kept day as people say it: "Friday 26 June 2026"; "" for no day."""
    return day(date.fromisoformat(words)) if words else ""


def typed_day(words: str) -> date:
    """A day that was typed: "2026-06-26". Raises Problem("endpoint_day_wrong")."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Problem("endpoint_day_wrong", words=shown_line(words)[:20]) from None


def typed_number(options: Namespace) -> int:
    """The number after the word that says what to do.

    Raises Problem("something_missing") or ("not_a_number").
    """
    if not options.value:
        raise Problem("something_missing", typed=f"companion endpoint {options.verb} NUMBER")
    return number(1, 999_999)(options.value)


def given_words() -> str:
    """The words on standard input; a person at a terminal is told how to end them."""
    if sys.stdin.isatty():
        tell([_("Type your words. At the end, press Enter. Then hold Control and press D.")])
    return read_words()


def tell_hard_words(words: str) -> None:
    """Say on standard error what is hard to read in words that everyone will get."""
    for finding in check(words):
        found = f'"{shown_line(finding.words)}". ' if finding.words else ""
        tell([f"{found}{finding.why} {finding.suggestion}".strip()])
