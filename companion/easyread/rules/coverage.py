"""Rules about a part of a pack: nothing lost between full and easy words, one picture an idea."""

import re
from collections.abc import Iterator

from companion.easyread.rules.hit import Hit
from companion.plainwords.messages import _

MOST_IN_DESCRIPTION = 8
MOST_ON_PAGE = 5

_PICTURE = re.compile(r"!\[(?P<description>[^\]]*)\]\((?P<name>[^)]*)\)")

Span = tuple[int, int, Hit]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line.rstrip()
        start += len(line) + 1


def gaps(text: str) -> Iterator[Span]:
    """ER-22: each clause has full words and easy words, and no easy words stand alone."""
    clause: tuple[int, int] | None = None
    full = easy = False
    for start, line in _lines(text):
        if line.startswith("## "):
            yield from _missing(clause, full=full, easy=easy)
            clause, full, easy = (start, start + len(line)), False, False
        elif line.startswith(("- ", "> ")):
            easy |= line.startswith("- ")
            if clause is None:
                yield start, start + len(line), Hit(
                    "ER-22", 0, 0, _("These easy words have no clause."),
                    _("Write the number of the clause first."))  # fmt: skip
        elif line and not line.startswith(("#", "---")):
            full = True
    yield from _missing(clause, full=full, easy=easy)


def _missing(clause: tuple[int, int] | None, *, full: bool, easy: bool) -> Iterator[Span]:
    if clause and not easy:
        yield *clause, Hit("ER-22", 0, 0, _("This clause has no easy words."),
                           _("Write the easy words here."))  # fmt: skip
    if clause and not full:
        yield *clause, Hit("ER-22", 0, 0, _("This clause has no full words."),
                           _("Write the full words here."))  # fmt: skip


def layout(text: str) -> Iterator[Span]:
    """ER-02 and ER-19: few lines on a page, 1 picture for an idea, told in few words."""
    on_page = 0
    seen: list[str] = []
    for start, line in _lines(text):
        end = start + len(line)
        if line == "---":
            on_page, seen = 0, []
        elif line.startswith(("- ", "> ")):
            on_page += 1
            if on_page == MOST_ON_PAGE + 1:
                yield start, end, Hit("ER-02", 0, 0, _("This page has too many lines."),
                                      _("Start a new page before this line."), "warn")  # fmt: skip
            yield from _picture(start, line, seen)


def _picture(start: int, line: str, seen: list[str]) -> Iterator[Span]:
    found = _PICTURE.search(line)
    name = found["name"] if found else ""
    if found and len(found["description"].split()) > MOST_IN_DESCRIPTION:
        first, last = found.span("description")
        why = _("This says too much about the picture. {most} words are the most.")
        yield start + first, start + last, Hit(
            "ER-19", 0, 0, why.format(most=MOST_IN_DESCRIPTION), _("Use fewer words."))  # fmt: skip
    if found and name in seen and seen[-1] != name:
        first, last = found.span()
        yield start + first, start + last, Hit(
            "ER-19", 0, 0, _("This picture came on this page already, for another idea."),
            _("Choose another picture, or put the lines together."))  # fmt: skip
    seen.append(name)
