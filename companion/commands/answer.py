"""How a command answers: facts a line each, or one JSON document, and problems apart."""

import sys
from argparse import Namespace
from collections.abc import Iterable

from companion.plainwords.characters import shown
from companion.plainwords.messages import _
from companion.plainwords.wrap import wrapped
from companion.problems import Problem


def say(lines: Iterable[str], width: int = 0) -> None:
    """Print lines that are safe to show, broken at pauses where `width` (cells) is not 0."""
    for line in lines:
        for row in wrapped(line, width):
            sys.stdout.write(f"{row}\n")


def tell(lines: Iterable[str]) -> None:
    """Print lines that a person should know beside the answer, on standard error."""
    for line in lines:
        sys.stderr.write(f"{line}\n")


def say_words(text: str, width: int = 0) -> None:
    """Print a member's or a writer's words, safe to show on a terminal."""
    say(shown(text).split("\n"), width)


def say_json(document: object) -> None:
    """Print one JSON document. Plain ASCII, so that no control character gets through."""
    import json  # noqa: PLC0415 - most answers are for people

    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def say_deleted(told: str, options: Namespace) -> None:
    """Say that a note or an entry is deleted (`told`), and how it comes back."""
    if options.json:
        say_json({"id": options.id, "deleted": True})
        return
    back = _("To bring it back, type: companion {command} undelete {id}")
    way_back = back.format(command=options.command, id=options.id)
    say([told, way_back, _("After 30 days it is gone.")], options.width)


def tell_problem(problem: Problem, *, as_json: bool) -> int:
    """Say on standard error what is wrong and what to do. Returns the exit code."""
    say_text, next_text = shown(problem.say), shown(problem.next)
    if as_json:
        import json  # noqa: PLC0415

        document = {"problem": problem.code, "say": say_text, "next": next_text}
        sys.stderr.write(json.dumps(document) + "\n")
    else:
        sys.stderr.write(f"{say_text}\n{next_text}\n")
    return problem.exit_code
