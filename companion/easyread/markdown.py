"""Reads one part of a pack: a small, strict part of Markdown, and nothing else of it.

assets/easyread/README.md tells writers the format. A Markdown library would take more
time to load than the rest of a command, and would accept what no front end can show.
"""

from typing import Literal

from companion.easyread.files import File, is_name
from companion.easyread.pack import Clause, Line, Part
from companion.plainwords.characters import shown_line
from companion.plainwords.messages import _

# Signs that Markdown or HTML would take for more than themselves.
_MARKUP = "*_`[]<>\\"


def parse_part(number: int, file: File) -> Part:
    """The part that a file holds. Raises Problem("pack_broken") at the first wrong line."""
    reader = _Reader(number, file)
    for at, raw in enumerate(file.lines, 1):
        reader.take(at, raw)
    return reader.part()


class _Reader:
    """What is known of a part after each line."""

    def __init__(self, number: int, file: File) -> None:
        self._number = number
        self._file = file
        self._title = ""
        self._pages: list[list[Line]] = [[]]
        self._clause = ""
        self._starts: dict[str, int] = {}
        self._full: dict[str, list[str]] = {}
        self._original: dict[str, list[str]] = {}
        self._words = self._full
        self._with_easy: set[str] = set()
        self._pending: set[str] = set()

    def take(self, at: int, raw: str) -> None:  # noqa: C901 - a line of the format each
        line = shown_line(raw)
        if line and raw[0].isspace():
            self._file.refuse(at, _("This line does not start at the left edge."))
        match line.split(" ", 1):
            case [""]:
                pass
            case ["---"]:
                self._next_page(at)
            case ["#", title]:
                self._take_title(at, title)
            case ["##", clause]:
                self._take_clause(at, clause)
            case ["###", "Original"]:
                self._words = self._original
            case ["###", "Pending"]:
                self._take_pending(at)
            case ["-", easy]:
                self._take_easy(at, "line", easy)
            case ["=", other]:
                self._take_other(at, other)
            case [">", quote]:
                self._take_easy(at, "quote", quote)
            case _:
                self._take_full(at, line)

    def part(self) -> Part:
        last = len(self._file.lines)
        if not self._starts:
            self._file.refuse(last, _("This part has no words yet."))
        self._next_page(last)
        for clause, at in self._starts.items():
            if not self._full[clause]:
                self._file.refuse(at, _("Write the full words here."))
            if clause not in self._with_easy:
                self._file.refuse(at, _("Write the easy words here."))
        return Part(
            self._number,
            self._title,
            tuple(tuple(page) for page in self._pages[:-1]),
            tuple(
                Clause(
                    clause,
                    " ".join(full),
                    " ".join(self._original[clause]),
                    clause in self._pending,
                )
                for clause, full in self._full.items()
            ),
        )

    def _next_page(self, at: int) -> None:
        if not self._pages[-1]:
            self._file.refuse(at, _("This page is empty."))
        self._pages.append([])

    def _take_title(self, at: int, title: str) -> None:
        if self._title:
            self._file.refuse(at, _("This part has a title already."))
        self._title = self._plain(at, title)

    def _take_clause(self, at: int, clause: str) -> None:
        part, _dot, place = clause.partition(".")
        if not self._title:
            self._file.refuse(at, _("Write the title of the part first."))
        if part != str(self._number) or not (place.isascii() and place.isdecimal()):
            self._file.refuse(at, _("This is not a clause of this part."))
        if clause in self._starts:
            self._file.refuse(at, _("This clause is here already."))
        self._clause = clause
        self._starts[clause] = at
        self._full[clause], self._original[clause] = [], []
        self._words = self._full

    def _take_pending(self, at: int) -> None:
        if not self._clause:
            self._file.refuse(at, _("Write the number of the clause first."))
        self._pending.add(self._clause)

    def _take_easy(self, at: int, kind: Literal["line", "quote"], line: str) -> None:
        if not self._clause:
            self._file.refuse(at, _("Write the number of the clause first."))
        simple, mark, picture = line.partition(" ![")
        description, middle, name = picture.removesuffix(")").partition("](")
        if mark or kind == "line":
            if not (middle and picture.endswith(")") and is_name(name)):
                self._file.refuse(at, _("The picture of this line is not here."))
            description = self._plain(at, description)
        self._with_easy.add(self._clause)
        self._pages[-1].append(Line(self._clause, self._plain(at, simple), name, description, kind))

    def _take_other(self, at: int, other: str) -> None:
        lines = self._pages[-1]
        if not lines or lines[-1].other or lines[-1].kind == "quote":
            self._file.refuse(at, _("Write the easy words first."))
        lines[-1] = lines[-1]._replace(other=self._plain(at, other))

    def _take_full(self, at: int, line: str) -> None:
        if not self._clause:
            self._file.refuse(at, _("Write the number of the clause first."))
        if self._clause in self._with_easy:
            self._file.refuse(at, _("Write the full words before the easy words."))
        self._words[self._clause].append(self._plain(at, line))

    def _plain(self, at: int, words: str) -> str:
        """The words, once it is sure that they are words and nothing else."""
        words = words.strip()
        if not words or words[0] in "#-":
            self._file.refuse(at, _("We cannot read this kind of line."))
        for sign in _MARKUP:
            if sign in words:
                self._file.refuse(at, _("Take this sign out: {sign}").format(sign=sign))
        return words
